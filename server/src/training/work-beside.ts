/** In the thread of one job beside a run: it computes, says what it has made, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { compiledKernels } from '@deltaboard/shared/kernels/compiled.ts';
import { offerCompiled } from '@deltaboard/shared/kernels/kernels-of.ts';
import { SLICE, slotsOn, type SlotHolder } from './slots.ts';

/** Work in slices. */
export interface SlicedWork<Made> {
  /** Goes on until all is made or `isOver` says so; all of it, or null. */
  slice(isOver: () => boolean): Made | null;
}

export interface BesideHolder extends SlotHolder {
  /** Milliseconds after which it gives up. */
  readonly within: number;
}

/** Slices that it rests after one for which it had to wait: somebody else computes, and comes first. */
const YIELDED = 7;
/** Milliseconds of waiting for a slot that are no accident. */
const NOTICED = 1;

/** @param create its work, of what the thread was given */
export function workBeside<Data, Made>(create: (data: Data) => SlicedWork<Made>): void {
  offerCompiled(compiledKernels());
  const data = workerData as Data & BesideHolder;
  const { seat, within } = data;
  const slots = slotsOn(data.slots);
  const now = (): number => performance.now();
  const end = now() + within;
  const isLate = (): boolean => now() >= end || slots.isUp(seat, 'park');
  const rest = new Int32Array(new SharedArrayBuffer(4));

  const work = slots.work(seat, () => create(data));
  let made: Made | null = null;
  while (!made && !isLate()) {
    const asked = now();
    let waited = 0;
    const slice = (length: number): Made | null => {
      const began = now();
      waited = began - asked;
      return work.slice(() => now() >= began + length);
    };
    made = slots.run(seat, 'in-line', slice, end - asked);
    // Never two at once: who waits for the slot would not get it in between.
    if (!made) Atomics.wait(rest, 0, 0, waited > NOTICED ? YIELDED * SLICE : SLICE);
  }
  parentPort?.postMessage(made);
}
