/** The classes whose secret this browser holds: those that it has started, or joined with the secret. */
import { CLASSES_LIMIT, type ClassKey } from '@deltaboard/shared/protocol/classes.ts';
import { recallJson, remember } from '../browser/storage.ts';

interface Kept extends ClassKey {
  /** When it was last started or joined here, in milliseconds since 1970. */
  readonly at: number;
}

const KEY = 'classes';

const isKept = (value: unknown): value is Kept => {
  if (typeof value !== 'object' || value === null) return false;
  const { code, secret, at } = value as Partial<Record<keyof Kept, unknown>>;
  return typeof code === 'string' && typeof secret === 'string' && typeof at === 'number';
};

/** The newest first. */
export function keptClasses(): readonly Kept[] {
  const known = recallJson(KEY);
  return Array.isArray(known) ? known.filter(isKept).sort((a, b) => b.at - a.at) : [];
}

/** Of more than are remembered those go that were used least lately. */
export function keepClass({ code, secret }: ClassKey, at = Date.now()): void {
  const others = keptClasses().filter((kept) => kept.code !== code);
  remember(KEY, JSON.stringify([{ code, secret, at }, ...others].slice(0, CLASSES_LIMIT)));
}

export function forgetClasses(codes: readonly string[]): void {
  remember(KEY, JSON.stringify(keptClasses().filter(({ code }) => !codes.includes(code))));
}
