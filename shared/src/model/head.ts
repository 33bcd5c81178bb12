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
  /**
   * J of the scores of an example, window after window, finite for finite scores; out ← ∂J/∂s, one entry a score. At the
   * hinge it is that of the flatter side, 0.
   */
  readonly differentiate: (s: Reals, y: Label, out: Reals) => number;
  /** J alone. */
  readonly J: (s: Reals, y: Label) => number;
  /** ∂J/∂s alone. */
  readonly derivative: (s: Reals, y: Label) => Float64Array;
  /** p of LOCATION; null where a score is no log-odds. */
  readonly probability: ((s: Reals) => number) | null;
}

/** With J and ∂J/∂s each by itself. */
const head = (parts: Omit<Head, 'J' | 'derivative'>): Head => ({
  ...parts,
  J: (s, y) => parts.differentiate(s, y, new Float64Array(s.length)),
  derivative(s, y) {
    const slopes = new Float64Array(s.length);
    parts.differentiate(s, y, slopes);
    return slopes;
  },
});

/** e^(s − max s), kept between two calls so that a step allocates nothing: as many as a head has scores at the most, or more. */
const terms = new Float64Array(64);

export const heads = {
  /** J = softplus(x) = −log p(y) with p = σ(s), x = −s for y = 1, else s; ∂J/∂s = p − y, which is −σ(−s) or σ(s) */
  logistic: head({
    windows: 1,
    outputs: 1,
    differentiate([s], y, out) {
      const x = y === 1 ? -s : s;
      out[0] = y === 1 ? -logistic(x) : logistic(x);
      return softplus(x);
    },
    probability: ([s]) => logistic(s),
  }),
  /** J = −log p_y with p = softmax(s); ∂J/∂s = p − onehot(y), where p_y − 1 = −Σ of the others */
  softmax: head({
    windows: 1,
    outputs: labels.length,
    differentiate(s, y, out) {
      const { first, rest } = exponentials(s);
      let others = 0;
      for (let k = 0; k < s.length; k++) {
        if (k === y) continue;
        const p = terms[k] / (1 + rest);
        others += p;
        out[k] = p;
      }
      out[y] = -others;
      return s[first] - s[y] + log1p(rest);
    },
    probability: (s) => softmax(s)[1],
  }),
  /** J = max(0, 1 − s + s_c); ∂J/∂s = −1 and ∂J/∂s_c = 1, both 0 once the margin is satisfied */
  'max-margin': head({
    windows: 2,
    outputs: 1,
    differentiate(s, _, out) {
      const missing = margin(s);
      // Of scores that are no numbers neither is the slope.
      const slope = Number.isNaN(missing) ? NaN : missing > 0 ? 1 : 0;
      out[0] = 0 - slope;
      out[1] = slope;
      return Math.max(0, missing);
    },
    probability: null,
  }),
};

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
  const { rest } = exponentials(s);
  return Float64Array.from(s, (_, k) => terms[k] / (1 + rest));
}

/**
 * Puts e^(s − s_first) into `terms`, where `first` is the first of the greatest scores, whose term is exactly 1; `rest`: the
 * sum of the others in ascending order.
 */
function exponentials(s: Reals): { readonly first: number; readonly rest: number } {
  let first = 0;
  for (let k = 1; k < s.length; k++) if (s[k] > s[first]) first = k;
  let rest = 0;
  for (let k = 0; k < s.length; k++) {
    terms[k] = exp(s[k] - s[first]);
    if (k !== first) rest += terms[k];
  }
  return { first, rest };
}
