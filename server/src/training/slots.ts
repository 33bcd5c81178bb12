/**
 * A semaphore in shared memory: max(1, cores − 1) workers compute at a time, a slice each, so that twenty running rooms
 * never starve the sockets (SPEC TH2).
 */
export interface Slots {
  /** Waits for a slot. False when `giveUp` said so first. */
  acquire(giveUp: () => boolean): boolean;
  release(): void;
}

/** Milliseconds between two looks at `giveUp` while waiting. */
const PATIENCE = 5;

export function createSlotMemory(cores: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(4);
  new Int32Array(memory)[0] = Math.max(1, cores - 1);
  return memory;
}

export function slotsOn(memory: SharedArrayBuffer): Slots {
  const free = new Int32Array(memory);
  return {
    acquire(giveUp) {
      for (;;) {
        const count = Atomics.load(free, 0);
        if (count > 0) {
          if (Atomics.compareExchange(free, 0, count, count - 1) === count) return true;
          continue;
        }
        if (giveUp()) return false;
        Atomics.wait(free, 0, 0, PATIENCE);
      }
    },
    release() {
      Atomics.add(free, 0, 1);
      Atomics.notify(free, 0, 1);
    },
  };
}
