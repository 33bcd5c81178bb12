/** A worker thread of this server, from source or from the bundle. */
import { Worker } from 'node:worker_threads';
import { slotsOn, type SlotHolder } from './slots.ts';

/** Milliseconds after which a thread that does not end by itself is cut. */
const CLOSE_WITHIN = 2000;

/** Where each kind of worker begins, from `worker-bootstrap.mjs`. */
const entries = {
  'training-worker': './training-worker.ts',
  'replay-worker': './replay-worker.ts',
  'corpus-worker': '../data/corpus-worker.ts',
};

export function startWorker(name: keyof typeof entries, data: object): Worker {
  // From source a plain-JavaScript bootstrap, from the bundle its own entry.
  const isSource = import.meta.url.endsWith('.ts');
  const file = new URL(isSource ? './worker-bootstrap.mjs' : `./${name}.js`, import.meta.url);
  return new Worker(file, { workerData: { ...data, entry: entries[name] } });
}

/** Computes in slots. Its slot is given back for it if it dies, and its place in the queue (SPEC TH2). */
export function spawn(name: 'training-worker' | 'replay-worker', data: SlotHolder): Worker {
  const worker = startWorker(name, data);
  worker.on('exit', () => slotsOn(data.slots).vacate(data.seat));
  return worker;
}

/** Resolves when the worker, which has been told to, has ended by itself between two slices; else it is cut. */
export async function ended(worker: Worker): Promise<void> {
  const late = setTimeout(() => void worker.terminate(), CLOSE_WITHIN);
  await new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  clearTimeout(late);
}
