/**
 * Word vectors that are trained (lecture S11): ∂J/∂x goes on into the vector of each word. Only rows that occur in a
 * training window are parameters (padding is not: it is no word); of a step only the rows of its own windows have a
 * gradient.
 */
import { PADDING } from '../dataset/vocabulary.ts';
import type { EncodedText } from '../dataset/windows.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Reals } from '../model/matrix.ts';

export interface TrainedVectors<A extends Reals> {
  /** d, entries of a vector. */
  readonly dimensions: number;
  /** Entries of x that belong to one word: d, and its features, which are no parameters. */
  readonly width: number;
  /** 2r + 1 */
  readonly words: number;
  /** vocabulary size × d; rows that are not trained stay what they are. */
  readonly table: A;
  /** AdaGrad's sums of squared gradients, likewise; null with SGD. */
  readonly squares: A | null;
}

/** The rows of a vocabulary that occur in a text, ascending, without padding. */
export const trainedRowsOf = ({ rows }: Pick<EncodedText, 'rows'>): Int32Array =>
  Int32Array.from(new Set(rows))
    .filter((row) => row !== PADDING)
    .sort();

export interface VectorLearner<A extends Reals> {
  /** Adds ∂J/∂x of window `w` (row w of them all) to the rows of its words; those of −1 are frozen. */
  accumulate(gradientOfX: A, w: number, rows: Int32Array): void;
  /** Divides by B and moves the rows that have a gradient. */
  update(rate: number, batch: number): void;
}

/** @param windows as many as a step has */
export function createVectorLearner<A extends Reals>(
  kernels: Kernels<A>,
  { dimensions, width, words, table, squares }: TrainedVectors<A>,
  windows: number,
): VectorLearner<A> {
  /** A row of sums for each row of the table that has a gradient in this step, in the order in which they came. */
  const sums = kernels.allocate(windows * words * dimensions);
  const moved: number[] = [];
  /** Of each row of the table where its sum begins; −1 where it has none. */
  const places = new Int32Array(table.length / dimensions).fill(-1);
  const placeOf = (row: number): number => {
    if (places[row] >= 0) return places[row];
    const at = moved.length * dimensions;
    sums.fill(0, at, at + dimensions);
    moved.push(row);
    return (places[row] = at);
  };
  return {
    accumulate(gradientOfX, w, rows) {
      for (let k = 0, from = w * words * width; k < words; k++, from += width) {
        if (rows[k] >= 0) kernels.addPart(sums, placeOf(rows[k]), gradientOfX, from, dimensions);
      }
    },
    update(rate, batch) {
      if (batch > 1) kernels.divide(sums.subarray(0, moved.length * dimensions) as A, batch);
      for (let k = 0; k < moved.length; k++) {
        const [at, from] = [moved[k] * dimensions, k * dimensions];
        if (squares) kernels.adaptPart(table, squares, at, rate, sums, from, dimensions);
        else kernels.descendPart(table, at, rate, sums, from, dimensions);
        places[moved[k]] = -1;
      }
      moved.length = 0;
    },
  };
}
