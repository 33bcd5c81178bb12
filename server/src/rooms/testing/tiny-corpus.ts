/** Half a dozen sentences as a trainer reads them: real windows, real labels, seeded vectors. */
import { parseBracket } from '@deltaboard/shared/dataset/bracket.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { parsePastedCorpus } from '@deltaboard/shared/dataset/split.ts';
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import { createVocabulary, SPECIAL_ROWS } from '@deltaboard/shared/dataset/vocabulary.ts';
import {
  encodeText,
  fillWindow,
  inputLength,
  isLocation,
  type EncodedText,
} from '@deltaboard/shared/dataset/windows.ts';
import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { TypedSentence } from '@deltaboard/shared/protocol/commands.ts';
import type { SentenceView, WindowView } from '@deltaboard/shared/protocol/state.ts';
import { createRandom } from '@deltaboard/shared/random.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';

const BUNDLED = `The museums in [Paris](LOC) are amazing to see .
The streets of [Washington](LOC) were empty .
President [George Washington](PER) was born in [Virginia](LOC) .
She sailed from [Cork](LOC) to [Boston](LOC) in May .
A turkey crossed the road .
[Chelsea](ORG) won again .`;

export interface TinyCorpus {
  readonly sentences: readonly Sentence[];
  readonly text: EncodedText;
  /** vocabulary size × d */
  readonly vectors: Float32Array;
  readonly windowView: (window: number) => WindowView;
  readonly sentenceView: (sentence: TypedSentence) => SentenceView;
  readonly windowsOf: (word: string) => readonly number[];
}

/** Throws the Refusal of a pasted text that cannot be parsed. */
export function tinyCorpus({ corpus, input }: Configuration): TinyCorpus {
  const documents = corpus.kind === 'pasted' ? parsePastedCorpus(corpus.text).train : parseBracket(BUNDLED);
  const sentences = documents.flatMap((document) => document.sentences);
  const words = [...new Set(sentences.flatMap(({ tokens }) => tokens.map(normalise)))];
  const vocabulary = createVocabulary(words);
  const text = encodeText(sentences, vocabulary, input.radius);
  const random = createRandom(7);
  const length = (words.length + SPECIAL_ROWS) * input.dimensions;
  const vectors = Float32Array.from({ length }, () => random.uniform() - 0.5);
  const inputOf = (encoded: EncodedText, window: number): Uint8Array => {
    const x = new Float32Array(inputLength(input));
    fillWindow(x, encoded, encoded.centres[window], input, vectors);
    return toBytes(x);
  };
  return {
    sentences,
    text,
    vectors,
    windowsOf: (word) =>
      sentences
        .flatMap(({ tokens }) => tokens)
        .flatMap((token, window) => (normalise(token) === normalise(word) ? [window] : [])),
    windowView(window) {
      const sentence = sentences[text.sentenceOf[window]];
      const centre = window - text.firstWindow[text.sentenceOf[window]];
      const gold = isLocation(sentence, centre);
      const { tokens } = sentence;
      return {
        tokens,
        centre,
        gold,
        goldType: gold ? 'LOC' : 'O',
        dictionary: null,
        x: inputOf(text, window),
      };
    },
    sentenceView({ tokens, centre, goldType }) {
      const x = inputOf(encodeText([{ tokens, entities: [] }], vocabulary, input.radius), centre);
      const gold = goldType === null ? null : goldType === 'LOC' ? 1 : 0;
      return { tokens, centre, gold, goldType, dictionary: null, x };
    },
  };
}
