/**
 * The pasted texts that runs in memory use: one encoding a text and radius, however many runs there are of it, and only
 * as long as one of them is there (SPEC DS9).
 */
import { createHash } from 'node:crypto';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Approached, ReadCorpus } from './read-corpus.ts';
import { textsOf, type Texts } from './texts.ts';

type PastedCorpus = Extract<Configuration['corpus'], { kind: 'pasted' }>;

export interface PastedTexts {
  /** Read now, or by somebody before. Rejects with the text's Refusal. */
  read(corpus: PastedCorpus, radius: number, approached?: Approached): Promise<Texts>;
  /** Null where nobody uses it. */
  known(corpus: PastedCorpus, radius: number): Texts | null;
  /** The texts are kept as long as `user` is. */
  use(user: object, texts: Texts): void;
}

export function createPastedTexts(read: ReadCorpus): PastedTexts {
  const kept = new Map<string, WeakRef<Texts>>();
  const reading = new Map<string, Promise<Texts>>();
  const users = new WeakMap<object, Texts>();
  /** A run and its resets have the same object: it is not hashed anew. */
  const hashes = new WeakMap<PastedCorpus, string>();

  function keyOf(corpus: PastedCorpus, radius: number): string {
    let hash = hashes.get(corpus);
    if (!hash) hashes.set(corpus, (hash = createHash('sha256').update(corpus.text).digest('hex')));
    return `${hash} ${radius}`;
  }
  function forgetUnused(): void {
    for (const [key, texts] of kept) if (!texts.deref()) kept.delete(key);
  }
  const known = (corpus: PastedCorpus, radius: number): Texts | null =>
    kept.get(keyOf(corpus, radius))?.deref() ?? null;

  async function readAnew(
    key: string,
    corpus: PastedCorpus,
    radius: number,
    approached?: Approached,
  ): Promise<Texts> {
    try {
      const texts = textsOf(await read(corpus.text, radius, approached));
      forgetUnused();
      kept.set(key, new WeakRef(texts));
      return texts;
    } finally {
      reading.delete(key);
    }
  }

  return {
    known,
    async read(corpus, radius, approached) {
      const key = keyOf(corpus, radius);
      const texts = known(corpus, radius) ?? reading.get(key) ?? readAnew(key, corpus, radius, approached);
      if (texts instanceof Promise) reading.set(key, texts);
      return texts;
    },
    use: (user, texts) => void users.set(user, texts),
  };
}
