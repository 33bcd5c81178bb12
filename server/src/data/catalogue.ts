/**
 * From a configuration to everything a run reads: texts as windows, word vectors, the dictionary, the probes.
 * What runs have in common (vectors, the bundled corpus) is made once and shared.
 */
import { createDictionary, type Dictionary } from '@deltaboard/shared/dataset/dictionary.ts';
import {
  labels,
  type Document,
  type EntityType,
  type Sentence,
} from '@deltaboard/shared/dataset/sentence.ts';
import { targetOf } from '@deltaboard/shared/model/head.ts';
import { parsePastedCorpus, type Splits } from '@deltaboard/shared/dataset/split.ts';
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import {
  createVocabulary,
  SPECIAL_ROWS,
  vectorTable,
  type Vocabulary,
} from '@deltaboard/shared/dataset/vocabulary.ts';
import {
  encodeText,
  fillWindow,
  inputLength,
  labelOf,
  type EncodedText,
  type InputShape,
} from '@deltaboard/shared/dataset/windows.ts';
import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { TypedSentence } from '@deltaboard/shared/protocol/commands.ts';
import type { SentenceView, WindowView } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { scoreEntities, type EntityScore } from '@deltaboard/shared/training/entity-score.ts';
import { goldOf, type EvaluationData, type LabelledText } from '@deltaboard/shared/training/evaluation.ts';
import { trainedRowsOf } from '@deltaboard/shared/training/trained-vectors.ts';
import type { TrainingData } from '@deltaboard/shared/training/trajectory.ts';
import { probes } from './probes.ts';
import { inSharedMemory, sharedFloat32 } from './shared-memory.ts';
import { projectVectors, type BaseVectors, type Dimensions } from './vectors.ts';

/** What a run reads. The typed arrays are shared memory: a worker gets them without a copy. */
export interface RunData {
  readonly training: TrainingData;
  readonly evaluation: EvaluationData;
  readonly probes: readonly WindowView[];
  readonly sentences: { readonly train: number; readonly dev: number; readonly test: number };
  readonly varianceKept: number;
  readonly dictionary: Dictionary;
  readonly dictionaryScore: EntityScore;
  /** A training window with its sentence, for the board. */
  windowView(window: number): WindowView;
  /** The window of a typed sentence; `centre` is one of its tokens. */
  sentenceView(sentence: TypedSentence): SentenceView;
  /** The training windows whose centre is this word, as the model sees it. */
  windowsOf(word: string): readonly number[];
}

export interface WordTable {
  readonly vocabulary: Vocabulary;
  /** vocabulary size × d, shared memory */
  readonly vectors: Float32Array;
  readonly varianceKept: number;
}

export interface Catalogue {
  /** Throws Refusal when the configuration's text cannot be trained on. */
  open(configuration: Configuration): RunData;
  words(dimensions: Dimensions): WordTable;
}

export function createCatalogue(base: BaseVectors, bundled: Splits): Catalogue {
  const vocabulary = createVocabulary(base.words);
  const tables = new Map<Dimensions, WordTable>();
  const words = (dimensions: Dimensions): WordTable => {
    let table = tables.get(dimensions);
    if (!table) {
      const source = projectVectors(base, dimensions);
      const vectors = vectorTable(source, sharedFloat32((source.words.length + SPECIAL_ROWS) * dimensions));
      tables.set(dimensions, (table = { vocabulary, vectors, varianceKept: source.varianceKept }));
    }
    return table;
  };
  const bundledTexts = new Map<number, Texts>();
  /** A pasted text is read once a run: again only where its configuration is another object. */
  const pastedTexts = new WeakMap<Configuration, Texts>();
  const textsOf = (configuration: Configuration): Texts => {
    const { corpus, input } = configuration;
    const { radius } = input;
    if (corpus.kind === 'pasted') {
      let pasted = pastedTexts.get(configuration);
      if (!pasted) {
        pasted = encodeSplits(parsePastedCorpus(corpus.text), vocabulary, radius);
        pastedTexts.set(configuration, pasted);
      }
      return pasted;
    }
    let texts = bundledTexts.get(radius);
    if (!texts) bundledTexts.set(radius, (texts = encodeSplits(bundled, vocabulary, radius)));
    return texts;
  };
  return { words, open: (configuration) => openRun(configuration, textsOf(configuration), words) };
}

/** A corpus as windows of one radius. */
interface Texts {
  readonly sentences: Readonly<Record<'train' | 'dev' | 'test', readonly Sentence[]>>;
  readonly train: EncodedText;
  readonly dev: LabelledText;
  readonly test: LabelledText;
  readonly dictionary: Dictionary;
  readonly dictionaryScore: EntityScore;
}

