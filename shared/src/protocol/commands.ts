/** What a client may ask of a room, by type; the schemas that guard the door are the table's (class/table.ts). */
import type { Command } from '../class/table.ts';

export type { Command, CommandType } from '../class/table.ts';
/** Of the scratch graph, only what changes. */
export type ScratchChange = Omit<Extract<Command, { type: 'scratch' }>, 'type'>;
/** What the board is asked to show. */
export type Look = Extract<Command, { type: 'look' }>['subject'];
