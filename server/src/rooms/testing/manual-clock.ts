/** Time that passes only when the test says so. */
import type { Clock } from '../../clock.ts';

export interface ManualClock extends Clock {
  /** Lets so many milliseconds pass, and runs what falls due, in order. */
  pass(milliseconds: number): void;
  /** Timers that wait. */
  readonly waiting: number;
  /** Somebody sets the wall clock, by so much forward or back. */
  setWall(by: number): void;
}

export function manualClock(start = 1_700_000_000_000): ManualClock {
  let now = start;
  let wall = 0;
  let waiting: { readonly due: number; readonly task: () => void }[] = [];
  return {
    now: () => now + wall,
    elapsed: () => now,
    after(milliseconds, task) {
      const entry = { due: now + milliseconds, task };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    get waiting() {
      return waiting.length;
    },
    setWall: (by) => void (wall += by),
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = waiting.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        waiting = waiting.filter((other) => other !== next);
        now = next.due;
        next.task();
      }
      now = end;
    },
  };
}
