/**
 * The loss over a range of steps as paths in a box of 1000 × 100. A point of one step is a dot, exact; a point of more
 * is a band from its least to its greatest J with a line at its mean, as wide as its steps. J is on a log scale.
 */
import { mergeLosses, type LossPoint } from '@deltaboard/shared/training/series.ts';
import { heightOf, lossScale, type LossScale } from './loss-scale.ts';
import { niceAbove, placeOf, type Range } from './range.ts';

export const WIDTH = 1000;
export const HEIGHT = 100;
/** Points in a picture: more cannot be told apart on a screen. */
const COLUMNS = 240;

export interface Curve {
  /** What is drawn, in order of steps. */
  readonly points: readonly LossPoint[];
  readonly scale: LossScale;
  readonly dots: string;
  readonly band: string;
  readonly mean: string;
  /** Where it goes on beyond the upper edge, or the lower one: 0 has no place on a log scale. */
  readonly clipped: string;
}

const endOf = ({ step, count }: LossPoint): number => step + count - 1;

/** The points of the range, merged to as many as can be told apart. */
export function pointsIn(points: readonly LossPoint[], { from, to }: Range): readonly LossPoint[] {
  const width = Math.ceil((to - from + 1) / COLUMNS);
  const bucketOf = ({ step }: LossPoint): number => Math.floor((step - from) / width);
  const drawn: LossPoint[] = [];
  for (const point of points) {
    if (endOf(point) < from || point.step > to) continue;
    const last = drawn.at(-1);
    if (width > 1 && last && bucketOf(last) === bucketOf(point))
      drawn[drawn.length - 1] = mergeLosses(last, point);
    else drawn.push(point);
  }
  return drawn;
}

/** The point that holds a step; null where nothing is known of it. */
export const pointAt = (points: readonly LossPoint[], step: number): LossPoint | null =>
  points.find((point) => point.step <= step && step <= endOf(point)) ?? null;

/** @param known what is known of the branch, in order of steps */
export function curveOf(known: readonly LossPoint[], range: Range): Curve {
  const points = pointsIn(known, range);
  const scale = lossScale(points);
  const x = (step: number): number => round(WIDTH * Math.min(1, Math.max(0, placeOf(step, range))));
  const y = (J: number): number => round(HEIGHT * heightOf(J, scale));
  const edgeOf = (J: number): number | null => (!(J <= scale.top) ? 0 : J < scale.bottom ? HEIGHT : null);
  const curve = { dots: '', band: '', mean: '', clipped: '' };
  for (const point of points) {
    const [least, mean, most] = point.J;
    if (point.count === 1) {
      curve.dots += `M${x(point.step)} ${y(mean)}h0`;
      const edge = edgeOf(mean);
      if (edge !== null) curve.clipped += `M${x(point.step)} ${edge}h0`;
      continue;
    }
    const [left, right] = [x(point.step - 0.5), x(endOf(point) + 0.5)];
    curve.band += `M${left} ${y(most)}H${right}V${y(least)}H${left}Z`;
    curve.mean += `${curve.mean === '' ? 'M' : 'L'}${round((left + right) / 2)} ${y(mean)}`;
    // A band reaches below the lower edge nearly everywhere: its mean says where that matters.
    const edge = edgeOf(most) ?? edgeOf(mean);
    if (edge !== null) curve.clipped += `M${left} ${edge}H${right}`;
  }
  return { points, scale, ...curve };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Steps at which an epoch ends, as many as fit. */
export function epochEnds(epochLength: number, { from, to }: Range, most = 40): readonly number[] {
  const every = Math.max(1, niceAbove((to - from) / epochLength / most)) * epochLength;
  const first = Math.max(1, Math.ceil(from / every));
  return Array.from(
    { length: Math.max(0, Math.floor(to / every) - first + 1) },
    (_, k) => (first + k) * every,
  );
}

/** Upright lines at steps of the range, from `top` to `bottom` of the box. */
export const uprights = (steps: readonly number[], range: Range, top: number, bottom: number): string =>
  steps
    .filter((step) => range.from <= step && step <= range.to)
    .map((step) => `M${round(WIDTH * placeOf(step, range))} ${top}V${bottom}`)
    .join('');
