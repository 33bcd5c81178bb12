/** The two keys of a clicker: next and back, first through what is worked out by hand, then through the pass (SPEC UI25). */
import { reshapings, workbenches, type View } from '@deltaboard/shared/protocol/view.ts';
import type { Direction } from '@deltaboard/shared/training/cursor.ts';
import type { Picture } from '../picture/picture.ts';

/** What changes of the view; null: the pass goes on by an operation. */
export function clicked(view: View, picture: Picture | null, direction: Direction): Partial<View> | null {
  if (view.page !== 'board' || view.workbench === 'closed' || !picture) return null;
  const isReshaped = view.workbench === 'numbers' && showsW(view, picture);
  if (isReshaped) {
    const known = view.reshaping ?? (view.convention === 'jacobian' ? 'row' : 'outer');
    const reshaping = reshapings.at(reshapings.indexOf(known) + direction);
    if (reshaping && !(direction < 0 && known === reshapings[0])) return { reshaping };
  }
  // What is open stays open on the way back, so that back undoes next.
  const next = direction > 0 ? workbenches.at(workbenches.indexOf(view.workbench) + 1) : undefined;
  // By the clicker the reshaping is shown from its beginning on.
  return next ? { workbench: next, ...(next === 'numbers' && { reshaping: 'row' }) } : null;
}

/** Whether the gradient that is multiplied out is that by a W. */
function showsW({ target }: View, { progress }: Picture): boolean {
  if (target && target.at === (progress?.number ?? 0)) return target.of.startsWith('W');
  const operation = progress?.operation;
  return operation?.phase === 'backward' ? operation.tensor === 'W' : true;
}
