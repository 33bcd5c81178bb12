/** The driver's pin is the class's pointer: an entry by what it means, wherever it is drawn (SPEC FO2). */
import { samePlace, type Place } from '../board/place.ts';
import type { Selection } from '../board/selection.svelte.ts';
import type { Session } from '../session/session.svelte.ts';

/** In a component: keeps the pin of the driver's board and the pointer of everybody else's the same. */
export function followPointer(session: Session, selection: Selection): void {
  const pointed = $derived.by((): Place | null => {
    const pointer = session.view?.state.pointer ?? null;
    // Another layer is open here: its W is another W.
    if (!pointer || pointer.layer !== session.outlook?.layer) return null;
    return { quantity: pointer.quantity, index: pointer.index };
  });
  $effect(() => {
    selection.pointed = session.isDriver ? null : pointed;
  });
  $effect(() => {
    const { pinned } = selection;
    if (!session.canDrive || !session.outlook || samePlace(pinned, pointed)) return;
    const { layer } = session.outlook;
    void session.send({ type: 'point', pointer: pinned && { ...pinned, layer } });
  });
}
