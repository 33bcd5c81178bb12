/**
 * Words to rows of the vector matrix. Rows 0, 1 and 2 are padding, unknown and the one number row; the words of the
 * source follow in its order.
 */
import { NUMBER } from './token.ts';

export interface Vocabulary {
  readonly size: number;
  readonly padding: 0;
  readonly unknown: 1;
  readonly number: 2;
  /** Row of a normalised token. */
  rowOf(token: string): number;
}

export const SPECIAL_ROWS = 3;

export function createVocabulary(words: readonly string[]): Vocabulary {
  const rows = new Map(words.map((word, index) => [word, index + SPECIAL_ROWS]));
  return {
    size: words.length + SPECIAL_ROWS,
    padding: 0,
    unknown: 1,
    number: 2,
    rowOf: (token) => (token === NUMBER ? 2 : (rows.get(token) ?? 1)),
  };
}

export interface VectorSource {
  readonly dimensions: number;
  /** words × dimensions */
  readonly rows: Float32Array;
  /** dimensions: the vector every number shares */
  readonly number: Float32Array;
  /** dimensions: the vector of a word without one */
  readonly unknown: Float32Array;
}

/** size × d: zeros for padding, then unknown, number and the words. `target` lets the caller place it in shared memory. */
export function vectorTable(source: VectorSource, target: Float32Array): Float32Array {
  target.set(source.unknown, source.dimensions);
  target.set(source.number, 2 * source.dimensions);
  target.set(source.rows, SPECIAL_ROWS * source.dimensions);
  return target;
}
