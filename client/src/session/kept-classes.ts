/** The classes whose secret this browser holds: those that it has started, or joined with the secret. */
import { CLASSES_LIMIT, type ClassKey } from '@deltaboard/shared/protocol/classes.ts';
import { recallJson, remember } from '../browser/storage.ts';
import type { Entry } from './address.ts';

interface Kept extends ClassKey {
  /** When it was last started or joined here, in milliseconds since 1970. */
  readonly at: number;
  /** What was asked for in its place, while it is not known whether it is (SPEC DR7). */
  readonly next?: string;
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

/** Of a class whose secret this browser holds, what is to be its secret. */
export function keepNext(code: string, next: string): void {
  const kept = keptClasses().map((one) => (one.code === code ? { ...one, next } : one));
  remember(KEY, JSON.stringify(kept));
}

/** A kept secret opens nothing: what was to come after it, if anything. The class is not forgotten as long as there is something. */
export function nextSecret(code: string, refused: string | null): string | null {
  const kept = keptClasses().find((one) => one.code === code && one.secret === refused);
  if (!kept) return null;
  if (kept.next === undefined) forgetClasses([code]);
  else keepClass({ code, secret: kept.next });
  return kept.next ?? null;
}

/** The secret of a class, where this browser holds it. */
export const keptSecret = (code: string): string | null =>
  keptClasses().find((kept) => kept.code === code)?.secret ?? null;

/** An address without a secret, opened where it is kept, is as one with it; a projector needs none. */
export const withKept = (entry: Entry): Entry =>
  entry.screen || entry.secret !== null ? entry : { ...entry, secret: keptSecret(entry.code) };

/** What of the secret an address for this browser must carry: nothing, where it is kept (SPEC DR5). */
export const addressed = (code: string, secret: string | null): string | null =>
  keptSecret(code) === secret ? null : secret;

/** The address bar may be projected, and its history synchronised: it loses the secret once it is kept (SPEC DR5). */
export function clearAddress(code: string, secret: string): void {
  if (keptSecret(code) !== secret || location.hash === '') return;
  history.replaceState(history.state, '', location.pathname + location.search);
}
