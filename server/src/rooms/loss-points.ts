/** J over a range of steps for the timeline: what is held exactly, and the curve where it is not (SPEC TR8). */
import { LOSS_POINTS_LIMIT, type ToldLoss } from '@deltaboard/shared/protocol/events.ts';
import { mergeLosses, type LossPoint, type SeriesPoint } from '@deltaboard/shared/training/series.ts';

const endOf = ({ step, count }: LossPoint): number => step + count - 1;

/** Steps a point of the held losses covers, so that a range is answered in at most the limit. */
export const widthOf = (from: number, to: number): number =>
  Math.max(1, Math.ceil((to - from + 1) / LOSS_POINTS_LIMIT));

/**
 * @param exact what is held of the range, in order
 * @param series the merged curve; a point of it that reaches over the edge of what is held says so by its count
 * @returns at most LOSS_POINTS_LIMIT points in order of steps
 */
export function lossPoints(
  exact: readonly LossPoint[],
  series: readonly SeriesPoint[],
  from: number,
  to: number,
): readonly ToldLoss[] {
  const held = stretches(exact);
  const merged = series
    .filter((point) => endOf(point) >= from && point.step <= to)
    .filter((point) => {
      const [first, last] = [Math.max(from, point.step), Math.min(to, endOf(point))];
      return !held.some((known) => known.step <= first && last <= endOf(known));
    })
    .map(({ step, count, J }): LossPoint => ({ step, count, J }));
  if (merged.length === 0) return told(thinned(exact, LOSS_POINTS_LIMIT), true);
  const share = LOSS_POINTS_LIMIT / 2;
  return [...told(thinned(exact, share), true), ...told(thinned(merged, share), false)].sort(
    (a, b) => a.step - b.step,
  );
}

const told = (points: readonly LossPoint[], exact: boolean): readonly ToldLoss[] =>
  points.map((point) => ({ ...point, exact }));

/** Points that follow one another as one. */
const stretches = (points: readonly LossPoint[]): readonly LossPoint[] =>
  points.reduce<LossPoint[]>((known, point) => {
    const last = known.at(-1);
    if (!last || endOf(last) + 1 !== point.step) return [...known, point];
    return [...known.slice(0, -1), mergeLosses(last, point)];
  }, []);

/** Neighbours merged until there are no more than the limit; never over a gap. */
function thinned(points: readonly LossPoint[], limit: number): readonly LossPoint[] {
  if (points.length <= limit) return points;
  const halved: LossPoint[] = [];
  for (let i = 0; i < points.length; i++) {
    const [point, next] = [points[i], points.at(i + 1)];
    const follows = next !== undefined && endOf(point) + 1 === next.step;
    halved.push(follows ? mergeLosses(point, next) : point);
    if (follows) i++;
  }
  return halved.length < points.length ? thinned(halved, limit) : halved.slice(0, limit);
}
