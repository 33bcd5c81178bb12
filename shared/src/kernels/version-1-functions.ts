/**
 * The functions of numerics version 1, kept for its runs (SPEC NU1): the library's in float64, and every f′ and ∂J/∂s as
 * it was written then, 1 − a² and p − y, which lose their digits where a and p are nearly 1. Inspection has exact ones
 * (model/non-linearity.ts, model/head.ts).
 */
import { exp, logistic, tanh } from '../math.ts';
import { erf, log } from '../math-on-call.ts';
import { headOf, type Head, type HeadName } from '../model/head.ts';
import type { Reals } from '../model/matrix.ts';
import { nonLinearities, type NonLinearity, type NonLinearityName } from '../model/non-linearity.ts';

const SQRT_HALF = 0.7071067811865476;
const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
const gaussianCumulative = (z: number): number => 0.5 * (1 + erf(z * SQRT_HALF));

type Elementwise = Pick<NonLinearity, 'f' | 'derivative'>;
type Loss = Pick<Head, 'J' | 'derivative'>;

const ofNonLinearities: Partial<Record<NonLinearityName, Elementwise>> = {
  logistic: {
    f: logistic,
    derivative(z) {
      const a = logistic(z);
      return a * (1 - a);
    },
  },
  tanh: {
    f: tanh,
    derivative(z) {
      const a = tanh(z);
      return 1 - a * a;
    },
  },
  gelu: {
    f: (z) => z * gaussianCumulative(z),
    derivative: (z) => gaussianCumulative(z) + z * INVERSE_SQRT_TWO_PI * exp(-0.5 * z * z),
  },
};

const margin = ([s, corrupted]: Reals): number => 1 - s + corrupted;

const ofHeads: Partial<Record<HeadName, Loss>> = {
  softmax: {
    J(s, y) {
      const { greatest, sum } = exponentials(s);
      return log(sum) + greatest - s[y];
    },
    derivative(s, y) {
      const { terms, sum } = exponentials(s);
      const p = terms.map((term) => term / sum);
      p[y] -= 1;
      return p;
    },
  },
  'max-margin': {
    J: (s) => Math.max(0, margin(s)),
    derivative: (s) => (margin(s) > 0 ? Float64Array.of(-1, 1) : new Float64Array(2)),
  },
};

/** e^(s − max s), summed in ascending order. */
function exponentials(s: Reals): {
  readonly terms: Float64Array;
  readonly greatest: number;
  readonly sum: number;
} {
  let greatest = -Infinity;
  for (let k = 0; k < s.length; k++) greatest = Math.max(greatest, s[k]);
  const terms = Float64Array.from(s, (score) => exp(score - greatest));
  let sum = 0;
  for (let k = 0; k < terms.length; k++) sum += terms[k];
  return { terms, greatest, sum };
}

export const elementwise = (name: NonLinearityName): Elementwise =>
  ofNonLinearities[name] ?? nonLinearities[name];

export const lossOf = (name: HeadName): Loss => ofHeads[name] ?? headOf(name);
