/** θ as a live picture carries it: W rounded. */
import {
  parameterCount,
  parametersOn,
  type ModelShape,
  type Parameters,
} from '@deltaboard/shared/model/parameters.ts';
import type { LiveFrame } from './live-frame.ts';

/** θ of a live picture: W rounded, b and u exact; null where W is averaged, of which no score can be computed. */
export function frameParameters(
  { weights, layers, u }: LiveFrame,
  shape: ModelShape,
): Parameters<Float32Array> | null {
  if (isAveraged(weights)) return null;
  const parameters = parametersOn(new Float32Array(parameterCount(shape)), shape);
  parameters.layers.forEach(({ W, b }, l) => {
    W.data.set(weights[l].W);
    b.set(layers[l].b);
  });
  parameters.u.set(u);
  return parameters;
}

/** The entries of this W are told as the means of blocks. */
export const isMean = ({ block }: LiveFrame['weights'][number]): boolean => block.rows * block.columns > 1;

/** Those of some W are. */
export const isAveraged = (weights: LiveFrame['weights']): boolean => weights.some(isMean);
