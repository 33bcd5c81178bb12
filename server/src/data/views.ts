/** Windows with their sentences, as the class sees them: of the training text, of any labelled sentence, of a typed one. */
import type { Dictionary } from '@deltaboard/shared/dataset/dictionary.ts';
import { labels, type EntityType, type Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { Vocabulary } from '@deltaboard/shared/dataset/vocabulary.ts';
import {
  encodeText,
  fillWindow,
  inputLength,
  labelOf,
  type EncodedText,
} from '@deltaboard/shared/dataset/windows.ts';
import { targetOf } from '@deltaboard/shared/model/head.ts';
import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { TypedSentence } from '@deltaboard/shared/class/commands/schemas.ts';
import type { SentenceView, WindowView } from '@deltaboard/shared/protocol/state.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { trainedRowsOf } from '@deltaboard/shared/training/trained-vectors.ts';

export interface Views {
  /** A training window. */
  windowView(window: number): WindowView;
  /** The window of a labelled sentence at one of its tokens. */
  labelledView(sentence: Sentence, centre: number): WindowView;
  /** The window of a typed sentence; `centre` is one of its tokens. */
  sentenceView(sentence: TypedSentence): SentenceView;
}

export interface ViewSources {
  readonly configuration: Pick<Configuration, 'input' | 'head' | 'trainVectors'>;
  readonly vocabulary: Vocabulary;
  /** vocabulary size × d */
  readonly vectors: Float32Array;
  readonly sentences: readonly Sentence[];
  /** The same sentences as windows. */
  readonly train: EncodedText;
  readonly dictionary: Dictionary;
}

export function createViews(sources: ViewSources): Views {
  const { vocabulary, vectors, sentences, train, dictionary } = sources;
  const { input, head, trainVectors } = sources.configuration;
  const trained = new Set(trainVectors ? trainedRowsOf(train) : []);

  function unlabelled(tokens: readonly string[], centre: number, text: EncodedText, window: number) {
    const position = text.centres[window];
    const x = new Float32Array(inputLength(input));
    fillWindow(x, text, position, input, vectors);
    const rows = text.rows.subarray(position - input.radius, position + input.radius + 1);
    return {
      tokens,
      centre,
      dictionary: dictionary.lookup(tokens[centre]) ? dictionary.label(tokens, centre) : null,
      x: toBytes(x),
      rows: trainVectors ? Array.from(rows, (row) => (trained.has(row) ? row : -1)) : null,
    };
  }
  const labelled = (type: EntityType | 'O') => ({
    gold: targetOf(head, labels.indexOf(type)),
    goldType: type,
  });
  const view = (sentence: Sentence, centre: number, text: EncodedText, window: number): WindowView => ({
    ...unlabelled(sentence.tokens, centre, text, window),
    ...labelled(labelOf(sentence, centre)),
  });
  const encode = (sentence: Sentence): EncodedText => encodeText([sentence], vocabulary, input.radius);
  return {
    windowView(window) {
      const index = train.sentenceOf[window];
      return view(sentences[index], window - train.firstWindow[index], train, window);
    },
    labelledView: (sentence, centre) => view(sentence, centre, encode(sentence), centre),
    sentenceView: ({ tokens, centre, goldType }) => ({
      ...unlabelled(tokens, centre, encode({ tokens, entities: [] }), centre),
      ...(goldType === null ? { gold: null, goldType } : labelled(goldType)),
    }),
  };
}
