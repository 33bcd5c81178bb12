/** What a room asks of the data beside training: a viewer's own words, which its browser tags by itself. */
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';

export interface LexiconEntries {
  /** Whether each word has a vector of its own (otherwise: unknown or number row). */
  readonly known: readonly boolean[];
  /** words × d, d the dimensions of the configuration's vectors */
  readonly vectors: Float32Array;
  /** What the dictionary of the configuration's training text says of each word; null when it does not know it. */
  readonly dictionary: readonly (string | null)[];
}

export interface Lexicon {
  /** `words` are normalised tokens. A room passes the same configuration object that its trainer was made with. */
  lookUp(configuration: Configuration, words: readonly string[]): LexiconEntries;
}
