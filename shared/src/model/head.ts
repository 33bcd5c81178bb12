/**
 * The loss on top of the scores (lecture S11). A head takes all scores of one example: s of its window, of a pair s of
 * the true and s of the corrupted window, of several labels s ∈ ℝᵏ. J and ∂J/∂s travel as one value.
 */
import { labels } from '../dataset/sentence.ts';
import { exact3, exp, log1p, logistic, softplus } from '../math.ts';
import type { Reals } from './matrix.ts';

/** y: with one score 1 for LOCATION and 0 for any other, with a softmax head the index of the label. */
export type Label = number;

export interface Head {
  /** Windows of an example: of a pair the true one and the corrupted one. */
  readonly windows: 1 | 2;
  /** Scores of a window. */
  readonly outputs: number;
  /** J of the scores of an example, window after window; finite for finite scores. */
  readonly J: (s: Reals, y: Label) => number;
  /** ∂J/∂s, one entry a score. At the hinge it is that of the flatter side, 0. */
  readonly derivative: (s: Reals, y: Label) => Float64Array;
  /** p of LOCATION; null where a score is no log-odds. */
  readonly probability: ((s: Reals) => number) | null;
}

export const heads = {
  /** J = softplus(s) − y·s = −log p(y) with p = σ(s); ∂J/∂s = p − y */
  logistic: {
    windows: 1,
    outputs: 1,
    J: ([s], y) => (y === 1 ? softplus(-s) : softplus(s)),
    derivative: ([s], y) => Float64Array.of(y === 1 ? -logistic(-s) : logistic(s)),
    probability: ([s]) => logistic(s),
  },
  /** J = −log p_y with p = softmax(s); ∂J/∂s = p − onehot(y), where p_y − 1 = −Σ of the others */
  softmax: {
    windows: 1,
    outputs: labels.length,
    J(s, y) {
      const first = firstOf(s, y);
      return s[first] - s[y] + log1p(sumBeside(exponentials(s, first), first));
    },
    derivative(s, y) {
      const p = softmax(s);
      p[y] = -sumBeside(p, y);
      return p;
    },
    probability: (s) => softmax(s)[1],
  },
  /** J = max(0, 1 − s + s_c); ∂J/∂s = −1 and ∂J/∂s_c = 1, both 0 once the margin is satisfied */
  'max-margin': {
    windows: 2,
    outputs: 1,
    J: (s) => Math.max(0, margin(s)),
    derivative(s) {
      const missing = margin(s);
      // Of scores that are no numbers neither is the slope.
      if (Number.isNaN(missing)) return Float64Array.of(NaN, NaN);
      return missing > 0 ? Float64Array.of(-1, 1) : new Float64Array(2);
    },
    probability: null,
  },
} satisfies Record<string, Head>;

export type HeadName = keyof typeof heads;
export const headNames = Object.keys(heads) as [HeadName, ...HeadName[]];
export const headOf = (name: HeadName): Head => heads[name];

/** 1 − s + s_c, rounded once: how much of the margin is missing; at most 0 where it is satisfied. */
export const margin = ([s, corrupted]: Reals): number => exact3(1, -s, corrupted);

/** The label of a window as the head's y. */
export const targetOf = (head: HeadName, label: number): Label =>
  head === 'softmax' ? label : label === 1 ? 1 : 0;

/** What decides about LOCATION: the score, or by how much that of LOCATION is above the highest of the others. */
export function locationScore(s: Reals): number {
  if (s.length === 1) return s[0];
  let greatest = -Infinity;
  for (let k = 0; k < s.length; k++) if (k !== 1) greatest = Math.max(greatest, s[k]);
  return s[1] - greatest;
}

/** p = e^s / Σ e^s, stable. */
export function softmax(s: Reals): Float64Array {
  const first = firstOf(s, 0);
  const terms = exponentials(s, first);
  const sum = 1 + sumBeside(terms, first);
  return terms.map((term) => term / sum);
}

/** Where the greatest score is; y where it is one of them, so that its term is exactly 1. */
function firstOf(s: Reals, y: number): number {
  let first = y;
  for (let k = 0; k < s.length; k++) if (s[k] > s[first]) first = k;
  return first;
}

/** e^(s − s_first): of the first exactly 1. */
const exponentials = (s: Reals, first: number): Float64Array =>
  Float64Array.from(s, (score) => exp(score - s[first]));

/** Σ of all but one, in ascending order. */
function sumBeside(terms: Reals, one: number): number {
  let sum = 0;
  for (let k = 0; k < terms.length; k++) if (k !== one) sum += terms[k];
  return sum;
}
