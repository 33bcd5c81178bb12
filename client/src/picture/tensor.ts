/** Tensors of a picture. A vector is one column. */
import type { Matrix, Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Sum, Tensor, TensorState } from './picture.ts';

const NOTHING = new Float64Array(0);

export const notYet = (rows: number, columns: number): Tensor => ({
  state: 'not-yet',
  rows,
  columns,
  values: NOTHING,
  rounded: false,
  sum: null,
});

export const tensor = (
  rows: number,
  columns: number,
  values: Reals,
  state: TensorState = 'ready',
  sum: Sum | null = null,
): Tensor =>
  state === 'not-yet' ? notYet(rows, columns) : { state, rows, columns, values, rounded: false, sum };

export const column = (values: Reals, state: TensorState = 'ready', sum: Sum | null = null): Tensor =>
  tensor(values.length, 1, values, state, sum);

/** x and ∂J/∂x lie as a row, over and under the columns of W. */
export const row = (values: Reals, state: TensorState = 'ready'): Tensor =>
  tensor(1, values.length, values, state);

/**
 * U, or what belongs to its entries, as the board shows it: turned, so that its rows are those of h. `turned` is false
 * where there is no h: then it lies like a W, under x.
 */
export function scoreWeights(
  { rows: scores, columns: units }: Pick<Matrix, 'rows' | 'columns'>,
  entries: Reals,
  turned: boolean,
  state: TensorState = 'ready',
  sum: Sum | null = null,
): Tensor {
  if (!turned) return tensor(scores, units, entries, state, sum);
  if (scores === 1) return tensor(units, 1, entries, state, sum);
  const values = new Float64Array(entries.length);
  for (let k = 0; k < scores; k++) {
    for (let i = 0; i < units; i++) values[i * scores + k] = entries[k * units + i];
  }
  return tensor(units, scores, values, state, sum);
}
