/**
 * Word vectors that are trained (lecture S11): ∂J/∂x goes on into the vector of each word. Only rows that occur in a
 * training window are parameters (padding is not: it is no word); of a step only the rows of its own windows have a
 * gradient.
 */
import { PADDING } from '../dataset/vocabulary.ts';
import type { EncodedText } from '../dataset/windows.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Reals } from '../model/matrix.ts';
import type { Pass } from './pass.ts';

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
  /** Adds ∂J/∂x of the last backward pass to the rows of its words; those of −1 are frozen. */
  accumulate(pass: Pass<A>, rows: Int32Array): void;
  /** Divides by B and moves the rows that have a gradient. */
  update(rate: number, batch: number): void;
}

export function createVectorLearner<A extends Reals>(
  kernels: Kernels<A>,
  { dimensions, width, words, table, squares }: TrainedVectors<A>,
): VectorLearner<A> {
  const gradientOfX = kernels.allocate(width * words);
  const sums = new Map<number, A>();
  const rowOf = (of: A, row: number): A => of.subarray(row * dimensions, (row + 1) * dimensions) as A;
  return {
    accumulate(pass, rows) {
      pass.gradientOfX(gradientOfX);
      rows.forEach((row, k) => {
        if (row < 0) return;
        let sum = sums.get(row);
        if (!sum) sums.set(row, (sum = kernels.allocate(dimensions)));
        kernels.add(sum, gradientOfX.subarray(k * width, k * width + dimensions) as A);
      });
    },
    update(rate, batch) {
      for (const [row, gradient] of sums) {
        if (batch > 1) kernels.divide(gradient, batch);
        if (squares) kernels.adapt(rowOf(table, row), rate, gradient, rowOf(squares, row));
        else kernels.descend(rowOf(table, row), rate, gradient);
      }
      sums.clear();
    },
  };
}
