/**
 * The run's curve in bounded memory: points of one or more steps; neighbours are merged when there are too many.
 * Minimum, mean and maximum of J survive every merge exactly (SPEC TR6).
 */
export interface SeriesPoint {
  /** First step of the point, ≥ 1. */
  readonly step: number;
  /** Steps in it. */
  readonly count: number;
  /** Least, mean and greatest J. */
  readonly J: readonly [min: number, mean: number, max: number];
  /** Mean RMS per entry of ∂J/∂W, ∂J/∂b and ∂J/∂u, the W and b of all layers together. */
  readonly rms: readonly [W: number, b: number, u: number];
}

/** What the timeline draws of a point. */
export type LossPoint = Pick<SeriesPoint, 'step' | 'count' | 'J'>;

/** Points a series holds before neighbours are merged. */
export const SERIES_LIMIT = 2048;

export function mergeLosses(a: LossPoint, b: LossPoint): LossPoint {
  const count = a.count + b.count;
  const mean = (a.J[1] * a.count + b.J[1] * b.count) / count;
  return { step: a.step, count, J: [Math.min(a.J[0], b.J[0]), mean, Math.max(a.J[2], b.J[2])] };
}

export function mergePoints(a: SeriesPoint, b: SeriesPoint): SeriesPoint {
  const mean = (p: number, q: number): number => (p * a.count + q * b.count) / (a.count + b.count);
  return {
    ...mergeLosses(a, b),
    rms: [mean(a.rms[0], b.rms[0]), mean(a.rms[1], b.rms[1]), mean(a.rms[2], b.rms[2])],
  };
}

/**
 * The series with `points` behind it. Steps that it already holds are passed over: a point that reaches past its end
 * counts from there. Never longer than the limit.
 */
export function appendPoints(
  series: readonly SeriesPoint[],
  points: readonly SeriesPoint[],
  limit = SERIES_LIMIT,
): readonly SeriesPoint[] {
  const last = series.at(-1);
  const next = last ? last.step + last.count : 1;
  let grown = [...series, ...points.flatMap((point) => between(point, next, Infinity))];
  while (grown.length > limit) {
    const merged: SeriesPoint[] = [];
    for (let i = 0; i < grown.length; i += 2) {
      merged.push(i + 1 < grown.length ? mergePoints(grown[i], grown[i + 1]) : grown[i]);
    }
    grown = merged;
  }
  return grown;
}

/** The part up to `step`, for a branch that starts there. */
export const seriesUpTo = (series: readonly SeriesPoint[], step: number): readonly SeriesPoint[] =>
  series.flatMap((point) => between(point, 1, step));

/** The part of a point that lies from step `first` to `last`, with the figures of the whole; nothing if none does. */
function between(point: SeriesPoint, first: number, last: number): readonly SeriesPoint[] {
  const step = Math.max(point.step, first);
  const count = Math.min(point.step + point.count - 1, last) - step + 1;
  return count > 0 ? [{ ...point, step, count }] : [];
}
