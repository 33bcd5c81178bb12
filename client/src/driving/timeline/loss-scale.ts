/**
 * The axis of the loss: logarithmic, so that what it still learns is seen beside what it learnt first. Its ends move by 1-2-5 numbers
 * above and whole powers of ten below. Steps are never on a log scale.
 */
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { niceAbove } from './range.ts';

/** Powers of ten that are shown at the most: below them a loss stands at the lower edge, marked. */
const DECADES = 5;

export interface LossScale {
  /** J at the upper edge and at the lower one, both > 0. */
  readonly top: number;
  readonly bottom: number;
  /** Powers of ten from the lower edge up. */
  readonly marks: readonly number[];
}

/** Of what is shown: dots and bands whole above; below a dot's J, and a power of ten under a band's mean, for a band goes down to nothing. */
export function lossScale(points: readonly LossPoint[]): LossScale {
  const shown = points.filter(({ J: [, mean] }) => mean > 0 && Number.isFinite(mean));
  const means = shown.map(({ J: [, mean] }) => mean);
  const least = Math.min(...shown.map(({ count, J: [, mean] }) => (count > 1 ? mean / 10 : mean)), 1);
  // One that is far above everything is clipped: it would leave no room for the others.
  const most = Math.min(Math.max(...shown.map(({ J }) => J[2])), 10 * Math.max(...means));
  const top = shown.length === 0 ? 1 : niceAbove(most);
  // One power at least, so that a single dot does not lie on the edge.
  const highest = Math.ceil(Math.log10(top) - 1e-9) - 1;
  const lowest = Math.max(Math.min(Math.floor(Math.log10(least) + 1e-9), highest), highest - DECADES + 1);
  const marks = Array.from({ length: highest - lowest + 2 }, (_, k) => Number(`1e${lowest + k}`));
  return { top, bottom: marks[0], marks: marks.filter((mark) => mark <= top) };
}

/** 0 at the upper edge, 1 at the lower one; what is not finite stands above, 0 below. */
export function heightOf(J: number, { top, bottom }: LossScale): number {
  if (!(J <= top)) return 0;
  if (J <= bottom) return 1;
  return Math.log(top / J) / Math.log(top / bottom);
}
