/** The driver's pin is the class's pointer: an entry by what it means, wherever it is drawn (SPEC FO2). */
import { sameEntry, type BoardEntry } from '../../pass/board/board-entry.ts';
import type { Selection } from '../../pass/board/selection.svelte.ts';
import { newestWins } from '../../browser/newest-wins.ts';
import type { Session } from '../../session/session.svelte.ts';

/** Milliseconds: a pin that a held key drags along leaves room for other commands at the door (SPEC PR5). */
const PACE = 50;

type Pinned = (BoardEntry & { readonly layer: number }) | null;
const isSame = (a: Pinned, b: Pinned): boolean => sameEntry(a, b) && a?.layer === b?.layer;

/** In a component: keeps the pin of the driver's board and the pointer of everybody else's the same. */
export function followPointer(session: Session, selection: Selection): void {
  const pointed = $derived.by((): BoardEntry | null => {
    const pointer = session.view?.state.pointer ?? null;
    // Another layer is open here: its W is another W.
    if (!pointer || pointer.layer !== session.outlook?.layer) return null;
    return { quantity: pointer.quantity, index: pointer.index };
  });
  /** What this page has asked for last. The class's pin is another device's too: one that has pinned nothing takes nothing away. */
  let asked: Pinned = null;
  let hasCome = false;
  let sent: Pinned = null;
  const point = newestWins(async (pointer: Pinned) => {
    if (!session.canDrive || isSame(pointer, sent)) return;
    sent = pointer;
    await session.send({ type: 'point', pointer });
  }, PACE);
  $effect(() => {
    // Who comes back finds the class's pin as their own.
    if (hasCome || !session.view || !session.outlook) return;
    hasCome = true;
    if (!session.isDriver || !pointed) return;
    sent = asked = { ...pointed, layer: session.outlook.layer };
    selection.pin(pointed);
  });
  $effect(() => {
    selection.pointed = session.isDriver && sameEntry(selection.pinned, pointed) ? null : pointed;
  });
  $effect(() => {
    const { pinned } = selection;
    if (!hasCome || !session.canDrive || !session.outlook) return;
    const wish = pinned && { ...pinned, layer: session.outlook.layer };
    if (isSame(wish, asked)) return;
    asked = wish;
    void point(wish);
  });
}
