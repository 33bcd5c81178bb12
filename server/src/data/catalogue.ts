/**
 * From a configuration to everything a run reads: texts as windows, word vectors, the dictionary, the probes.
 * What runs have in common (vectors, the bundled corpus) is made once and shared.
 */
import { createDictionary, type Dictionary } from '@deltaboard/shared/dataset/dictionary.ts';
import type { Document, Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { parsePastedCorpus, type Splits } from '@deltaboard/shared/dataset/split.ts';
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import {
  createVocabulary,
  SPECIAL_ROWS,
  vectorTable,
  type Vocabulary,
} from '@deltaboard/shared/dataset/vocabulary.ts';
import { encodeText, type EncodedText } from '@deltaboard/shared/dataset/windows.ts';
import type { WindowView } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { scoreEntities, type EntityScore } from '@deltaboard/shared/training/entity-score.ts';
import { goldOf, type EvaluationData, type LabelledText } from '@deltaboard/shared/training/evaluation.ts';
import type { TrainingData } from '@deltaboard/shared/training/trajectory.ts';
import { probes } from './probes.ts';
import { createViews, type Views } from './views.ts';
import { inSharedMemory, sharedFloat32 } from './shared-memory.ts';
import { projectVectors, type BaseVectors, type Dimensions } from './vectors.ts';

/** What a run reads. The typed arrays are shared memory: a worker gets them without a copy. */
export interface RunData extends Pick<Views, 'windowView' | 'sentenceView'> {
  readonly training: TrainingData;
  readonly evaluation: EvaluationData;
  readonly probes: readonly WindowView[];
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
  configuration: Configuration,
  { sentences, train, dev, test, dictionary, dictionaryScore }: Texts,
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
