/**
 * Collects the curve of a fast run between two reports, in bounded memory, with exact least, mean and greatest J.
 */
import { appendPoints, mergePoints, type SeriesPoint } from '@deltaboard/shared/training/series.ts';

/** Points a report of a run holds at the most. */
const REPORT = 64;
/** Points that are held at the most, for those who take more. */
const HELD = 512;

export interface Curve {
  add(step: number, J: number, rms: SeriesPoint['rms']): void;
  /** What came since the last call, in at most so many points. */
  take(limit?: number): readonly SeriesPoint[];
}

export function createCurve(): Curve {
  let done: SeriesPoint[] = [];
  let open: SeriesPoint | null = null;
  /** Steps a point holds; doubles whenever the memory is full. */
  let width = 1;
  return {
    add(step, J, rms) {
      const point: SeriesPoint = { step, count: 1, J: [J, J, J], rms };
      open = open ? mergePoints(open, point) : point;
      if (open.count < width) return;
      done.push(open);
      open = null;
      if (done.length >= HELD) {
        done = [...appendPoints([], done, HELD / 2)];
        width *= 2;
      }
    },
    take(limit = REPORT) {
      const points = open ? [...done, open] : done;
      done = [];
      open = null;
      width = 1;
      return appendPoints([], points, limit);
    },
  };
}
