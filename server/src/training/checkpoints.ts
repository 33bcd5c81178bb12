/**
 * Snapshots of what training moves, in shared memory, so that any step is near (SPEC RN10): a cache, from which a loop replays. The memory
 * belongs to the room's side and outlives the threads; one thread at a time writes it, while others may read.
 *
 * Every 250 steps over the last 10,000 (further apart where the model is so large that they would not fit); when the
 * memory is full the older copy goes whose going leaves the smallest gap. Step 0 needs none.
 */
import type { Ancestor } from '@deltaboard/shared/training/run.ts';

export const CHECKPOINT_BYTES = 32_000_000;
export const CHECKPOINTS_LIMIT = 512;
export const CHECKPOINT_INTERVAL = 250;
/** Steps behind the newest that are never thinned. */
export const RECENT_STEPS = 10_000;

/** Per copy: its branch and its step, 0 where the place is free. */
const HEADER = 2;
const BRANCH = 0;
const STEP = 1;

export interface Checkpoint {
  /** Updates made. */
  readonly updates: number;
  /** Everything that moves then (training/run-state). */
  readonly snapshot: Float32Array;
}

export interface Checkpoints {
  /** Whether θ after so many updates is to be kept. */
  isDue(updates: number): boolean;
  /** Keeps θ of the branch that the lineage begins with. */
  keep(lineage: readonly Ancestor[], updates: number, snapshot: Float32Array): void;
  /** A copy of the newest after at most so many updates that belongs to the branch or to what it has of its ancestors. */
  nearest(lineage: readonly Ancestor[], updates: number): Checkpoint | null;
  /** What the branch held after more updates is true no more. */
  drop(branch: number, after: number): void;
  /** Updates of every copy of a branch, ascending. */
  of(branch: number): readonly number[];
}

const capacityOf = (length: number): number =>
  Math.min(CHECKPOINTS_LIMIT, Math.floor(CHECKPOINT_BYTES / (4 * (length + HEADER))));

/** @param length float32s of a snapshot */
export const checkpointBytes = (length: number): number => 4 * (length + HEADER) * capacityOf(length);

/** @param length float32s of a snapshot */
export const createCheckpointMemory = (length: number): SharedArrayBuffer =>
  new SharedArrayBuffer(checkpointBytes(length));

export function checkpointsOn(memory: SharedArrayBuffer, length: number): Checkpoints {
  const capacity = capacityOf(length);
  const header = new Int32Array(memory, 0, HEADER * capacity);
  const snapshots = new Float32Array(memory, header.byteLength);
  // At most half of the places are for the newest steps, the others for all before.
  const widening = Math.ceil(RECENT_STEPS / CHECKPOINT_INTERVAL / Math.max(1, Math.floor(capacity / 2)));
  const interval = CHECKPOINT_INTERVAL * widening;

  const branchAt = (place: number): number => header[HEADER * place + BRANCH];
  const stepAt = (place: number): number => Atomics.load(header, HEADER * place + STEP);
  const free = (place: number): void => void Atomics.store(header, HEADER * place + STEP, 0);
  const snapshotAt = (place: number): Float32Array =>
    snapshots.subarray(place * length, (place + 1) * length);
  const places = (accept: (place: number) => boolean): number[] =>
    Array.from({ length: capacity }, (_, place) => place).filter(
      (place) => stepAt(place) > 0 && accept(place),
    );
  const inOrder = (branch: number): number[] =>
    places((place) => branchAt(place) === branch).sort((a, b) => stepAt(a) - stepAt(b));

  /** The place of the older copy that is missed least. */
  function thinned(lineage: readonly Ancestor[], updates: number): number {
    const recent = (place: number): boolean =>
      stepAt(place) > updates - RECENT_STEPS && isOn(lineage, branchAt(place), stepAt(place));
    let least = { place: 0, gap: Infinity };
    for (const branch of new Set(places(() => true).map(branchAt))) {
      const row = inOrder(branch);
      row.forEach((place, i) => {
        const before = i === 0 ? 0 : stepAt(row[i - 1]);
        const after = i === row.length - 1 ? stepAt(place) : stepAt(row[i + 1]);
        if (after - before < least.gap && !recent(place)) least = { place, gap: after - before };
      });
    }
    return least.place;
  }

  function freePlace(lineage: readonly Ancestor[], updates: number): number {
    for (let place = 0; place < capacity; place++) if (stepAt(place) === 0) return place;
    return thinned(lineage, updates);
  }

  function nearestTo(
    lineage: readonly Ancestor[],
    updates: number,
  ): { readonly place: number; readonly step: number } | null {
    let found = null;
    for (let place = 0; place < capacity; place++) {
      const step = stepAt(place);
      if (step === 0 || step > updates || (found && step <= found.step)) continue;
      if (isOn(lineage, branchAt(place), step)) found = { place, step };
    }
    return found;
  }

  /** A read-modify-write, so that nothing that was read before it is read after it. */
  const isStill = (place: number, step: number): boolean =>
    Atomics.compareExchange(header, HEADER * place + STEP, step, step) === step;

  return {
    isDue: (updates) => updates % interval === 0,
    keep(lineage, updates, snapshot) {
      const place = freePlace(lineage, updates);
      // Not to be found until it is whole: a thread may die in between, or another read it.
      free(place);
      snapshotAt(place).set(snapshot);
      header[HEADER * place + BRANCH] = lineage[0].branch;
      Atomics.store(header, HEADER * place + STEP, updates);
    },
    nearest(lineage, updates) {
      for (;;) {
        const found = nearestTo(lineage, updates);
        if (!found) return null;
        const snapshot = snapshotAt(found.place).slice();
        // Another thread may have given the place away meanwhile. A step has one snapshot: what still has its number is whole.
        if (isStill(found.place, found.step)) return { updates: found.step, snapshot };
      }
    },
    drop(branch, after) {
      for (const place of inOrder(branch)) if (stepAt(place) > after) free(place);
    },
    of: (branch) => inOrder(branch).map(stepAt),
  };
}

const isOn = (lineage: readonly Ancestor[], branch: number, step: number): boolean =>
  lineage.some((ancestor) => ancestor.branch === branch && step <= ancestor.upTo);
