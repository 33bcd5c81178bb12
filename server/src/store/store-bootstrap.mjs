// Node 20 cannot start a .ts file: this plain module registers tsx first. The production bundle has no need of it.
import { register } from 'tsx/esm/api';

register();
await import('./store-worker.ts');
