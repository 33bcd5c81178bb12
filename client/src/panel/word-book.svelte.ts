/** The vectors of the words somebody has typed: each word is asked for once a run. */
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { type WordVectorsReply } from '@deltaboard/shared/protocol/events.ts';
import { WORD_LIMIT } from '@deltaboard/shared/protocol/limits.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import { SvelteMap } from 'svelte/reactivity';

export interface Word {
  readonly vector: Float32Array;
  /** False: it shares the vector of all unknown words. */
  readonly known: boolean;
  /** What the dictionary says of the word by itself. */
  readonly dictionary: string | null;
}

export class WordBook {
  /** null: asked for, and not here yet. */
  readonly #words = new SvelteMap<string, Word | null>();
  #problem = $state.raw<RefusalData | 'no-connection' | null>(null);
  readonly #ask: (words: readonly string[]) => Promise<WordVectorsReply>;

  constructor(ask: (words: readonly string[]) => Promise<WordVectorsReply>) {
    this.#ask = ask;
  }

  /** null while it has not come. */
  get(token: string): Word | null {
    return this.#words.get(normalise(token)) ?? null;
  }

  get problem(): RefusalData | 'no-connection' | null {
    return this.#problem;
  }

  /** Asks for those that are missing; resolves when they are here or it has failed. */
  async fetch(tokens: readonly string[]): Promise<void> {
    const words = tokens.map(normalise);
    const missing = words.filter((word, k) => words.indexOf(word) === k && !this.#words.has(word));
    if (missing.length === 0) return;
    for (const word of missing) this.#words.set(word, null);
    this.#problem = await this.#askFor(missing);
    // What has not come is asked for again next time.
    for (const word of missing) if (this.#words.get(word) === null) this.#words.delete(word);
  }

  async #askFor(words: readonly string[]): Promise<RefusalData | 'no-connection' | null> {
    try {
      const reply = await this.#ask(words.map((word) => word.slice(0, WORD_LIMIT)));
      if (!reply.ok) return reply.error;
      const values = fromBytes(reply.vectors);
      const dimensions = values.length / words.length;
      words.forEach((word, k) =>
        this.#words.set(word, {
          vector: values.slice(k * dimensions, (k + 1) * dimensions),
          known: reply.known[k],
          dictionary: reply.dictionary[k],
        }),
      );
      return null;
    } catch {
      return 'no-connection';
    }
  }
}
