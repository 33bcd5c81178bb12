/** Labelled text of any shape that a class can import, as sentences. */
import { arranged, type Arrangement } from '@deltaboard/shared/dataset/reading/overview.ts';
import { guessShape, offeredNames } from '@deltaboard/shared/dataset/reading/guess.ts';
import { readText } from '@deltaboard/shared/dataset/reading/read.ts';
import type { Problem } from '@deltaboard/shared/dataset/reading/reading.ts';
import { guessedTypes, mapped, typeCounts } from '@deltaboard/shared/dataset/reading/types.ts';
import type { Document, EntityType, Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { splitDocuments } from '@deltaboard/shared/dataset/split.ts';
import type { Parts } from './bundled.ts';

export interface ReadOptions {
  /** What types of the text are taken for, under their names there; null: for nothing. What is not named is guessed. */
  readonly types?: Readonly<Record<string, EntityType | null>>;
  /** Names of integer tags, the first of 0; CoNLL-2003's where they are not given and reach. */
  readonly names?: readonly string[];
}

export interface LabelledText {
  readonly documents: readonly Document[];
  /** What could not be read and is left out: its kind, how often, and the first three places. */
  readonly problems: readonly Problem[];
  /** Of each type of the text how many entities it has, and what it was taken for. */
  readonly types: readonly {
    readonly name: string;
    readonly entities: number;
    readonly as: EntityType | null;
  }[];
}

/**
 * CoNLL columns, spreadsheets' CSV and TSV, JSON with spans or tags, brackets, running text: guessed from its lines, as a class's
 * import does. Never throws for what stands in the text.
 */
export function readLabelled(text: string, { types = {}, names }: ReadOptions = {}): LabelledText {
  const guessed = guessShape(text);
  const shape = guessed.kind === 'records' ? { ...guessed, names: names ?? offeredNames(text) } : guessed;
  const { documents, problems } = readText(text, shape);
  const map = new Map([...guessedTypes(documents), ...Object.entries(types)]);
  return {
    documents: mapped(documents, map),
    problems,
    types: [...typeCounts(documents)].map(([name, entities]) => ({
      name,
      entities,
      as: map.get(name) ?? null,
    })),
  };
}

/**
 * 70 / 15 / 15 by document, or by sentence where there are fewer than three; shuffled by the seed where the order would leave a part
 * without a location.
 */
export function split(documents: readonly Document[], seed: number, by?: Arrangement): Parts {
  const { train, dev, test } = splitDocuments(arranged(documents, seed, by).documents);
  return { train: sentencesOf(train), dev: sentencesOf(dev), test: sentencesOf(test) };
}

export const sentencesOf = (documents: readonly Document[]): readonly Sentence[] =>
  documents.flatMap(({ sentences }) => sentences);
