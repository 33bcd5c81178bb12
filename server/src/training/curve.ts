/**
 * Collects the curve of a fast run between two reports: at most `limit` points, whatever the speed, with exact least,
 * mean and greatest J.
 */
import { appendPoints, mergePoints, type SeriesPoint } from '@deltaboard/shared/training/series.ts';

/** Points a report holds at the most. */
const POINTS = 32;

export interface Curve {
  add(step: number, J: number, rms: SeriesPoint['rms']): void;
  /** What came since the last call. */
  take(): readonly SeriesPoint[];
}

export function createCurve(): Curve {
  let done: SeriesPoint[] = [];
  let open: SeriesPoint | null = null;
  /** Steps a point holds; doubles whenever the report is full. */
  let width = 1;
  return {
    add(step, J, rms) {
      const point: SeriesPoint = { step, count: 1, J: [J, J, J], rms };
      open = open ? mergePoints(open, point) : point;
      if (open.count < width) return;
      done.push(open);
      open = null;
      if (done.length >= 2 * POINTS) {
        done = [...appendPoints([], done, POINTS)];
        width *= 2;
      }
    },
    take() {
      const points = open ? [...done, open] : done;
      done = [];
      open = null;
      width = 1;
      return points;
    },
  };
}
