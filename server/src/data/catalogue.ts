/**
 * From a configuration to everything a run reads: texts as windows, word vectors, the dictionary, the probes.
 * What runs have in common (vectors, the bundled corpus) is made once and shared.
 */
import type { Dictionary } from '@deltaboard/shared/dataset/dictionary.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { Splits } from '@deltaboard/shared/dataset/split.ts';
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import { createVocabulary, SPECIAL_ROWS, vectorTable } from '@deltaboard/shared/dataset/vocabulary.ts';
import type { WindowView } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { EntityScore } from '@deltaboard/shared/evaluation/entity-score.ts';
import type { EvaluationData, JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { TrainingData } from '@deltaboard/shared/training/training-data.ts';
import { probes } from './probes.ts';
import { createViews, type Views } from './views.ts';
import { createBroughtTexts } from './brought-texts.ts';
import { notKept, type Own } from './own.ts';
import { corpusReader, type Approached, type ReadCorpus, type ToRead, type WordsOf } from './read-corpus.ts';
import { sharedFloat32 } from './shared-memory.ts';
import { encodeSplits, textsOf, type Texts, type WordTable } from './texts.ts';
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
  readonly words: WordTable;
  readonly dictionary: Dictionary;
  readonly dictionaryScore: EntityScore;
  /** The training windows whose centre is this word, as the model sees it. */
  windowsOf(word: string): readonly number[];
}

export interface Catalogue {
  /**
   * Everything that a run of the configuration reads; what somebody has brought is read in a thread of its own. Rejects with a
   * Refusal when it cannot be trained on, or is not there any more.
   */
  open(configuration: Configuration, approached?: Approached, own?: Own): Promise<RunData>;
  /** The same at once; null: of something brought that no run in memory uses. */
  opened(configuration: Configuration): RunData | null;
  /** The bundled vectors in 10, 50 or 100 dimensions. */
  words(dimensions: number): WordTable;
}

export function createCatalogue(
  base: BaseVectors,
  bundled: Splits,
  readCorpus: ReadCorpus = corpusReader(base.words),
): Catalogue {
  const vocabulary = createVocabulary(base.words);
  const tables = new Map<number, WordTable>();
  const words = (dimensions: number): WordTable => {
    let table = tables.get(dimensions);
    if (!table) {
      const source = projectVectors(base, dimensions as Dimensions);
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
  const brought = createBroughtTexts(readCorpus);
  const run = (configuration: Configuration, texts: Texts): RunData => {
    const data = openRun(configuration, texts, words);
    brought.use(data, texts);
    return data;
  };
  return {
    words,
    async open(configuration, approached, own = NOBODYS) {
      const texts = isBundled(configuration)
        ? bundledOf(configuration.input.radius)
        : await brought.read(configuration, () => given(configuration, bundled, own), approached);
      return run(configuration, texts);
    },
    opened(configuration) {
      const texts = isBundled(configuration)
        ? bundledOf(configuration.input.radius)
        : brought.known(configuration);
      return texts && run(configuration, texts);
    },
  };
}

const isBundled = ({ corpus, vectors }: Configuration): boolean => corpus.kind === 'bundled' && !vectors;

/** Where nobody has given a class anything. */
const NOBODYS: Own = {
  read(kind, hash) {
    throw notKept(kind, hash);
  },
};

async function given(
  { corpus, input, vectors, seed }: Configuration,
  bundled: Splits,
  own: Own,
): Promise<ToRead> {
  const { radius, dimensions } = input;
  const stored = corpus.kind === 'stored' ? await own.read('text', corpus.hash) : bundled;
  const words: WordsOf =
    vectors?.kind === 'own'
      ? { cut: await own.read('vectors', vectors.hash) }
      : vectors
        ? { drawn: { dimensions, seed } }
        : null;
  return { text: corpus.kind === 'pasted' ? corpus.text : stored, radius, vectors: words };
}

/** The table of the bundled vectors, which come in a few lengths; or that of the text's own. Throws Refusal 'configuration'. */
function tableOf(
  { input, vectors }: Configuration,
  { own, table }: Texts,
  words: (dimensions: number) => WordTable,
): WordTable {
  if (!vectors || !own || !table) return words(input.dimensions);
  if (own.dimensions !== input.dimensions)
    throw new Refusal('configuration', {
      path: 'input.dimensions',
      value: input.dimensions,
      reason: String(own.dimensions),
    });
  return table;
}

function openRun(
  configuration: Configuration,
  texts: Texts,
  words: (dimensions: number) => WordTable,
): RunData {
  const { sentences, train, dev, test, looked, dictionary, dictionaryScore } = texts;
  const { input, head } = configuration;
  if (!train.labels.includes(1)) throw new Refusal('corpus-no-location');
  if (head === 'max-margin' && train.labels.every((label) => label === 1))
    throw new Refusal('corpus-only-location');
  const table = tableOf(configuration, texts, words);
  const { vocabulary, vectors, varianceKept } = table;
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
    words: table,
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
