/** Half a dozen sentences as a trainer reads them: real windows, real labels, seeded vectors. */
import { createDictionary } from '@deltaboard/shared/dataset/dictionary.ts';
import { parseBracket } from '@deltaboard/shared/dataset/bracket.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { parsePastedCorpus } from '@deltaboard/shared/dataset/split.ts';
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import { createVocabulary, SPECIAL_ROWS } from '@deltaboard/shared/dataset/vocabulary.ts';
import { encodeText, type EncodedText } from '@deltaboard/shared/dataset/windows.ts';
import { createRandom } from '@deltaboard/shared/random.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { createViews, type Views } from '../../data/views.ts';

const BUNDLED = `The museums in [Paris](LOC) are amazing to see .
The streets of [Washington](LOC) were empty .
President [George Washington](PER) was born in [Virginia](LOC) .
She sailed from [Cork](LOC) to [Boston](LOC) in May .
A turkey crossed the road .
[Chelsea](ORG) won again .`;

export interface TinyCorpus extends Views {
  readonly sentences: readonly Sentence[];
  readonly text: EncodedText;
  /** vocabulary size × d */
  readonly vectors: Float32Array;
  readonly windowsOf: (word: string) => readonly number[];
}

/** Throws the Refusal of a pasted text that cannot be parsed. */
export function tinyCorpus(configuration: Configuration): TinyCorpus {
  const { corpus, input } = configuration;
  const documents = corpus.kind === 'pasted' ? parsePastedCorpus(corpus.text).train : parseBracket(BUNDLED);
  const sentences = documents.flatMap((document) => document.sentences);
  const words = [...new Set(sentences.flatMap(({ tokens }) => tokens.map(normalise)))];
  const vocabulary = createVocabulary(words);
  const text = encodeText(sentences, vocabulary, input.radius);
  const random = createRandom(7);
  const length = (words.length + SPECIAL_ROWS) * input.dimensions;
  const vectors = Float32Array.from({ length }, () => random.uniform() - 0.5);
  return {
    sentences,
    text,
    vectors,
    windowsOf: (word) =>
      sentences
        .flatMap(({ tokens }) => tokens)
        .flatMap((token, window) => (normalise(token) === normalise(word) ? [window] : [])),
    ...createViews({
      configuration,
      vocabulary,
      vectors,
      sentences,
      train: text,
      dictionary: createDictionary(sentences),
    }),
  };
}
