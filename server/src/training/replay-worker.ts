/** The thread of one replay: it computes, says what it has made, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { SLICE } from './loop.ts';
import { createReplay, type ReplayOptions } from './replay.ts';
import { PARK, slotsOn, type SlotHolder } from './slots.ts';

export interface ReplayData extends ReplayOptions, SlotHolder {
  /** Milliseconds after which it gives up. */
  readonly within: number;
}

const data: ReplayData = workerData;
const { flags, within } = data;
const slots = slotsOn(data.slots);
const now = (): number => performance.now();
const end = now() + within;
const isLate = (): boolean => now() >= end || Atomics.load(flags, PARK) === 1;
const rest = new Int32Array(new SharedArrayBuffer(4));

const replay = createReplay(data);
let losses: readonly LossPoint[] | null = null;
while (!losses && !isLate()) {
  losses = slots.run(flags, isLate, () => {
    const over = now() + SLICE;
    return replay.slice(() => now() >= over);
  });
  // A run that is under way comes first: no more than every other slice is a replay's.
  if (!losses) Atomics.wait(rest, 0, 0, SLICE);
}
parentPort?.postMessage(losses);
