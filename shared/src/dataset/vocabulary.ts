/**
 * Words to rows of the vector matrix. Rows 0, 1 and 2 are padding, unknown and the one number row; the words of the
 * source follow in its order.
 */
import { NUMBER } from './token.ts';

export interface Vocabulary {
  readonly size: number;
  readonly padding: typeof PADDING;
  readonly unknown: 1;
  readonly number: 2;
  /** Row of a normalised token. */
  rowOf(token: string): number;
}

export const SPECIAL_ROWS = 3;
export const PADDING = 0;

export function createVocabulary(words: readonly string[]): Vocabulary {
  const rows = new Map(words.map((word, index) => [word, index + SPECIAL_ROWS]));
  return {
    size: words.length + SPECIAL_ROWS,
    padding: PADDING,
    unknown: 1,
    number: 2,
    rowOf(token) {
      if (token === NUMBER) return 2;
      for (const spelling of spellings(token)) {
        const row = rows.get(spelling);
        if (row !== undefined) return row;
      }
      return 1;
    },
  };
}

/**
 * The published vectors know no one-letter word, no inner sign and no accent (`a`, `'s`, `st.`, `café`): without these
 * stand-ins of the same use, 2.7 % of running text, nearly all of it the article, would look like a rare name.
 */
const STAND_INS = new Map([
  ['a', 'an'],
  ['i', 'me'],
  ["'s", 'its'],
  ["n't", 'not'],
  ['u.s.', 'usa'],
  ['u.k.', 'britain'],
]);

/** The spellings under which a token is looked for, the best first. */
export function* spellings(token: string): Generator<string> {
  yield token;
  const standIn = STAND_INS.get(token);
  if (standIn) yield standIn;
  const plain = token.normalize('NFD').replace(/\p{M}/gu, '');
  yield plain;
  if (plain.endsWith('.')) yield plain.slice(0, -1);
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