function encodeSplits(splits: Splits, vocabulary: Vocabulary, radius: number): Texts {
  const sentencesOf = (documents: readonly Document[]): readonly Sentence[] =>
    documents.flatMap(({ sentences }) => sentences);
  const sentences = {
    train: sentencesOf(splits.train),
    dev: sentencesOf(splits.dev),
    test: sentencesOf(splits.test),
  };
  const dictionary = createDictionary(sentences.train);
  const encode = (of: readonly Sentence[]): EncodedText => inSharedMemory(encodeText(of, vocabulary, radius));
  const labelled = (of: readonly Sentence[]): LabelledText => ({ text: encode(of), gold: goldOf(of) });
  return {
    sentences,
    train: encode(sentences.train),
    dev: labelled(sentences.dev),
    test: labelled(sentences.test),
    dictionary,
    dictionaryScore: scoreEntities(
      goldOf(sentences.test),
      sentences.test.map(({ tokens }) => dictionary.tag(tokens)),
      'LOC',
    ),
  };
}

function openRun(
  { input, head, trainVectors }: Configuration,
  { sentences, train, dev, test, dictionary, dictionaryScore }: Texts,
  words: (dimensions: Dimensions) => WordTable,
): RunData {
  if (!train.labels.includes(1)) throw new Refusal('corpus-no-location');
  if (head === 'max-margin' && train.labels.every((label) => label === 1))
    throw new Refusal('corpus-only-location');
  const { vocabulary, vectors, varianceKept } = words(input.dimensions);
  const trained = new Set(trainVectors ? trainedRowsOf(train) : []);
  const rowsOf = (text: EncodedText, window: number): readonly number[] | null => {
    if (!trainVectors) return null;
    const centre = text.centres[window];
    const rows = text.rows.subarray(centre - input.radius, centre + input.radius + 1);
    return Array.from(rows, (row) => (trained.has(row) ? row : -1));
  };
  const unlabelledView = (tokens: readonly string[], centre: number, text: EncodedText, window: number) => ({
    tokens,
    centre,
    dictionary: dictionary.lookup(tokens[centre]) ? dictionary.label(tokens, centre) : null,
    x: toBytes(windowInput(text, window, input, vectors)),
    rows: rowsOf(text, window),
  });
  const goldType = (type: EntityType | 'O') => ({
    gold: targetOf(head, labels.indexOf(type)),
    goldType: type,
  });
  const view = (sentence: Sentence, centre: number, text: EncodedText, window: number): WindowView => ({
    ...unlabelledView(sentence.tokens, centre, text, window),
    ...goldType(labelOf(sentence, centre)),
  });
  const probeText = encodeText(
    probes.map(({ sentence }) => sentence),
    vocabulary,
    input.radius,
  );
  return {
    training: { text: train, vectors },
    evaluation: { test, dev, input },
    probes: probes.map(({ sentence, centre }, index) =>
      view(sentence, centre, probeText, probeText.firstWindow[index] + centre),
    ),
    sentences: {
      train: sentences.train.length,
      dev: sentences.dev.length,
      test: sentences.test.length,
    },
    varianceKept,
    dictionary,
    dictionaryScore,
    windowView(window) {
      const sentence = train.sentenceOf[window];
      return view(sentences.train[sentence], window - train.firstWindow[sentence], train, window);
    },
    sentenceView({ tokens, centre, goldType: type }) {
      const text = encodeText([{ tokens, entities: [] }], vocabulary, input.radius);
      return {
        ...unlabelledView(tokens, centre, text, centre),
        ...(type === null ? { gold: null, goldType: null } : goldType(type)),
      };
    },
    windowsOf(word) {
      const wanted = normalise(word);
      return sentences.train
        .flatMap(({ tokens }) => tokens)
        .flatMap((token, window) => (normalise(token) === wanted ? [window] : []));
    },
  };
}

function windowInput(
  text: EncodedText,
  window: number,
  input: InputShape,
  vectors: Float32Array,
): Float32Array {
  const x = new Float32Array(inputLength(input));
  fillWindow(x, text, text.centres[window], input, vectors);
  return x;
}

/** Vectors of a viewer's own words, and whether each has one of its own. */
export function vectorsOf(
  { vocabulary, vectors }: WordTable,
  dimensions: number,
  words: readonly string[],
): { readonly known: readonly boolean[]; readonly vectors: Float32Array } {
  const found = new Float32Array(words.length * dimensions);
  const known = words.map((word, index) => {
    const row = vocabulary.rowOf(normalise(word));
    found.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), index * dimensions);
    return row !== vocabulary.unknown;
  });
  return { known, vectors: found };
}
