/** The driver's pin is the class's pointer: an entry by what it means, wherever it is drawn (SPEC FO2). */
import { sameEntry, type BoardEntry } from '../../pass/board/board-entry.ts';
import type { Selection } from '../../pass/board/selection.svelte.ts';
import { newestWins } from '../../browser/newest-wins.ts';
import type { Session } from '../../session/session.svelte.ts';

/** Milliseconds: a pin that a held key drags along leaves room for other commands at the door (SPEC PR5). */
const PACE = 50;

/** In a component: keeps the pin of the driver's board and the pointer of everybody else's the same. */
export function followPointer(session: Session, selection: Selection): void {
  const pointed = $derived.by((): BoardEntry | null => {
    const pointer = session.view?.state.pointer ?? null;
    // Another layer is open here: its W is another W.
    if (!pointer || pointer.layer !== session.outlook?.layer) return null;
    return { quantity: pointer.quantity, index: pointer.index };
  });
  const point = newestWins(async (pinned: BoardEntry | null) => {
    if (!session.canDrive || !session.outlook || sameEntry(pinned, pointed)) return;
    const { layer } = session.outlook;
    await session.send({ type: 'point', pointer: pinned && { ...pinned, layer } });
  }, PACE);
  $effect(() => {
    selection.pointed = session.isDriver ? null : pointed;
  });
  $effect(() => {
    const { pinned } = selection;
    // Also where the class points there already: it may be on its way elsewhere.
    void pointed;
    if (session.canDrive && session.outlook) void point(pinned);
  });
}
