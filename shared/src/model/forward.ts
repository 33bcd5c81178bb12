/**
 * The forward pass in float64, the reference that is inspected: x → z = Wx + b → h = f(z) → … → s = Uh → J.
 * Reads as the lecture; speed lives in kernels/.
 */
import { headOf, type HeadName, type Label } from './head.ts';
import type { Matrix, Reals } from './matrix.ts';
import { nonLinearities, type NonLinearityName } from './non-linearity.ts';
import type { Parameters } from './parameters.ts';

export interface LayerActivations<A extends Reals = Float64Array> {
  readonly z: A;
  readonly h: A;
}

/** Of one window. */
export interface Activations<A extends Reals = Float64Array> {
  readonly x: A;
  readonly layers: readonly LayerActivations<A>[];
  /** The scores Uh; with one score s = uᵀh. */
  readonly s: A;
}

/** What a pass is computed with: everything but the windows and y. */
export interface Model {
  readonly parameters: Parameters;
  readonly nonLinearity: NonLinearityName;
  readonly head: HeadName;
}

export function forward(
  { parameters, nonLinearity }: Pick<Model, 'parameters' | 'nonLinearity'>,
  x: Reals,
): Activations {
  const { f } = nonLinearities[nonLinearity];
  const layers: LayerActivations[] = [];
  let input: Reals = x;
  for (const { W, b } of parameters.layers) {
    const z = affine(W, input, b);
    const h = z.map(f);
    layers.push({ z, h });
    input = h;
  }
  return { x: Float64Array.from(x), layers, s: product(parameters.U, input) };
}

/** The scores of an example, window after window: what its head takes. */
export const scoresOf = (windows: readonly Pick<Activations<Reals>, 's'>[]): Float64Array =>
  Float64Array.from(windows.flatMap(({ s }) => Array.from(s)));

/** J of an example for its y. */
export const loss = (head: HeadName, windows: readonly Pick<Activations<Reals>, 's'>[], y: Label): number =>
  headOf(head).J(scoresOf(windows), y);

/** p of LOCATION for a window; null where the head has none. */
export const probabilityOf = (head: HeadName, s: Reals): number | null =>
  headOf(head).probability?.(s) ?? null;

/** The input of layer l (0-based) of a pass: x or the h below; l = layers.length: what U multiplies. */
export const inputOf = <A extends Reals>(
  { x, layers }: { readonly x: A; readonly layers: readonly { readonly h: A }[] },
  l: number,
): A => (l === 0 ? x : layers[l - 1].h);

/** Wx */
export function product(W: Matrix, x: Reals): Float64Array {
  const result = new Float64Array(W.rows);
  for (let i = 0; i < W.rows; i++) result[i] = dot(W.data, x, i * W.columns);
  return result;
}

/** Wx + b. */
export const affine = (W: Matrix, x: Reals, b: Reals): Float64Array =>
  product(W, x).map((entry, i) => entry + b[i]);
/** Σⱼ a[offset + j]·x[j] over the length of x, in four lanes (j mod 4) combined (0 + 1) + (2 + 3) (SPEC NU2). */
export function dot(a: Reals, x: Reals, offset: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = x.length - (x.length % 4);
  for (let j = 0; j < whole; j += 4) {
    s0 += a[offset + j] * x[j];
    s1 += a[offset + j + 1] * x[j + 1];
    s2 += a[offset + j + 2] * x[j + 2];
    s3 += a[offset + j + 3] * x[j + 3];
  }
  if (whole < x.length) s0 += a[offset + whole] * x[whole];
  if (whole + 1 < x.length) s1 += a[offset + whole + 1] * x[whole + 1];
  if (whole + 2 < x.length) s2 += a[offset + whole + 2] * x[whole + 2];
  return s0 + s1 + (s2 + s3);
}
