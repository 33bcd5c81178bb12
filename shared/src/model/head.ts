/**
 * The loss on top of the scores (lecture S11). A head takes all scores of one example: s of its window, of a pair s of
 * the true and s of the corrupted window, of several labels s ∈ ℝᵏ. J and ∂J/∂s travel as one value.
 */
import { labels } from '../dataset/sentence.ts';
import { exp, log, logistic, softplus } from '../math.ts';
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
  /** J = −log p_y with p = softmax(s); ∂J/∂s = p − onehot(y) */
  softmax: {
    windows: 1,
    outputs: labels.length,
    J(s, y) {
      const { greatest, sum } = exponentials(s);
      return log(sum) + greatest - s[y];
    },
    derivative(s, y) {
      const p = softmax(s);
      p[y] -= 1;
      return p;
    },
    probability: (s) => softmax(s)[1],
  },
  /** J = max(0, 1 − s + s_c); ∂J/∂s = −1 and ∂J/∂s_c = 1, both 0 once the margin is satisfied */
  'max-margin': {
    windows: 2,
    outputs: 1,
    J: (s) => Math.max(0, margin(s)),
    derivative: (s) => (margin(s) > 0 ? Float64Array.of(-1, 1) : new Float64Array(2)),
    probability: null,
  },
} satisfies Record<string, Head>;

export type HeadName = keyof typeof heads;
export const headNames = Object.keys(heads) as [HeadName, ...HeadName[]];
export const headOf = (name: HeadName): Head => heads[name];

/** 1 − s + s_c: how much of the margin is missing; at most 0 where it is satisfied. */
export const margin = ([s, corrupted]: Reals): number => 1 - s + corrupted;

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
  const { terms, sum } = exponentials(s);
  return terms.map((term) => term / sum);
}

/** e^(s − max s), summed in ascending order. */
function exponentials(s: Reals): {
  readonly greatest: number;
  readonly terms: Float64Array;
  readonly sum: number;
} {
  let greatest = -Infinity;
  for (let k = 0; k < s.length; k++) greatest = Math.max(greatest, s[k]);
  const terms = Float64Array.from(s, (score) => exp(score - greatest));
  let sum = 0;
  for (let k = 0; k < terms.length; k++) sum += terms[k];
  return { greatest, terms, sum };
}
