/**
 * The forward pass in float64, the reference that is inspected: x → z = Wx + b → h = f(z) → s = uᵀh → J.
 * Reads as the lecture; speed lives in kernels/.
 */
import type { Matrix, Reals } from './matrix.ts';
import { nonLinearities, type NonLinearityName } from './non-linearity.ts';
import { logisticLoss, type Label } from './objective.ts';
import type { Parameters } from './parameters.ts';

export interface LayerActivations<A extends Reals = Float64Array> {
  readonly z: A;
  readonly h: A;
}

export interface Activations<A extends Reals = Float64Array> {
  readonly x: A;
  readonly layers: readonly LayerActivations<A>[];
  /** The score uᵀh. */
  readonly s: number;
  /** σ(s), the probability of LOCATION. */
  readonly p: number;
}

/** What a pass is computed with: everything but x and y. */
export interface Model {
  readonly parameters: Parameters;
  readonly nonLinearity: NonLinearityName;
}

export function forward({ parameters, nonLinearity }: Model, x: Reals): Activations {
  const { f } = nonLinearities[nonLinearity];
  const layers: LayerActivations[] = [];
  let input: Reals = x;
  for (const { W, b } of parameters.layers) {
    const z = affine(W, input, b);
    const h = z.map(f);
    layers.push({ z, h });
    input = h;
  }
  const s = dot(parameters.u, input, 0);
  return { x: Float64Array.from(x), layers, s, p: logisticLoss.probability(s) };
}

/** J of the activations for the label y. */
export const loss = (activations: Activations<Reals>, y: Label): number => logisticLoss.J(activations.s, y);

/** Wx + b. */
export function affine(W: Matrix, x: Reals, b: Reals): Float64Array {
  const z = new Float64Array(W.rows);
  for (let i = 0; i < W.rows; i++) z[i] = dot(W.data, x, i * W.columns) + b[i];
  return z;
}

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
