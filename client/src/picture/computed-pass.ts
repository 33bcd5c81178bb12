/** What a pass comes to when all of it is computed. */
import type { Gradient, Objective } from '@deltaboard/shared/gradient/gradient.ts';
import type { Activations, Model } from '@deltaboard/shared/model/forward.ts';

/** The whole pass of an example in float64, whatever of it has been performed: for factors and chains. */
export interface ComputedPass {
  readonly model: Model;
  readonly objective: Objective;
  /** Of a pair the true and the corrupted one. */
  readonly windows: readonly Activations[];
  /** Through each of them by itself, by hand. */
  readonly gradients: readonly Gradient[];
  /** Which of them is shown. */
  readonly window: number;
  /** Those of the shown window. */
  readonly activations: Activations;
  readonly gradient: Gradient;
}
