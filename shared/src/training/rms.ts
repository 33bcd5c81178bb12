/** Sizes of the gradients of a pass, per entry, without multiplying ∂J/∂W out: ‖δxᵀ‖ = ‖δ‖·‖x‖. */
import type { Reals } from '../model/matrix.ts';
import type { Pass } from './pass.ts';
import type { SeriesPoint } from './series.ts';

/** RMS per entry of ∂J/∂W, ∂J/∂b (each over all layers) and ∂J/∂u. */
export function gradientRms({ x, layers, gradientOfU }: Pass<Reals>): SeriesPoint['rms'] {
  let squaresOfW = 0;
  let squaresOfB = 0;
  let entriesOfW = 0;
  let entriesOfB = 0;
  layers.forEach(({ delta }, l) => {
    const input = l === 0 ? x : layers[l - 1].h;
    const deltaSquares = squares(delta);
    squaresOfW += deltaSquares * squares(input);
    squaresOfB += deltaSquares;
    entriesOfW += delta.length * input.length;
    entriesOfB += delta.length;
  });
  return [
    Math.sqrt(squaresOfW / entriesOfW),
    Math.sqrt(squaresOfB / entriesOfB),
    Math.sqrt(squares(gradientOfU) / gradientOfU.length),
  ];
}

function squares(values: Reals): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}
