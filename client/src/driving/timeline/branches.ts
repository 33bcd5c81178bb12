/** The branches of the current run as lines over its steps, each from where it left its parent to its head. */
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import { placeOf, type Range } from './range.ts';

export interface Lane {
  /** Index, as the server counts: 0 is the run itself. */
  readonly branch: number;
  readonly from: number;
  readonly head: number;
  readonly isShown: boolean;
}

/** Lines that have a place; of more, the one that is shown and the newest. */
const LANES = 5;

/** In their order. @param last the newest step that is known of the shown one */
export function lanesOf(
  { branches, branch }: Pick<RoomState, 'branches' | 'branch'>,
  last: number,
): readonly Lane[] {
  const lanes = branches.map(({ from, head }, index) => ({
    branch: index,
    from: from?.step ?? 0,
    head: index === branch ? Math.max(head, last) : head,
    isShown: index === branch,
  }));
  if (lanes.length <= LANES) return lanes;
  const newest = lanes.filter(({ isShown }) => !isShown).slice(1 - LANES);
  return lanes.filter((lane) => lane.isShown || newest.includes(lane));
}

/** Where a line lies, from 0 to 1 of the range; null where nothing of it is in sight. */
export function sightOf(
  { from, head }: Lane,
  range: Range,
): { readonly left: number; readonly right: number } | null {
  const [left, right] = [from, head].map((step) => Math.min(1, Math.max(0, placeOf(step, range))));
  return from <= range.to && head >= range.from ? { left, right } : null;
}
