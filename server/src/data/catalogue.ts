/**
 * From a configuration to everything a run reads: texts as windows, word vectors, the dictionary, the probes.
 * What runs have in common (vectors, the bundled corpus) is made once and shared.
 */
import type { Dictionary } from '@deltaboard/shared/dataset/dictionary.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { Splits } from '@deltaboard/shared/dataset/split.ts';
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import {
  createVocabulary,
  SPECIAL_ROWS,
  vectorTable,
  type Vocabulary,
} from '@deltaboard/shared/dataset/vocabulary.ts';
import type { WindowView } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { EntityScore } from '@deltaboard/shared/evaluation/entity-score.ts';
import type { EvaluationData, JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { TrainingData } from '@deltaboard/shared/training/training-data.ts';
import { probes } from './probes.ts';
import { createViews, type Views } from './views.ts';
import { createPastedTexts } from './pasted-texts.ts';
import { corpusReader, type Approached, type ReadCorpus } from './read-corpus.ts';
import { sharedFloat32 } from './shared-memory.ts';
import { encodeSplits, textsOf, type Texts } from './texts.ts';
import { projectVectors, type BaseVectors, type Dimensions } from './vectors.ts';

/** What a run reads. The typed arrays are shared memory: a worker gets them without a copy. */
export interface RunData extends Pick<Views, 'windowView' | 'sentenceView'> {
  readonly training: TrainingData;
  readonly evaluation: EvaluationData;
  readonly probes: readonly WindowView[];
  /** Of each window of a judged part what the dictionary says, an index of `labels`; and the part's sentences. */
  readonly looked: Readonly<Record<JudgedPart, Uint8Array>>;
  readonly judged: Readonly<Record<JudgedPart, readonly Sentence[]>>;
  readonly sentences: { readonly train: number; readonly dev: number; readonly test: number };
  readonly varianceKept: number;
  readonly dictionary: Dictionary;
  readonly dictionaryScore: EntityScore;
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
  /**
   * Everything that a run of the configuration reads; a pasted text is read in a thread of its own. Rejects with a
   * Refusal when it cannot be trained on.
   */
  open(configuration: Configuration, approached?: Approached): Promise<RunData>;
  /** The same at once; null: of a pasted text that no run in memory uses. */
  opened(configuration: Configuration): RunData | null;
  words(dimensions: Dimensions): WordTable;
}

export function createCatalogue(
  base: BaseVectors,
  bundled: Splits,
  readCorpus: ReadCorpus = corpusReader(base.words),
): Catalogue {
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
  const bundledOf = (radius: number): Texts => {
    let texts = bundledTexts.get(radius);
    if (!texts) bundledTexts.set(radius, (texts = textsOf(encodeSplits(bundled, vocabulary, radius))));
    return texts;
  };
  const pasted = createPastedTexts(readCorpus);
  const run = (configuration: Configuration, texts: Texts): RunData => {
    const data = openRun(configuration, texts, words);
    pasted.use(data, texts);
    return data;
  };
  return {
    words,
    async open(configuration, approached) {
      const { corpus, input } = configuration;
      const texts =
        corpus.kind === 'bundled'
          ? bundledOf(input.radius)
          : await pasted.read(corpus, input.radius, approached);
      return run(configuration, texts);
    },
    opened(configuration) {
      const { corpus, input } = configuration;
      const texts = corpus.kind === 'bundled' ? bundledOf(input.radius) : pasted.known(corpus, input.radius);
      return texts && run(configuration, texts);
    },
  };
}

function openRun(
  configuration: Configuration,
  { sentences, train, dev, test, looked, dictionary, dictionaryScore }: Texts,
  words: (dimensions: Dimensions) => WordTable,
): RunData {
  const { input, head } = configuration;
  if (!train.labels.includes(1)) throw new Refusal('corpus-no-location');
  if (head === 'max-margin' && train.labels.every((label) => label === 1))
    throw new Refusal('corpus-only-location');
  const { vocabulary, vectors, varianceKept } = words(input.dimensions);
  const views = createViews({
    configuration,
    vocabulary,
    vectors,
    sentences: sentences.train,
    train,
    dictionary,
  });
  return {
    training: { text: train, vectors },
    evaluation: { test, dev, input },
    looked,
    judged: sentences,
    probes: probes.map(({ sentence, centre }) => views.labelledView(sentence, centre)),
    sentences: {
      train: sentences.train.length,
      dev: sentences.dev.length,
      test: sentences.test.length,
    },
    varianceKept,
    dictionary,
    dictionaryScore,
    ...views,
    windowsOf(word) {
      const wanted = normalise(word);
      return sentences.train
        .flatMap(({ tokens }) => tokens)
        .flatMap((token, window) => (normalise(token) === wanted ? [window] : []));
    },
  };
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
