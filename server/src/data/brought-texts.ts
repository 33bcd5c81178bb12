/**
 * The texts that runs in memory use and that were not there when the server started: pasted, kept by somebody, or with words of other vectors.
 * One encoding each, however many runs there are of it, and only as long as one of them is there (SPEC DS9).
 */
import { createHash } from 'node:crypto';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Approached, ReadCorpus, ToRead } from './read-corpus.ts';
import { textsOf, type Texts } from './texts.ts';

export interface BroughtTexts {
  /** Read now, or by somebody before. Rejects with the Refusal of the text or of its vectors. `given`: asked only where it is read now. */
  read(configuration: Configuration, given: () => Promise<ToRead>, approached?: Approached): Promise<Texts>;
  /** Null where nobody uses it. */
  known(configuration: Configuration): Texts | null;
  /** The texts are kept as long as `user` is. */
  use(user: object, texts: Texts): void;
}

export function createBroughtTexts(read: ReadCorpus): BroughtTexts {
  const kept = new Map<string, WeakRef<Texts>>();
  const reading = new Map<string, Promise<Texts>>();
  const users = new WeakMap<object, Texts>();
  /** A run and its resets have the same object: it is not hashed anew. */
  const hashes = new WeakMap<Configuration['corpus'], string>();

  function hashOf(corpus: Configuration['corpus']): string {
    if (corpus.kind !== 'pasted') return corpus.kind === 'stored' ? corpus.hash : 'bundled';
    let hash = hashes.get(corpus);
    if (!hash) hashes.set(corpus, (hash = createHash('sha256').update(corpus.text).digest('hex')));
    return hash;
  }
  function keyOf({ corpus, input, vectors, seed }: Configuration): string {
    const words =
      vectors?.kind === 'random' ? `drawn ${input.dimensions} ${seed}` : (vectors?.hash ?? 'bundled');
    return `${corpus.kind} ${hashOf(corpus)} ${input.radius} ${words}`;
  }
  function forgetUnused(): void {
    for (const [key, texts] of kept) if (!texts.deref()) kept.delete(key);
  }
  const known = (key: string): Texts | null => kept.get(key)?.deref() ?? null;

  async function readAnew(
    key: string,
    given: () => Promise<ToRead>,
    approached?: Approached,
  ): Promise<Texts> {
    try {
      const texts = textsOf(await read(await given(), approached));
      forgetUnused();
      kept.set(key, new WeakRef(texts));
      return texts;
    } finally {
      reading.delete(key);
    }
  }

  return {
    known: (configuration) => known(keyOf(configuration)),
    async read(configuration, given, approached) {
      const key = keyOf(configuration);
      const texts = known(key) ?? reading.get(key) ?? readAnew(key, given, approached);
      if (texts instanceof Promise) reading.set(key, texts);
      return texts;
    },
    use: (user, texts) => void users.set(user, texts),
  };
}
