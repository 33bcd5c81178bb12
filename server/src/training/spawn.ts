/** A worker thread of this server, from source or from the bundle. */
import { Worker } from 'node:worker_threads';
import type { Within } from '../containment.ts';
import { slotsOn, type SlotHolder } from './slots.ts';
import { ThreadFailure, threadFailure } from './thread-failure.ts';
import type { Watchdog } from './watchdog.ts';

/** Milliseconds after which a thread that does not end by itself is cut. */
const CLOSE_WITHIN = 2000;

/** Where each kind of worker begins, from `worker-bootstrap.mjs`. */
const entries = {
  'training-worker': './training-worker.ts',
  'replay-worker': './replay-worker.ts',
  'judging-worker': './judging-worker.ts',
  'corpus-worker': '../data/corpus-worker.ts',
};
export type WorkerName = keyof typeof entries;
/** Those that compute beside a run. */
export type WorkerBeside = 'replay-worker' | 'judging-worker';

/** @param memory megabytes of its heap; what is typed arrays is bounded by their sizes (`sizes.ts`) */
export function startWorker(name: WorkerName, data: object, memory: number): Worker {
  // From source a plain-JavaScript bootstrap, from the bundle its own entry.
  const isSource = import.meta.url.endsWith('.ts');
  const file = new URL(isSource ? './worker-bootstrap.mjs' : `./${name}.js`, import.meta.url);
  return new Worker(file, {
    workerData: { ...data, entry: entries[name] },
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
}

/** What threads that compute are started with: how, who watches them, and for whom they run. */
export interface ThreadMeans {
  readonly start: typeof startWorker;
  readonly watchdog: Watchdog;
  /** Megabytes of a thread's heap. */
  readonly memory: number;
  readonly within: Within;
}

export interface Thread {
  readonly worker: Worker;
  /** Why it has ended. */
  readonly failure: ThreadFailure;
}

/**
 * Computes in slots. Its slot is given back for it if it dies, and its place in the queue (SPEC TH2); it is ended where it hangs or takes too
 * much memory (SPEC CN6), and with the room for which it runs (SPEC CN4).
 */
export function spawn(
  name: 'training-worker' | WorkerBeside,
  data: SlotHolder,
  { start, watchdog, memory, within }: ThreadMeans,
): Thread {
  const worker = start(name, data, memory);
  let failure = new ThreadFailure('failed');
  worker.on('error', (error) => (failure = threadFailure(error)));
  watchdog.watch(data.seat, worker, () => (failure = new ThreadFailure('no-sign')));
  const hasEnded = within.holds(() => worker.terminate());
  worker.on('exit', () => {
    slotsOn(data.slots).vacate(data.seat);
    hasEnded();
  });
  return {
    worker,
    get failure() {
      return failure;
    },
  };
}

/** Resolves when the worker, which has been told to, has ended by itself between two slices; else it is cut. */
export async function ended(worker: Worker): Promise<void> {
  const late = setTimeout(() => void worker.terminate(), CLOSE_WITHIN);
  await new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  clearTimeout(late);
}
