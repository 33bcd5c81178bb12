/** The two keys of a clicker: next and back, first through what is worked out by hand, then through the pass (SPEC UI25). */
import { reshapings, workbenches, type HandPage, type View } from '@deltaboard/shared/protocol/view.ts';
import type { Direction } from '@deltaboard/shared/training/cursor.ts';
import { handPagesOf, madeOfTarget, shownHandPage } from '../pass/workbench/pages.ts';
import { chosenTarget } from '../pass/workbench/targets.ts';
import type { Picture } from '../picture/picture.ts';

/** What changes of the view; null: the pass goes on by an operation. */
export function clicked(view: View, picture: Picture | null, direction: Direction): Partial<View> | null {
  if (view.page !== 'board' || view.workbench === 'closed' || !picture) return null;
  if (view.workbench === 'numbers') return turned(view, picture, direction);
  // What is open stays open on the way back, so that back undoes next.
  const next = direction > 0 ? workbenches.at(workbenches.indexOf(view.workbench) + 1) : undefined;
  return next ? { workbench: next, ...(next === 'numbers' && ends(1)) } : null;
}

/** What changes of the view with an operation: its pages are gone through from their other end. */
export const clickedAlong = ({ page, workbench }: View, direction: Direction): Partial<View> | null =>
  page === 'board' && workbench === 'numbers' ? ends(direction) : null;

/** Where the pages begin for whoever comes this way: by the clicker the reshaping is shown from its beginning on. */
const ends = (direction: Direction): Partial<View> =>
  direction > 0
    ? { handPage: 'chain', factor: null, reshaping: 'row' }
    : { handPage: 'agreement', factor: null, reshaping: 'outer' };

function turned(view: View, picture: Picture, direction: Direction): Partial<View> | null {
  // Before the way back there is no gradient to turn the pages of.
  if (picture.progress?.operation?.phase === 'forward') return null;
  const target = chosenTarget(view, picture);
  const pages = handPagesOf(view.workbench, target);
  const here = shownHandPage(view, target);
  const isReshaped = (page: HandPage): boolean => page === 'made' && madeOfTarget(target) === 'reshape';
  if (isReshaped(here)) {
    const known = view.reshaping ?? (view.convention === 'jacobian' ? 'row' : 'outer');
    const reshaping = at(reshapings, reshapings.indexOf(known) + direction);
    if (reshaping) return { reshaping };
  }
  const handPage = at(pages, pages.indexOf(here) + direction);
  if (!handPage) return null;
  return {
    handPage,
    factor: null,
    ...(isReshaped(handPage) && { reshaping: direction > 0 ? 'row' : 'outer' }),
  };
}

/** Nothing before the first. */
const at = <One>(all: readonly One[], index: number): One | undefined =>
  index < 0 ? undefined : all.at(index);
