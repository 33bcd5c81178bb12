import type { RoomCreated } from '@deltaboard/shared/protocol/events.ts';
import { post } from '../browser/http.ts';

/**
 * Opens a room.
 * @throws Refusal as the server gave it, 'internal' when it gave none; TypeError when the network failed
 */
export const createRoom = async (hostKey: string): Promise<RoomCreated> =>
  (await post('api/rooms', undefined, fetch, hostKey)) as RoomCreated;
