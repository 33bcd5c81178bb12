/** What f′ leaves of the upstream gradient (lecture S3, S6): δ = ∂J/∂h ∘ f′(z). */
import type { Reals } from '../model/matrix.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import { nonLinearities } from '../model/non-linearity.ts';

/** A unit with a smaller |f′| passes next to nothing on. */
export const FLAT = 0.05;

export interface Saturation {
  /** f′(z), unit by unit */
  readonly slopes: Float64Array;
  /** Units with |f′(z)| < FLAT. */
  readonly flat: number;
  /** RMS of ∂J/∂h and of δ. */
  readonly upstream: number;
  readonly delta: number;
}

export function saturation(name: NonLinearityName, z: Reals, upstream: Reals): Saturation {
  const { derivative } = nonLinearities[name];
  const slopes = Float64Array.from(z, derivative);
  return {
    slopes,
    flat: slopes.reduce((flat, slope) => flat + (Math.abs(slope) < FLAT ? 1 : 0), 0),
    upstream: rootMeanSquare(upstream),
    delta: rootMeanSquare(slopes.map((slope, i) => slope * upstream[i])),
  };
}

function rootMeanSquare(values: Reals): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return values.length === 0 ? 0 : Math.sqrt(sum / values.length);
}
