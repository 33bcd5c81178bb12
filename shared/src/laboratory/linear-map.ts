/**
 * What a network is when f is the identity (lecture S3): h = z, so that U(W₂(W₁x + b₁) + b₂) is one matrix times x plus one vector.
 */
import { affine, product } from '../model/forward.ts';
import { matrix, type Matrix, type Reals } from '../model/matrix.ts';
import type { Parameters } from '../model/parameters.ts';

export interface LinearMap {
  /** U·W⁽ᴸ⁾ ⋯ W⁽¹⁾, outputs × inputs */
  readonly M: Matrix<Float64Array>;
  /** What every b becomes on its way to the scores, outputs */
  readonly c: Float64Array;
}

/** AB; throws RangeError where the columns of A are not the rows of B. */
export function matrixProduct(A: Matrix, B: Matrix): Matrix<Float64Array> {
  if (A.columns !== B.rows)
    throw new RangeError(`[${A.rows} × ${A.columns}] times [${B.rows} × ${B.columns}]`);
  const result = matrix(A.rows, B.columns);
  for (let i = 0; i < A.rows; i++) {
    for (let k = 0; k < A.columns; k++) {
      const a = A.data[i * A.columns + k];
      for (let j = 0; j < B.columns; j++) result.data[i * B.columns + j] += a * B.data[k * B.columns + j];
    }
  }
  return result;
}

/** The one linear map that a network with f(z) = z is. */
export function linearMap({ layers, U }: Parameters): LinearMap {
  let M: Matrix | null = null;
  let c: Float64Array | null = null;
  for (const { W, b } of layers) {
    c = c ? affine(W, c, b) : Float64Array.from(b);
    M = M ? matrixProduct(W, M) : W;
  }
  if (!M || !c) {
    return { M: { ...U, data: Float64Array.from(U.data) }, c: new Float64Array(U.rows) };
  }
  return { M: matrixProduct(U, M), c: product(U, c) };
}

/** Mx + c */
export const applied = ({ M, c }: LinearMap, x: Reals): Float64Array => affine(M, x, c);
