/** A corpus as a run reads it: its sentences, the three parts as windows of one radius, and what its dictionary scores. */
import {
  countDictionary,
  dictionaryOn,
  type Dictionary,
  type DictionaryTables,
} from '@deltaboard/shared/dataset/dictionary.ts';
import { labels, type Document, type Entity, type Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { Splits } from '@deltaboard/shared/dataset/split.ts';
import type { VectorCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import {
  createVocabulary,
  SPECIAL_ROWS,
  vectorTable,
  type Vocabulary,
} from '@deltaboard/shared/dataset/vocabulary.ts';
import { encodeText, type EncodedText } from '@deltaboard/shared/dataset/windows.ts';
import { scoreEntities, type EntityScore } from '@deltaboard/shared/evaluation/entity-score.ts';
import { goldOf, type JudgedPart, type LabelledText } from '@deltaboard/shared/evaluation/evaluation.ts';
import { inSharedMemory, sharedFloat32 } from './shared-memory.ts';

/** As it crosses from a thread: typed arrays in shared memory, and nothing that computes. */
export interface PlainTexts {
  readonly sentences: Readonly<Record<keyof Splits, readonly Sentence[]>>;
  readonly train: EncodedText;
  readonly dev: LabelledText;
  readonly test: LabelledText;
  readonly tables: DictionaryTables;
  /** Of each window of the part what the dictionary says of its centre word, an index of `labels`. */
  readonly looked: Readonly<Record<JudgedPart, Uint8Array>>;
  readonly dictionaryScore: EntityScore;
  /** Null: its words have the bundled vectors. */
  readonly own: PlainWords | null;
}

/** Words with vectors that are not the bundled ones. */
export interface PlainWords {
  readonly dimensions: number;
  readonly words: readonly string[];
  /** vocabulary size × d, shared memory */
  readonly vectors: Float32Array;
}

export interface WordTable {
  readonly vocabulary: Vocabulary;
  /** vocabulary size × d, shared memory */
  readonly vectors: Float32Array;
  readonly varianceKept: number;
}

export interface Texts extends PlainTexts {
  readonly dictionary: Dictionary;
  readonly table: WordTable | null;
}

export const textsOf = (plain: PlainTexts): Texts => ({
  ...plain,
  dictionary: dictionaryOn(plain.tables),
  table: plain.own && {
    vocabulary: createVocabulary(plain.own.words),
    vectors: plain.own.vectors,
    varianceKept: 1,
  },
});

/** @param cut the vectors that the vocabulary's words have; null: the bundled ones */
export function encodeSplits(
  splits: Splits,
  vocabulary: Vocabulary,
  radius: number,
  cut: VectorCut | null = null,
): PlainTexts {
  const sentencesOf = (documents: readonly Document[]): readonly Sentence[] =>
    documents.flatMap((document) => document.sentences);
  const sentences = {
    train: sentencesOf(splits.train),
    dev: sentencesOf(splits.dev),
    test: sentencesOf(splits.test),
  };
  const tables = countDictionary(sentences.train);
  const dictionary = dictionaryOn(tables);
  const encode = (of: readonly Sentence[]): EncodedText => inSharedMemory(encodeText(of, vocabulary, radius));
  const part = (of: readonly Sentence[]): LabelledText => ({ text: encode(of), gold: goldOf(of) });
  const tag = ({ tokens }: Sentence): readonly Entity[] => dictionary.tag(tokens);
  const tagged = { dev: sentences.dev.map(tag), test: sentences.test.map(tag) };
  return {
    sentences,
    train: encode(sentences.train),
    dev: part(sentences.dev),
    test: part(sentences.test),
    tables,
    looked: { dev: labelled(sentences.dev, tagged.dev), test: labelled(sentences.test, tagged.test) },
    dictionaryScore: scoreEntities(goldOf(sentences.test), tagged.test, 'LOC'),
    own: cut && {
      dimensions: cut.dimensions,
      words: cut.words,
      vectors: vectorTable(cut, sharedFloat32((cut.words.length + SPECIAL_ROWS) * cut.dimensions)),
    },
  };
}

/** Of each word of the sentences, in reading order, the index of its label. */
function labelled(sentences: readonly Sentence[], tagged: readonly (readonly Entity[])[]): Uint8Array {
  const words = sentences.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const said = new Uint8Array(new SharedArrayBuffer(words));
  let first = 0;
  sentences.forEach(({ tokens }, sentence) => {
    for (const { start, end, type } of tagged[sentence])
      said.fill(labels.indexOf(type), first + start, first + end);
    first += tokens.length;
  });
  return said;
}
