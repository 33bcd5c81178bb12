/** Time, passed in: a room on a manual clock is tested without waiting. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `task` once after so many milliseconds, unless cancelled. */
  after(milliseconds: number, task: () => void): Cancel;
}

/** Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
