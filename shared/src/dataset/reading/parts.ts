/** Parts of a corpus that somebody has divided: by a column, or into files (SPEC DA7). */
import { partOf } from './part-names.ts';
import { Problems, type ReadDocument, type Reading } from './reading.ts';
import { readText } from './read.ts';
import type { PartName } from '../sentence.ts';
import type { Shape } from './shape.ts';

/** Of a file's name, by its words: `eng.testa`, `wnut17train.conll`, `dev-v2.jsonl`. Null: it says none, or several. */
export function partOfFile(name: string): PartName | null {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => [word, word.replace(/^[a-z]*\d+/, '')]);
  const found = new Set(words.flatMap((word) => partOf(word) ?? []));
  return found.size === 1 ? [...found][0] : null;
}

/** A text for each file, all in one shape. One file alone is no part. */
export interface TextFile {
  readonly text: string;
  readonly part: PartName | null;
}

export function readFiles(files: readonly TextFile[], shape: Shape): Reading {
  const each = files.map(({ text }) => readText(text, shape));
  if (files.length === 1) return each[0];
  const problems = new Problems();
  const documents = each.flatMap((reading, k): readonly ReadDocument[] => {
    problems.join(reading.problems);
    const { part } = files[k];
    return part ? reading.documents.map((document) => ({ ...document, part })) : reading.documents;
  });
  return { documents, problems: problems.list };
}
