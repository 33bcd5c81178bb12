/**
 * A semaphore in shared memory: max(1, cores − 1) workers compute at a time, a slice each, so that twenty running rooms
 * never starve the sockets (SPEC TH2).
 */
export interface Slots {
  /**
   * Waits for a slot and computes a slice in it; null where `giveUp` said so first. The holder's flag is up
   * meanwhile.
   */
  run<T>(flags: Int32Array, giveUp: () => boolean, slice: () => T): T | null;
  /** Of a worker that has ended: what it held is free. */
  reclaim(flags: Int32Array): void;
}

/** What every worker that computes is given. */
export interface SlotHolder {
  readonly slots: SharedArrayBuffer;
  /** In shared memory. */
  readonly flags: Int32Array;
}

/** Indices into a worker's flags. PARK: it is wanted to stop. */
export const PARK = 0;
/** A message waits that is not to wait for a slot. */
export const CALL = 1;
/** 1 while the worker holds a slot. */
const HOLDS_SLOT = 2;

export const createFlags = (): Int32Array => new Int32Array(new SharedArrayBuffer(12));

/** Milliseconds between two looks at `giveUp` while waiting. */
const PATIENCE = 5;

export function createSlotMemory(cores: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(4);
  new Int32Array(memory)[0] = Math.max(1, cores - 1);
  return memory;
}

export function slotsOn(memory: SharedArrayBuffer): Slots {
  const free = new Int32Array(memory);

  function acquire(giveUp: () => boolean): boolean {
    for (;;) {
      const count = Atomics.load(free, 0);
      if (count > 0) {
        if (Atomics.compareExchange(free, 0, count, count - 1) === count) return true;
        continue;
      }
      if (giveUp()) return false;
      Atomics.wait(free, 0, 0, PATIENCE);
    }
  }

  function reclaim(flags: Int32Array): void {
    if (Atomics.exchange(flags, HOLDS_SLOT, 0) === 0) return;
    Atomics.add(free, 0, 1);
    Atomics.notify(free, 0, 1);
  }

  return {
    run(flags, giveUp, slice) {
      if (!acquire(giveUp)) return null;
      Atomics.store(flags, HOLDS_SLOT, 1);
      const result = slice();
      reclaim(flags);
      return result;
    },
    reclaim,
  };
}
