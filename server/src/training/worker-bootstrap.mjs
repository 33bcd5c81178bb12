// Node 20 cannot start a .ts worker, also under tsx and vitest: this plain module registers tsx in the thread first.
// The production bundle has no need of it.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
