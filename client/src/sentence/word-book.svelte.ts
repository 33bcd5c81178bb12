/** The vectors of the words somebody has typed: each word is asked for once a run. */
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { WordVectorsReply } from '@deltaboard/shared/protocol/events.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';

export interface Word {
  readonly vector: Float32Array;
  /** False: it shares the vector of all unknown words. */
  readonly known: boolean;
  /** What the dictionary says of the word by itself. */
  readonly dictionary: string | null;
}

export class WordBook {
  #words = $state.raw<ReadonlyMap<string, Word>>(new Map());
  #problem = $state.raw<RefusalData | 'no-connection' | null>(null);
  readonly #asked = new Set<string>();
  readonly #ask: (words: readonly string[]) => Promise<WordVectorsReply>;

  constructor(ask: (words: readonly string[]) => Promise<WordVectorsReply>) {
    this.#ask = ask;
  }

  /** Undefined while it has not come. */
  get(token: string): Word | undefined {
    return this.#words.get(normalise(token));
  }

  get problem(): RefusalData | 'no-connection' | null {
    return this.#problem;
  }

  /** Asks for those that are missing; resolves when they are here or it has failed. */
  async fetch(tokens: readonly string[]): Promise<void> {
    const missing = [...new Set(tokens.map(normalise))].filter((word) => !this.#words.has(word) && !this.#asked.has(word));
    if (missing.length === 0) return;
    missing.forEach((word) => this.#asked.add(word));
    try {
      const reply = await this.#ask(missing);
      if (reply.ok) this.#add(missing, reply);
      this.#problem = reply.ok ? null : reply.error;
    } catch {
      this.#problem = 'no-connection';
    } finally {
      missing.forEach((word) => this.#asked.delete(word));
    }
  }

  #add(words: readonly string[], { known, vectors, dictionary }: Extract<WordVectorsReply, { ok: true }>): void {
    const values = fromBytes(vectors);
    const dimensions = values.length / words.length;
    const grown = new Map(this.#words);
    words.forEach((word, k) =>
      grown.set(word, {
        vector: values.slice(k * dimensions, (k + 1) * dimensions),
        known: known[k],
        dictionary: dictionary[k],
      }),
    );
    this.#words = grown;
  }
}
