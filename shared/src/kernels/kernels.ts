/**
 * The arithmetic of training, one set a precision. Every result that is stored goes through `store`; a dot product is
 * summed in four lanes (SPEC NU2). Implementations: float32.ts (what trains), float64.ts (its reference).
 */
import type { Matrix, Reals } from '../model/matrix.ts';
import type { Functions } from './functions.ts';

export interface Kernels<A extends Reals> {
  readonly functions: Functions;
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
  /** G ← G + δxᵀ, each entry δᵢxⱼ rounded first */
  addOuter(G: Matrix<A>, delta: A, x: A): void;
  /** g ← g + v */
  add(g: A, v: A): void;
  /** g ← g + λv, λvᵢ rounded first */
  addScaled(g: A, lambda: number, v: A): void;
  /** g ← g / n */
  divide(g: A, n: number): void;
  /** Q ← Q + g², then v ← v − (η·g) / (√Q + ε), every operation rounded (Duchi, Hazan and Singer 2011) */
  adapt(v: A, rate: number, g: A, squares: A): void;
}

/** ε of AdaGrad: a parameter without any gradient yet stays where it is. */
export const ADAGRAD_EPSILON = 1e-8;
