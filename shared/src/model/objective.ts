/**
 * The loss on top of the score (lecture: J). The logistic loss of a label y ∈ {0, 1}:
 * J = softplus(s) − y·s = −log p(y), and ∂J/∂s = p − y with p = σ(s).
 */
import { logistic, softplus } from '../math.ts';

export type Label = 0 | 1;

export const logisticLoss = {
  /** −log p(y | s), stable for every finite s. */
  J: (s: number, y: Label): number => (y === 1 ? softplus(-s) : softplus(s)),
  /** p = σ(s), the probability of LOCATION. */
  probability: logistic,
  /** ∂J/∂s = p − y. */
  derivative: (s: number, y: Label): number => (y === 1 ? -logistic(-s) : logistic(s)),
} as const;
