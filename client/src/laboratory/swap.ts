/** The same windows at the same θ with another f: what would become of δ (lecture S3). Nothing of it is part of the run. */
import { throughWindows } from '@deltaboard/shared/gradient/by-hand.ts';
import { forward } from '@deltaboard/shared/model/forward.ts';
import { nonLinearityNames, type NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { ComputedPass } from '../picture/computed-pass.ts';

export interface Swapped {
  readonly name: NonLinearityName;
  readonly z: Float64Array;
  /** ∂J/∂h, or of s */
  readonly upstream: Float64Array;
  readonly delta: Float64Array;
}

/** For each f; `layer` is 0-based. Jacobians stay structured: they are the same numbers, and seven passes are wanted. */
export function swaps(pass: ComputedPass, layer: number): readonly Swapped[] {
  return nonLinearityNames.map((name) => {
    const model = { ...pass.model, nonLinearity: name };
    const windows = pass.windows.map(({ x }) => forward(model, x));
    const { h, z } = throughWindows(model, windows, pass.objective, 0)[pass.window].layers[layer];
    return { name, z: windows[pass.window].layers[layer].z, upstream: h, delta: z };
  });
}
