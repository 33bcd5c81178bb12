/** A worker thread of this server, from source or from the bundle. */
import { Worker } from 'node:worker_threads';
import { slotsOn, type SlotHolder } from './slots.ts';

/** Milliseconds after which a thread that does not end by itself is cut. */
const CLOSE_WITHIN = 2000;

/** Its slot is given back for it if it dies, and its place in the queue (SPEC TH2). */
export function spawn(name: 'training-worker' | 'replay-worker', data: SlotHolder): Worker {
  // From source a plain-JavaScript bootstrap, from the bundle its own entry.
  const isSource = import.meta.url.endsWith('.ts');
  const file = new URL(isSource ? './worker-bootstrap.mjs' : `./${name}.js`, import.meta.url);
  const worker = new Worker(file, { workerData: { ...data, entry: `./${name}.ts` } });
  worker.on('exit', () => slotsOn(data.slots).vacate(data.seat));
  return worker;
}

/** Resolves when the worker, which has been told to, has ended by itself between two slices; else it is cut. */
export async function ended(worker: Worker): Promise<void> {
  const late = setTimeout(() => void worker.terminate(), CLOSE_WITHIN);
  await new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  clearTimeout(late);
}
