/**
 * The non-linearities of the lecture: f and its derivative travel as one value.
 * Every function takes a finite z and returns a finite float64, exact to 10⁻¹² wherever the value is a normal number
 * (SPEC MO7): f′ is never 1 less something that is nearly 1.
 */
import { exp, gaussianCumulative, logistic, tanh } from '../math.ts';

export interface NonLinearity {
  readonly f: (z: number) => number;
  /** f′(z). At a kink the value is the one-sided derivative stated beside each f. */
  readonly derivative: (z: number) => number;
  /** Where f has no derivative; f′ there is, by convention, the one-sided value of the flatter side. */
  readonly kinks: readonly number[];
}

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
const LEAK = 0.01;

export const nonLinearities = {
  /** σ(z); σ′ = σ(1 − σ), and 1 − σ(z) = σ(−z) */
  logistic: {
    f: logistic,
    derivative: (z) => logistic(z) * logistic(-z),
    kinks: [],
  },
  /** tanh z = 2σ(2z) − 1; tanh′ = 1 − tanh² = 4e / (1 + e)² with e = e^(−2|z|) */
  tanh: {
    f: tanh,
    derivative(z) {
      const e = exp(-2 * Math.abs(z));
      return (4 * e) / ((1 + e) * (1 + e));
    },
    kinks: [],
  },
  /** max(−1, min(1, z)); 1 strictly inside, 0 outside and at the kinks −1 and 1 */
  hardTanh: {
    f: (z) => Math.max(-1, Math.min(1, z)),
    derivative: (z) => (z > -1 && z < 1 ? 1 : 0),
    kinks: [-1, 1],
  },
  /** max(0, z); 0 at the kink */
  relu: {
    f: (z) => Math.max(0, z),
    derivative: (z) => (z > 0 ? 1 : 0),
    kinks: [0],
  },
  /** z for z > 0, else z / 100; 1/100 at the kink */
  leakyRelu: {
    f: (z) => (z > 0 ? z : LEAK * z),
    derivative: (z) => (z > 0 ? 1 : LEAK),
    kinks: [0],
  },
  /** zΦ(z), exact (Hendrycks and Gimpel 2016); GELU′ = Φ(z) + zφ(z) */
  gelu: {
    f: (z) => z * gaussianCumulative(z, bell(z)),
    derivative(z) {
      const e = bell(z);
      return gaussianCumulative(z, e) + z * (INVERSE_SQRT_TWO_PI * e);
    },
    kinks: [],
  },
  identity: { f: (z) => z, derivative: () => 1, kinks: [] },
} satisfies Record<string, NonLinearity>;

export type NonLinearityName = keyof typeof nonLinearities;
export const nonLinearityNames = Object.keys(nonLinearities) as readonly NonLinearityName[];

/** e^(−z²/2) */
const bell = (z: number): number => exp(-0.5 * z * z);
