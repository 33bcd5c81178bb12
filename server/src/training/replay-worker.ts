/** The thread of one replay: it computes, says what it has made, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { compiledKernels } from '@deltaboard/shared/kernels/compiled.ts';
import { offerCompiled } from '@deltaboard/shared/kernels/kernels-of.ts';
import { createReplay, type ReplayOptions } from './replay.ts';
import { SLICE, slotsOn, type SlotHolder } from './slots.ts';

offerCompiled(compiledKernels());

export interface ReplayData extends ReplayOptions, SlotHolder {
  /** Milliseconds after which it gives up. */
  readonly within: number;
}

const data: ReplayData = workerData;
const { seat, within } = data;
const slots = slotsOn(data.slots);
const now = (): number => performance.now();
const end = now() + within;
const isLate = (): boolean => now() >= end || slots.isUp(seat, 'park');
/** Slices that it rests after one for which it had to wait: somebody else computes, and comes first. */
const YIELDED = 7;
/** Milliseconds of waiting for a slot that are no accident. */
const NOTICED = 1;
const rest = new Int32Array(new SharedArrayBuffer(4));

const replay = slots.work(seat, () => createReplay(data));
let losses: readonly LossPoint[] | null = null;
while (!losses && !isLate()) {
  const asked = now();
  let waited = 0;
  const slice = (length: number): ReturnType<typeof replay.slice> => {
    const began = now();
    waited = began - asked;
    return replay.slice(() => now() >= began + length);
  };
  losses = slots.run(seat, 'in-line', slice, end - asked);
  // Never two at once: who waits for the slot would not get it in between.
  if (!losses) Atomics.wait(rest, 0, 0, waited > NOTICED ? YIELDED * SLICE : SLICE);
}
parentPort?.postMessage(losses);
