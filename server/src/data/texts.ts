/** A corpus as a run reads it: its sentences, the three parts as windows of one radius, and what its dictionary scores. */
import {
  countDictionary,
  dictionaryOn,
  type Dictionary,
  type DictionaryTables,
} from '@deltaboard/shared/dataset/dictionary.ts';
import type { Document, Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { Splits } from '@deltaboard/shared/dataset/split.ts';
import type { Vocabulary } from '@deltaboard/shared/dataset/vocabulary.ts';
import { encodeText, type EncodedText } from '@deltaboard/shared/dataset/windows.ts';
import { scoreEntities, type EntityScore } from '@deltaboard/shared/training/entity-score.ts';
import { goldOf, type LabelledText } from '@deltaboard/shared/training/evaluation.ts';
import { inSharedMemory } from './shared-memory.ts';

/** As it crosses from a thread: typed arrays in shared memory, and nothing that computes. */
export interface PlainTexts {
  readonly sentences: Readonly<Record<keyof Splits, readonly Sentence[]>>;
  readonly train: EncodedText;
  readonly dev: LabelledText;
  readonly test: LabelledText;
  readonly tables: DictionaryTables;
  readonly dictionaryScore: EntityScore;
}

export interface Texts extends PlainTexts {
  readonly dictionary: Dictionary;
}

export const textsOf = (plain: PlainTexts): Texts => ({
  ...plain,
  dictionary: dictionaryOn(plain.tables),
});

export function encodeSplits(splits: Splits, vocabulary: Vocabulary, radius: number): PlainTexts {
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
  const labelled = (of: readonly Sentence[]): LabelledText => ({ text: encode(of), gold: goldOf(of) });
  return {
    sentences,
    train: encode(sentences.train),
    dev: labelled(sentences.dev),
    test: labelled(sentences.test),
    tables,
    dictionaryScore: scoreEntities(
      goldOf(sentences.test),
      sentences.test.map(({ tokens }) => dictionary.tag(tokens)),
      'LOC',
    ),
  };
}
