/** A lesson is rehearsed in a window of its own: the class that one is in stays as it is (SPEC LE20). */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { remember } from '../../browser/storage.ts';
import { roomPath } from '../../session/address.ts';
import { createRoom } from '../../session/create-room.ts';
import type { Problem } from '../../session/session.svelte.ts';
import { openingKey } from './begin.ts';

/** @param name of a ready lesson, or of one that this browser keeps */
export async function rehearse(name: string): Promise<Problem | null> {
  // By the press itself: a window that opens later is kept from opening.
  const opened = window.open('', '_blank');
  try {
    const { code, secret } = await createRoom('', 'rehearsal');
    remember(openingKey(code), name);
    (opened ?? window).location.assign(new URL(roomPath(code, secret), location.href));
    return null;
  } catch (error) {
    opened?.close();
    return error instanceof Refusal ? { code: error.code, params: error.params } : 'no-connection';
  }
}
