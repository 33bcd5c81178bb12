/**
 * The arithmetic of training, one set a precision and a numerics version (SPEC NU). Every result that is stored goes through
 * `store`. Matrices are row-major; where several windows are computed at once, each is a row.
 * Implementations: version-1.ts and version-2.ts (what trains), simd.ts (version 2 in WebAssembly), float64.ts (the
 * reference); kernels-of.ts chooses.
 */
import type { HeadName, Label } from '../model/head.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';

export interface Kernels<A extends Reals> {
  /** Zeros. Every array that these kernels take comes from here. Throws RangeError when there is no room left. */
  allocate(length: number): A;
  /** The same arithmetic for arrays from anywhere. */
  readonly anywhere: Kernels<A>;
  /** Rounds to the precision and flushes denormals. */
  store(value: number): number;
  /** J of the scores of an example, in float64; out ← ∂J/∂s, stored. */
  differentiate(head: HeadName, s: A, y: Label, out: A): number;
  /** Z ← XWᵀ + b, a dot product in four lanes for each row of W and of X; b null: none. */
  affine(W: Matrix<A>, X: A, b: A | null, Z: A): void;
  /** H ← f(Z), and slopes ← f′(Z) unless they are null, entry by entry. */
  activate(nonLinearity: NonLinearityName, Z: A, H: A, slopes: A | null): void;
  /** out ← ΔW, each row of it summed over the rows of W in ascending order. */
  transposed(W: Matrix<A>, Delta: A, out: A): void;
  /** out ← a ∘ b */
  multiply(a: A, b: A, out: A): void;
  /** G ← Σ δxᵀ over the rows of Δ and X, in ascending order */
  outer(G: Matrix<A>, Delta: A, X: A): void;
  /** g ← Σ δ over the rows of Δ, in ascending order */
  sumOfRows(g: A, Delta: A): void;
  /** W ← W − η·δxᵀ, each gradient entry δᵢxⱼ rounded first, as it is displayed; through ← Wᵀδ of the W that was, or null. */
  descendOuter(W: Matrix<A>, rate: number, delta: A, x: A, through: A | null): void;
  /** v ← v − η·g */
  descend(v: A, rate: number, g: A): void;
  /** The same of a part of v and of g, so many entries from `at` and from `from`. */
  descendPart(v: A, at: number, rate: number, g: A, from: number, length: number): void;
  /** g[at …] ← g[at …] + v[from …], so many entries */
  addPart(g: A, at: number, v: A, from: number, length: number): void;
  /** g ← g + λv, λvᵢ rounded first */
  addScaled(g: A, lambda: number, v: A): void;
  /** g ← g / n */
  divide(g: A, n: number): void;
  /** Σ v² in float64: a figure to be looked at, of which nothing is stored. */
  sumOfSquares(v: A): number;
  /** Q ← Q + g², then v ← v − (η·g) / (√Q + ε), every operation rounded (Duchi, Hazan and Singer 2011) */
  adapt(v: A, rate: number, g: A, squares: A): void;
  /** The same of a part of v and its squares, and of g. */
  adaptPart(v: A, squares: A, at: number, rate: number, g: A, from: number, length: number): void;
}

/** ε of AdaGrad: a parameter without any gradient yet stays where it is. */
export const ADAGRAD_EPSILON = 1e-8;
