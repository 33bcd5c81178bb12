/**
 * Jacobians as the lecture writes them: for a function ℝⁿ → ℝᵐ the m × n matrix of ∂fᵢ/∂zⱼ. Up to `DENSE_LIMIT`
 * entries one is materialised, every zero of it; above that it keeps its structure. Both forms give the same
 * products (SPEC GR7).
 */
import { matrix, type Matrix } from '../model/matrix.ts';

/** The most entries of a Jacobian that is written out: 10⁶, 8 MB in float64. */
export const DENSE_LIMIT = 1_000_000;

export type Jacobian = DenseJacobian | StructuredJacobian;

export interface DenseJacobian extends Matrix<Float64Array> {
  readonly kind: 'dense';
}

export type StructuredJacobian =
  /** diag(entries): of an elementwise function. */
  | {
      readonly kind: 'diagonal';
      readonly rows: number;
      readonly columns: number;
      readonly entries: Float64Array;
    }
  | { readonly kind: 'identity'; readonly rows: number; readonly columns: number }
  /** I ⊗ xᵀ, ∂(Wx)/∂W with W row-major: row i holds xᵀ in the i-th of its `rows` blocks, zeros elsewhere. */
  | { readonly kind: 'row-block'; readonly rows: number; readonly columns: number; readonly x: Float64Array };

/** The m × n Jacobian whose entries are at hand, row after row. */
export const dense = (rows: number, columns: number, data: Float64Array): DenseJacobian => ({
  kind: 'dense',
  rows,
  columns,
  data,
});

/** diag(entries) [n × n] */
export const diagonal = (entries: Float64Array): StructuredJacobian => ({
  kind: 'diagonal',
  rows: entries.length,
  columns: entries.length,
  entries,
});

/** I [n × n] */
export const identity = (n: number): StructuredJacobian => ({ kind: 'identity', rows: n, columns: n });

/** ∂(Wx)/∂W [n × nm] for W of n rows and x of m entries. */
export const rowBlock = (n: number, x: Float64Array): StructuredJacobian => ({
  kind: 'row-block',
  rows: n,
  columns: n * x.length,
  x,
});

/** The Jacobian written out when it has at most `limit` entries, as it is otherwise. */
export function materialise(jacobian: Jacobian, limit = DENSE_LIMIT): Jacobian {
  const { rows, columns } = jacobian;
  if (jacobian.kind === 'dense' || rows * columns > limit) return jacobian;
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    switch (jacobian.kind) {
      case 'diagonal':
        data[i * columns + i] = jacobian.entries[i];
        break;
      case 'identity':
        data[i * columns + i] = 1;
        break;
      case 'row-block':
        data.set(jacobian.x, i * columns + i * jacobian.x.length);
        break;
    }
  }
  return dense(rows, columns, data);
}

/** left [k × m] · jacobian [m × n] = [k × n]. Throws RangeError when the inner dimensions differ. */
export function multiply(left: Matrix, jacobian: Jacobian): Matrix<Float64Array> {
  if (left.columns !== jacobian.rows) {
    throw new RangeError(
      `[${left.rows}×${left.columns}] · [${jacobian.rows}×${jacobian.columns}]: inner dimensions differ`,
    );
  }
  const product = matrix(left.rows, jacobian.columns);
  for (let k = 0; k < left.rows; k++) {
    const row = left.data.subarray(k * left.columns, (k + 1) * left.columns);
    multiplyRow(row, jacobian, product.data.subarray(k * product.columns, (k + 1) * product.columns));
  }
  return product;
}

/** out ← row · jacobian; a dense product is summed over the row in ascending order. `out` starts at zero. */
function multiplyRow(row: Matrix['data'], jacobian: Jacobian, out: Float64Array): void {
  switch (jacobian.kind) {
    case 'dense':
      for (let i = 0, k = 0; i < jacobian.rows; i++) {
        for (let j = 0; j < jacobian.columns; j++, k++) out[j] += row[i] * jacobian.data[k];
      }
      break;
    case 'diagonal':
      for (let i = 0; i < out.length; i++) out[i] = row[i] * jacobian.entries[i];
      break;
    case 'identity':
      out.set(row);
      break;
    case 'row-block':
      for (let i = 0, k = 0; i < jacobian.rows; i++) {
        for (let j = 0; j < jacobian.x.length; j++, k++) out[k] = row[i] * jacobian.x[j];
      }
      break;
  }
}
