/**
 * What is known of a branch, in shared memory: how far it was computed and evaluated, and J of its steps, exactly for
 * the first 1,000 and the last 100,000 (SPEC TR8). The training thread writes it, the room's side reads it at any time,
 * and it outlives the thread.
 */
import type { LossPoint } from '@deltaboard/shared/training/series.ts';

export const FIRST_LOSSES = 1000;
export const LAST_LOSSES = 100_000;
/** Of the last ones, those that outlive the server. */
const KEPT_LOSSES = 10_000;
/** More places than are read, so that nothing is overwritten under a reader. */
const RING = LAST_LOSSES + 8192;

const LAST = 0;
/** One more than the step, so that nothing is 0. */
const EVALUATED = 1;
/** One less than the first step in the ring. */
const BEFORE_RING = 2;
const HEADER = 3;
const LENGTH = HEADER + FIRST_LOSSES + RING;
export const RECORD_BYTES = 8 * LENGTH;

/** What a cache keeps of a branch. */
export interface KeptRecord {
  readonly last: number;
  readonly evaluated: number;
  /** J of the first steps, and of the last ones up to `last`. */
  readonly first: Float64Array;
  readonly recent: Float64Array;
}

export interface BranchRecord {
  /** The furthest step that was computed; 0 before the first. */
  readonly last: number;
  /** The furthest step whose parameters were evaluated; −1 before that of step 0. */
  evaluated: number;
  /** J of step `last` + 1. */
  add(J: number): void;
  /** What came after `step` is true no more. */
  cutAt(step: number): void;
  /** What is held of J from step `from` to `to`, exact, in points of `width` steps or fewer. */
  losses(from: number, to: number, width: number): readonly LossPoint[];
  /** As if nothing after `step` had been computed; the losses are those that are held, of the last ones at most 10,000. */
  kept(step: number): KeptRecord;
  /** Of a record that has just been made. */
  restore(kept: KeptRecord): void;
  /** The ranges of steps whose J is held, in order. */
  held(): readonly { readonly from: number; readonly to: number }[];
}

export const createRecordMemory = (): SharedArrayBuffer => new SharedArrayBuffer(RECORD_BYTES);

/** A branch that left this one at `step` begins with what was known until then. */
export function copiedUpTo(memory: SharedArrayBuffer, step: number): SharedArrayBuffer {
  const copy = createRecordMemory();
  const { last } = recordOn(memory);
  // What was never written is not touched: it takes no memory as long.
  new Float64Array(copy).set(new Float64Array(memory, 0, HEADER + FIRST_LOSSES + Math.min(RING, last + 1)));
  recordOn(copy).cutAt(step);
  return copy;
}

export function recordOn(memory: SharedArrayBuffer): BranchRecord {
  const header = new Float64Array(memory, 0, HEADER);
  const first = new Float64Array(memory, 8 * HEADER, FIRST_LOSSES);
  const ring = new Float64Array(memory, 8 * (HEADER + FIRST_LOSSES), RING);

  const held = (): { from: number; to: number }[] => {
    const last = header[LAST];
    const early = Math.min(FIRST_LOSSES, last);
    const late = Math.max(last - LAST_LOSSES, header[BEFORE_RING], early);
    return [
      { from: 1, to: early },
      { from: late + 1, to: last },
    ].filter(({ from, to }) => from <= to);
  };
  const loss = (step: number): number => (step <= FIRST_LOSSES ? first[step - 1] : ring[step % RING]);

  return {
    get last() {
      return header[LAST];
    },
    get evaluated() {
      return header[EVALUATED] - 1;
    },
    set evaluated(step) {
      header[EVALUATED] = step + 1;
    },
    add(J) {
      const step = header[LAST] + 1;
      if (step <= FIRST_LOSSES) first[step - 1] = J;
      ring[step % RING] = J;
      header[BEFORE_RING] = Math.max(header[BEFORE_RING], step - RING);
      header[LAST] = step;
    },
    cutAt(step) {
      header[LAST] = Math.min(header[LAST], step);
      header[EVALUATED] = Math.min(header[EVALUATED], step + 1);
      header[BEFORE_RING] = Math.min(header[BEFORE_RING], header[LAST]);
    },
    losses: (from, to, width) =>
      held().flatMap((range) => {
        const points: LossPoint[] = [];
        const end = Math.min(to, range.to);
        for (let step = Math.max(from, range.from); step <= end; step += width) {
          points.push(pointOf(loss, step, Math.min(width, end - step + 1)));
        }
        return points;
      }),
    kept(step) {
      const last = Math.min(header[LAST], step);
      const early = Math.min(FIRST_LOSSES, last);
      const ranges = held().filter(({ from }) => from > FIRST_LOSSES && from <= last);
      const from = Math.max(last - KEPT_LOSSES + 1, ranges.at(0)?.from ?? last + 1);
      return {
        last,
        evaluated: Math.min(header[EVALUATED] - 1, last),
        first: first.slice(0, early),
        recent: Float64Array.from({ length: last - from + 1 }, (_, i) => loss(from + i)),
      };
    },
    restore({ last, evaluated, first: early, recent }) {
      first.set(early);
      recent.forEach((J, i) => (ring[(last - recent.length + 1 + i) % RING] = J));
      header[BEFORE_RING] = last - recent.length;
      header[EVALUATED] = evaluated + 1;
      header[LAST] = last;
    },
    held,
  };
}

function pointOf(loss: (step: number) => number, step: number, count: number): LossPoint {
  let [least, sum, greatest] = [Infinity, 0, -Infinity];
  for (let i = 0; i < count; i++) {
    const J = loss(step + i);
    least = Math.min(least, J);
    greatest = Math.max(greatest, J);
    sum += J;
  }
  return { step, count, J: [least, count === 1 ? least : sum / count, greatest] };
}
