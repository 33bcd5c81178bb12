import type { RoomCreated } from '@deltaboard/shared/protocol/events.ts';
import { post } from '../browser/http.ts';

/**
 * Opens a room.
 * @param kind a rehearsal is kept nowhere, and lets nobody in by its code
 * @throws Refusal as the server gave it, 'internal' when it gave none; TypeError when the network failed
 */
export const createRoom = async (hostKey = '', kind: 'class' | 'rehearsal' = 'class'): Promise<RoomCreated> =>
  (await post(kind === 'class' ? 'api/rooms' : 'api/rehearsals', undefined, fetch, hostKey)) as RoomCreated;
