/** θ as a live frame carries it: W rounded. */
import {
  parameterCount,
  parametersOn,
  type ModelShape,
  type Parameters,
} from '@deltaboard/shared/model/parameters.ts';
import type { Frame, FrameLayer } from '@deltaboard/shared/protocol/frame.ts';

/** W of a live frame, each entry within scale/254 of the trainer's. */
export function dequantised({ quantisedW, scale }: FrameLayer): Float32Array<ArrayBuffer> {
  const W = new Float32Array(quantisedW.length);
  for (let i = 0; i < W.length; i++) W[i] = (quantisedW[i] * scale) / 127;
  return W;
}

/** θ of a live frame: W rounded, b and u exact. */
export function frameParameters(frame: Frame, shape: ModelShape): Parameters<Float32Array> {
  const parameters = parametersOn(new Float32Array(parameterCount(shape)), shape);
  parameters.layers.forEach(({ W, b }, l) => {
    W.data.set(dequantised(frame.layers[l]));
    b.set(frame.layers[l].b);
  });
  parameters.u.set(frame.u);
  return parameters;
}
