/** Word vectors of one's own: a file in GloVe's, word2vec's or fastText's text form, cut to what a text needs. */
import { createReadStream } from 'node:fs';
import type { VectorCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import { VectorReader } from '@deltaboard/shared/dataset/vectors/reader.ts';
import { wantedOf, wordCounts } from '@deltaboard/shared/dataset/vectors/wanted.ts';
import type { Parts } from './bundled.ts';

/** Rows of words × d, the most frequent words first; beside them the row of words without one, and that of numbers. */
export type WordVectors = VectorCut;

/** Of a cut in memory, at most. */
const BYTES = 1_000_000_000;
const PIECE = 65_536;

/**
 * Reads a file of any size as a stream, and keeps the words of the parts and the file's own first ones.
 * @param frequent so many of the file's first words, which should be its most frequent
 * @throws Refusal 'vectors-none' where no line has a word and numbers; Error of the file system
 */
export async function readVectors(path: string, parts: Parts, frequent = 50_000): Promise<WordVectors> {
  const wanted = wantedOf(wordCounts([...parts.train, ...parts.dev, ...parts.test]));
  const reader = new VectorReader({ wanted, frequent, bytes: BYTES });
  for await (const piece of createReadStream(path, { highWaterMark: PIECE }))
    reader.push(piece as Uint8Array);
  return reader.end().cut;
}
