/**
 * What a store should say, said by something that keeps no state but the history: every question is answered by going through all writes
 * that were accepted, from the first on.
 */
import type { Write } from '../store.ts';

export type Act =
  | { readonly type: 'create'; readonly code: string; readonly write: Write }
  | {
      readonly type: 'append';
      readonly code: string;
      /** How far the caller is behind the class's term, and behind its last event: 0 is right. */
      readonly staleTerm: number;
      readonly staleAfter: number;
      readonly write: Write;
    }
  | { readonly type: 'take' | 'delete'; readonly code: string }
  | {
      readonly type: 'cache';
      readonly code: string;
      readonly key: string;
      readonly bytes: Uint8Array | null;
    };

/** Of accepted acts. */
export type History = readonly Act[];

/** Since the class was created for the last time; nothing where there is none. */
export function lifeOf(history: History, code: string): History {
  const life = history.filter((act) => act.code === code);
  const start = life.findLastIndex(({ type }) => type === 'create');
  const end = life.findLastIndex(({ type }) => type === 'delete');
  return end > start ? [] : life.slice(Math.max(start, 0));
}

const writesOf = (life: History): readonly Write[] =>
  life.flatMap((act) => (act.type === 'create' || act.type === 'append' ? [act.write] : []));

export const termOf = (life: History): number => 1 + life.filter(({ type }) => type === 'take').length;

export const eventsOf = (life: History) => writesOf(life).flatMap(({ events }) => events);

/** Values by id. */
export function rowsOf(life: History): ReadonlyMap<string, unknown> {
  const rows = new Map<string, unknown>();
  for (const { rows: kept = [], erased = [] } of writesOf(life)) {
    for (const { id, value } of kept) rows.set(id, value);
    for (const id of erased) rows.delete(id);
  }
  return rows;
}

export function cacheOf(life: History): ReadonlyMap<string, Uint8Array> {
  const cache = new Map<string, Uint8Array>();
  for (const act of life) {
    if (act.type !== 'cache') continue;
    if (act.bytes) cache.set(act.key, act.bytes);
    else cache.delete(act.key);
  }
  return cache;
}

export const corporaOf = (life: History): readonly string[] =>
  writesOf(life).flatMap(({ corpora = [] }) => corpora.map(({ hash }) => hash));

/** Whether a store does it. */
export function isAccepted(history: History, act: Act): boolean {
  const exists = lifeOf(history, act.code).length > 0;
  switch (act.type) {
    case 'create':
      return !exists;
    case 'append':
      return exists && act.staleTerm === 0 && act.staleAfter === 0;
    case 'take':
    case 'delete':
    case 'cache':
      return exists;
  }
}
