/** What a client may ask of a room, by type; the schemas that guard the door are the table's (class/table.ts). */
import type { Command } from '../class/table.ts';

export type { Command, CommandType } from '../class/table.ts';
/** What the board is asked to show. */
export type Look = Extract<Command, { type: 'look' }>['subject'];
