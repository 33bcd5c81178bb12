/** Time, passed in: a room on a manual clock is tested without waiting. */
export type Cancel = () => void;

export interface Clock {
  /** Wall time, milliseconds since 1970: for what is written down. It may be set forward or back. */
  now(): number;
  /** Milliseconds that only grow, from any beginning: for durations. */
  elapsed(): number;
  /** Calls `task` once after so many milliseconds, unless cancelled. */
  after(milliseconds: number, task: () => void): Cancel;
}

/** Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
