/** Word vectors of one's own: a file in GloVe's, word2vec's or fastText's text form, cut to what a text needs. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { encodeCut, type VectorCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import { VectorReader, type VectorReading } from '@deltaboard/shared/dataset/vectors/reader.ts';
import { wantedOf, wordCounts } from '@deltaboard/shared/dataset/vectors/wanted.ts';
import { allSentences, type Parts } from './bundled.ts';

/** Rows of words × d, the most frequent words first; beside them the row of words without one, and that of numbers. */
export type WordVectors = VectorCut;

/** Of a cut in memory, at most. */
export const BYTES = 1_000_000_000;
const PIECE = 65_536;
/** Of the file's first words. */
export const FREQUENT = 50_000;

/**
 * Reads a file of any size as a stream, and keeps the words of the parts and the file's own first ones. A name that ends with `.gz` is
 * gzip.
 * @param frequent so many of the file's first words, which should be its most frequent
 * @throws Refusal 'vectors-none' where no line has a word and numbers; Error of the file system
 */
export const readVectors = async (path: string, parts: Parts, frequent = FREQUENT): Promise<WordVectors> =>
  (await readVectorFile(path, parts, frequent)).cut;

/** As `readVectors`, with what could not be read. @param told hears how many bytes of the file are read, and of how many */
export async function readVectorFile(
  path: string,
  parts: Parts,
  frequent: number,
  told?: (read: number, of: number) => void,
): Promise<VectorReading> {
  const wanted = wantedOf(wordCounts(allSentences(parts)));
  const reader = new VectorReader({ wanted, frequent, bytes: BYTES });
  const { size } = await stat(path);
  const file = createReadStream(path, { highWaterMark: PIECE });
  const read = async (pieces: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const piece of pieces) {
      reader.push(piece);
      told?.(file.bytesRead, size);
    }
  };
  await (path.endsWith('.gz') ? pipeline(file, createGunzip(), read) : pipeline(file, read));
  return reader.end();
}

/** Of megabytes: once for all runs with the same ones. */
const hashes = new WeakMap<WordVectors, string>();

/** By which a configuration names them: SHA-256 of the bytes in which a class keeps them. */
export function vectorsHash(vectors: WordVectors): string {
  const hash = hashes.get(vectors) ?? createHash('sha256').update(encodeCut(vectors)).digest('hex');
  hashes.set(vectors, hash);
  return hash;
}
