/** Tensors of a picture. A vector is one column. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Tensor, TensorState } from './picture.ts';

const NOTHING = new Float64Array(0);

export const notYet = (rows: number, columns: number): Tensor => ({
  state: 'not-yet',
  rows,
  columns,
  values: NOTHING,
  rounded: false,
});

export const tensor = (rows: number, columns: number, values: Reals, state: TensorState = 'ready'): Tensor =>
  state === 'not-yet' ? notYet(rows, columns) : { state, rows, columns, values, rounded: false };

export const column = (values: Reals, state: TensorState = 'ready'): Tensor =>
  tensor(values.length, 1, values, state);

/** x and ∂J/∂x lie as a row, over and under the columns of W. */
export const row = (values: Reals, state: TensorState = 'ready'): Tensor =>
  tensor(1, values.length, values, state);
