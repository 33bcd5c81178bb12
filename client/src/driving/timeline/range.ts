/** Which steps the timeline shows, and where a step stands on it. */
import { LEAST_SPAN } from '@deltaboard/shared/protocol/view.ts';

/** Both ends are shown; step 0 is θ before any update and has no loss. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The least 1-2-5 number that is not below `wanted` (> 0). */
export function niceAbove(wanted: number): number {
  const power = Math.floor(Math.log10(wanted));
  const nice = [1, 2, 5, 10].map((step) => Number(`${step}e${power}`));
  return nice.find((step) => step >= wanted) ?? nice[3];
}

/** From step 0 to beyond the last: it grows by a 1-2-5 number now and then, never with every step. */
export function whole(last: number): Range {
  const part = Math.max(5, niceAbove(Math.max(1, last) / 4));
  return { from: 0, to: part * Math.max(1, Math.ceil(last / part)) };
}

const spanOf = ({ from, to }: Range): number => to - from;

/** The next narrower or wider span; null is the whole. */
export function zoomed(span: number | null, by: 'in' | 'out', last: number): number | null {
  const all = spanOf(whole(last));
  if (by === 'in') return Math.max(LEAST_SPAN, niceAbove((span ?? all) / 4));
  const wider = niceAbove((span ?? all) * 2);
  return wider < all ? wider : null;
}

/** Whether there is anything narrower or wider to see. */
export const canZoom = (span: number | null, by: 'in' | 'out', last: number): boolean =>
  by === 'out' ? span !== null : (span ?? spanOf(whole(last))) > LEAST_SPAN;

/** The range of `span` steps about `step`, within the whole. */
export function about(step: number, span: number, last: number): Range {
  const { to: end } = whole(last);
  const from = Math.max(0, Math.min(Math.round(step - span / 2), end - span));
  return { from, to: Math.min(end, from + span) };
}

/** The shown range: as it was while the cursor is in it, otherwise about the cursor. */
export function followed(shown: Range | null, step: number, span: number, last: number): Range {
  const stays = shown !== null && spanOf(shown) === span && shown.from <= step && step <= shown.to;
  return stays && shown.to <= whole(last).to ? shown : about(step, span, last);
}

/** From 0 at the beginning of the range to 1 at its end. */
export const placeOf = (step: number, range: Range): number => (step - range.from) / spanOf(range);

/** The step at a place from 0 to 1, no further than the last. */
export const stepAt = (place: number, range: Range, last: number): number =>
  Math.min(last, range.from + Math.round(Math.min(1, Math.max(0, place)) * spanOf(range)));
