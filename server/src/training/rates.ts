/** What a live picture and a report say of the run's pace: the mean of the newest losses, and steps a second. */
const MEAN_OVER = 200;
/** Milliseconds between two reports. */
const REPORT_INTERVAL = 1000;

export interface Rates {
  readonly meanLoss: number;
  readonly stepsPerSecond: number;
  made(J: number): void;
  /** Whether a report is due; measures the rate since the last one. */
  isReportDue(now: number, updates: number): boolean;
  /** The run starts here. */
  start(now: number, updates: number): void;
  /** The losses so far are of somewhere else. */
  forget(): void;
}

export function createRates(): Rates {
  const losses = new Float64Array(MEAN_OVER);
  let count = 0;
  let last = { at: 0, updates: 0, stepsPerSecond: 0 };
  return {
    get meanLoss() {
      const known = losses.subarray(0, Math.min(MEAN_OVER, count));
      return known.length === 0 ? 0 : known.reduce((sum, J) => sum + J, 0) / known.length;
    },
    get stepsPerSecond() {
      return last.stepsPerSecond;
    },
    made: (J) => void (losses[count++ % MEAN_OVER] = J),
    isReportDue(at, updates) {
      const elapsed = at - last.at;
      if (elapsed < REPORT_INTERVAL) return false;
      last = { at, updates, stepsPerSecond: (1000 * (updates - last.updates)) / elapsed };
      return true;
    },
    start: (at, updates) => void (last = { at, updates, stepsPerSecond: 0 }),
    forget: () => void (count = 0),
  };
}
