/** Who belongs to a class, and what each of them may know of the others. */

import { cleanText, isVisible } from '../text.ts';

/** What a member is in the room: enforced by the server on every command (SPEC RM3). */
export const roleNames = ['driver', 'assistant', 'viewer', 'screen'] as const;
/**
 * `driver`: holds the wheel, one member at a time. `assistant`: may be handed it, or has shown the instructor's secret and
 * may take it. `viewer`: follows and takes part. `screen`: the projector, which asks for nothing.
 */
export type Role = (typeof roleNames)[number];

/** Characters of a name. */
export const NAME_LIMIT = 32;

/** `lagging`: connected, but two pulses behind. `dropped`: not connected, for half a minute at the most. */
export type Attendance = 'here' | 'lagging' | 'dropped';

/** A member as those who lead the class see it. */
export interface Person {
  readonly id: string;
  /** Null while names are hidden. */
  readonly name: string | null;
  readonly role: Role;
  /** Has shown the instructor's secret. */
  readonly instructor: boolean;
  readonly standing: Attendance;
  /** Sees what the driver shows. */
  readonly following: boolean;
}

/** What everybody is told of it. */
export interface Presence {
  /** Members connected now; screens are none. */
  readonly here: number;
  /** `lost`: gone so long that the wheel is free. `none`: nobody has taken it yet. */
  readonly driver: 'here' | 'away' | 'lost' | 'none';
  /** Answers of the round that is open, or was last, with hands that were counted; 0 where no question stands. */
  readonly answered: number;
  /** Viewers connected now who have not answered in the round that is open; absent while none is. */
  readonly awaited?: number;
  /** Votes for each open text. */
  readonly votes: readonly (readonly [text: number, votes: number])[];
}

/** A name as it is kept: clean, without repeated spaces, at most NAME_LIMIT characters. Null where nothing is seen of it. */
export function cleanName(typed: string): string | null {
  const text = cleanText(typed).replace(/\s+/gu, ' ');
  const name = [...text].slice(0, NAME_LIMIT).join('').trim();
  return isVisible(name) ? name : null;
}
