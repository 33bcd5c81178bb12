/**
 * The vectors of the words that a class needs, cut out of a file of them: what is uploaded and kept (SPEC VE4).
 *
 * Little-endian: eight uint32 (the mark DBWV, the format's version 1, d, words, bytes of the words' text, frequent words, two zeros); the words
 * in UTF-8, a line each, and zeros up to a multiple of four; then float32: the unknown word's row, the numbers' row, a row a word.
 */
import { Refusal } from '../../refusal.ts';
import { NUMBER } from '../token.ts';
import type { VectorSource } from '../vocabulary.ts';
import { flushed } from './line.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** Longer vectors would make x wider than anybody reads. */
export const DIMENSIONS_LIMIT = 1024;
/** Words that one cut may hold, whatever their length. */
const WORDS_LIMIT = 1_000_000;
const MARK = 0x56574244;
const VERSION = 1;
export const HEADER_BYTES = 32;

export interface VectorCut extends VectorSource {
  /** As the model sees words (`normalise`), each once; the most frequent of the file first. */
  readonly words: readonly string[];
  /** The first so many are the file's own most frequent ones, whatever text it was cut for. */
  readonly frequent: number;
}

export interface CutSize {
  readonly dimensions: number;
  readonly words: number;
  readonly textBytes: number;
  readonly frequent: number;
}

const padded = (bytes: number): number => 4 * Math.ceil(bytes / 4);
const bytesOf = ({ dimensions, words, textBytes }: Omit<CutSize, 'frequent'>): number =>
  HEADER_BYTES + padded(textBytes) + 4 * dimensions * (words + 2);

/**
 * What the head of a cut says, held against its length before anything of it is allocated.
 * @throws Refusal vectors-damaged, with what does not fit
 */
export function cutSize(head: Uint8Array, bytes: number): CutSize {
  const damaged = (reason: string): Refusal => new Refusal('vectors-damaged', { reason });
  if (head.length < HEADER_BYTES) throw damaged('head');
  const view = new DataView(head.buffer, head.byteOffset, HEADER_BYTES);
  const [mark, version, dimensions, words, textBytes, frequent] = Array.from({ length: 6 }, (_, k) =>
    view.getUint32(4 * k, true),
  );
  if (mark !== MARK || version !== VERSION) throw damaged('format');
  if (dimensions < 1 || dimensions > DIMENSIONS_LIMIT) throw damaged('dimensions');
  if (words < 1 || words > WORDS_LIMIT || frequent > words) throw damaged('words');
  if (bytesOf({ dimensions, words, textBytes }) !== bytes) throw damaged('length');
  return { dimensions, words, textBytes, frequent };
}

export function encodeCut(cut: VectorCut): Uint8Array<ArrayBuffer> {
  const { dimensions, words, frequent, unknown, number, rows } = cut;
  const text = encodeUtf8(words.join('\n'));
  const size = { dimensions, words: words.length, textBytes: text.length };
  const bytes = new Uint8Array(bytesOf(size));
  const view = new DataView(bytes.buffer);
  [MARK, VERSION, dimensions, words.length, text.length, frequent].forEach((value, k) =>
    view.setUint32(4 * k, value, true),
  );
  bytes.set(text, HEADER_BYTES);
  let at = HEADER_BYTES + padded(text.length);
  for (const values of [unknown, number, rows]) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/**
 * @param allocate where the rows lie: `words` × d
 * @throws Refusal vectors-damaged: not of this format, a word twice, a number that is not finite
 */
export function decodeCut(
  bytes: Uint8Array,
  allocate = (length: number): Float32Array => new Float32Array(length),
): VectorCut {
  const size = cutSize(bytes, bytes.length);
  const { dimensions, textBytes, frequent } = size;
  const text = decodeUtf8(bytes, HEADER_BYTES, HEADER_BYTES + textBytes);
  const words = text?.split('\n') ?? [];
  const isOne = (word: string): boolean => word !== '' && word !== NUMBER;
  if (words.length !== size.words || new Set(words).size !== words.length || !words.every(isOne))
    throw new Refusal('vectors-damaged', { reason: 'words' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = HEADER_BYTES + padded(textBytes);
  const floats = (target: Float32Array): Float32Array => {
    for (let k = 0; k < target.length; k++) {
      const value = view.getFloat32(at, true);
      if (!Number.isFinite(value)) throw new Refusal('vectors-damaged', { reason: 'numbers' });
      target[k] = flushed(value);
      at += 4;
    }
    return target;
  };
  const unknown = floats(new Float32Array(dimensions));
  const number = floats(new Float32Array(dimensions));
  const rows = floats(allocate(words.length * dimensions));
  return { dimensions, words, frequent, unknown, number, rows };
}

/** As many words as a cut of so many bytes may hold, words of 16 bytes in the mean. */
export const wordsWithin = (bytes: number, dimensions: number): number =>
  Math.min(WORDS_LIMIT, Math.floor((bytes - HEADER_BYTES - 8 * dimensions) / (4 * dimensions + 16)));
