/** What of somebody's own a run reads, for the class that asks: its text, its word vectors, by their hashes (SPEC DA2, VE6). */
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { DataStore, HeldData } from '../store/data-store.ts';

export interface Own {
  /** Rejects with a Refusal that names it where the class was not given it, or it was deleted. */
  read(kind: DataKind, hash: string): Promise<Uint8Array>;
}

/** The same as the class itself asks for it. */
export interface OwnOfClass extends Own {
  /** Whether the class may still read all that the configuration names. Rejects as `read`. */
  require(configuration: Configuration): Promise<void>;
}

/** Enough of a hash to tell it by. */
const named = (hash: string): string => hash.slice(0, 8);

export const notKept = (kind: DataKind, hash: string): Refusal =>
  kind === 'vectors'
    ? new Refusal('vectors-not-kept', { hash: named(hash) })
    : new Refusal('corpus-not-kept', { hash: named(hash) });

/** What a configuration names of somebody's own. */
export function namedOf({
  corpus,
  vectors,
}: Pick<Configuration, 'corpus' | 'vectors'>): readonly (readonly [DataKind, string])[] {
  return [
    ...(corpus.kind === 'stored' ? [['text', corpus.hash] as const] : []),
    ...(vectors?.kind === 'own' ? [['vectors', vectors.hash] as const] : []),
  ];
}

export function ownOf(store: DataStore, code: string): OwnOfClass {
  async function held(kind: DataKind, hash: string) {
    const found = await store.heldData(code, hash);
    if (found?.kind !== kind) throw notKept(kind, hash);
    return found;
  }
  return {
    async require(configuration) {
      for (const [kind, hash] of namedOf(configuration)) {
        await store.claimData(code, hash);
        await held(kind, hash);
      }
    },
    async read(kind, hash) {
      return bytesOf(store, await held(kind, hash), notKept(kind, hash));
    },
  };
}

/** Rejects with `gone` where it has been deleted meanwhile. */
export async function bytesOf(
  store: DataStore,
  { data, bytes, pieces }: HeldData,
  gone: Refusal,
): Promise<Uint8Array> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const next = await store.dataPiece(data, piece);
    if (!next || at + next.length > bytes) throw gone;
    all.set(next, at);
    at += next.length;
  }
  if (at !== bytes) throw gone;
  return all;
}
