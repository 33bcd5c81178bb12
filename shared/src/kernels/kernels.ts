/**
 * The arithmetic of training, one set a precision. Every result that is stored goes through `store`; a dot product is
 * summed in four lanes (SPEC NU2). Implementations: float32.ts (what trains), float64.ts (its reference).
 */
import type { Matrix, Reals } from '../model/matrix.ts';

export interface Kernels<A extends Reals> {
  allocate(length: number): A;
  /** Rounds to the precision and flushes denormals. */
  store(value: number): number;
  dot(a: A, b: A): number;
  /** z ← Wx + b */
  affine(W: Matrix<A>, x: A, b: A, z: A): void;
  /** out ← Wᵀδ, summed over rows in ascending order */
  transposed(W: Matrix<A>, delta: A, out: A): void;
  /** W ← W − η·δxᵀ, each gradient entry δᵢxⱼ rounded first, as it is displayed */
  descendOuter(W: Matrix<A>, rate: number, delta: A, x: A): void;
  /** v ← v − η·g */
  descend(v: A, rate: number, g: A): void;
}
