/** Curves of the run for the eye: means over the last windows, whatever the length of the series' points. */
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The last step of a point: where it stands on the axis. */
export const endOf = ({ step, count }: SeriesPoint): number => step + count - 1;

const LEAST_SPAN = 50;

/** Over how many windows the mean is taken: a 1-2-5 number, at least a fortieth of the run, so that it can be read. */
export function spanOf(series: readonly SeriesPoint[]): number {
  const last = series.at(-1);
  const wanted = Math.max(LEAST_SPAN, last ? endOf(last) / 40 : 0);
  const power = Math.floor(Math.log10(wanted));
  const spans = [1, 2, 5, 10].map((step) => Number(`${step}e${power}`));
  return spans.find((span) => span >= wanted) ?? spans[3];
}

/** The mean of `of` over the last `span` windows at each point, each point weighted by the windows in it. */
export function runningMean(
  series: readonly SeriesPoint[],
  span: number,
  of: (point: SeriesPoint) => number,
): readonly Point[] {
  let windows = 0;
  let sum = 0;
  let first = 0;
  return series.map((point) => {
    windows += point.count;
    sum += of(point) * point.count;
    while (windows - series[first].count >= span) {
      windows -= series[first].count;
      sum -= of(series[first]) * series[first].count;
      first++;
    }
    return { x: endOf(point), y: sum / windows };
  });
}
