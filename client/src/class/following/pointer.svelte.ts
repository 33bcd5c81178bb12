/** The driver's pin is the class's pointer: an entry by what it means, wherever it is drawn (SPEC FO2). */
import type { Pointer } from '@deltaboard/shared/protocol/pointer.ts';
import { pointedIn, sameEntry } from '../../pass/board/board-entry.ts';
import type { Selection } from '../../pass/board/selection.svelte.ts';
import { newestWins } from '../../browser/newest-wins.ts';
import type { Session } from '../../session/session.svelte.ts';

/** Milliseconds: a pin that a held key drags along leaves room for other commands at the door (SPEC PR5). */
const PACE = 50;

const isSame = (a: Pointer | null, b: Pointer | null): boolean => sameEntry(a, b) && a?.layer === b?.layer;

/** In a component: keeps the pin of the driver's board and the pointer of everybody else's the same. */
export function followPointer(session: Session, selection: Selection): void {
  const pointed = $derived(pointedIn(session.view?.state.pointer ?? null, session.outlook?.layer ?? null));
  let hasCome = false;
  /** By this page. The class's pin is another device's too: one that has pinned nothing takes nothing away. */
  let sent: Pointer | null = null;
  const point = newestWins(async (pointer: Pointer | null) => {
    if (!session.canDrive || isSame(pointer, sent)) return;
    sent = pointer;
    await session.send({ type: 'point', pointer });
  }, PACE);
  $effect(() => {
    // Who comes back finds the class's pin as their own.
    if (hasCome || !session.outlook) return;
    hasCome = true;
    if (!session.isDriver || !pointed) return;
    sent = { ...pointed, layer: session.outlook.layer };
    selection.pin(pointed);
  });
  $effect(() => {
    selection.pointed = session.isDriver && sameEntry(selection.pinned, pointed) ? null : pointed;
  });
  $effect(() => {
    const { pinned } = selection;
    if (session.canDrive && session.outlook)
      void point(pinned && { ...pinned, layer: session.outlook.layer });
  });
}
