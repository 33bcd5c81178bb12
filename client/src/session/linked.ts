/** What a class was started from: this browser keeps it until the run is there, and what its page leaves out (SPEC LK5, LK6). */
import type { CommandOf } from '@deltaboard/shared/class/table.ts';
import { hideable, type Hideable } from '@deltaboard/shared/link/link.ts';
import { forget, recallJson, remember } from '../browser/storage.ts';

export interface Linked {
  /** Null: it has been asked for. */
  readonly command: CommandOf<'configure'> | null;
  readonly hide: readonly Hideable[];
}

const keyOf = (code: string): string => `linked:${code}`;

/** Nothing is judged here: the server refuses what cannot be. */
export function linkedOf(code: string): Linked {
  const known = recallJson(keyOf(code));
  if (typeof known !== 'object' || known === null) return { command: null, hide: [] };
  const { command, hide } = known as Partial<Record<keyof Linked, unknown>>;
  return {
    command: typeof command === 'object' ? (command as Linked['command']) : null,
    hide: Array.isArray(hide) ? hideable.filter((name) => hide.includes(name)) : [],
  };
}

export function keepLinked(code: string, linked: Linked): void {
  if (linked.command === null && linked.hide.length === 0) return forget(keyOf(code));
  remember(keyOf(code), JSON.stringify(linked));
}
