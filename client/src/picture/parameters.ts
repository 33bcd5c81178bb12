/** The newest θ that this browser knows, exact from a moment or rounded from a live frame. */
import { float32Kernels } from '@deltaboard/shared/kernels/float32.ts';
import type { Label } from '@deltaboard/shared/model/objective.ts';
import {
  parameterCount,
  parametersOn,
  type ModelShape,
  type Parameters,
} from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Frame, FrameLayer } from '@deltaboard/shared/protocol/frame.ts';
import type { Moment } from '@deltaboard/shared/protocol/state.ts';
import { createPass } from '@deltaboard/shared/training/pass.ts';
import { step, type StepSettings } from '@deltaboard/shared/training/step.ts';

/** θ before the update of the step that the moment shows: its own bits. */
export const shownParameters = ({ theta }: Moment, shape: ModelShape): Parameters<Float32Array> =>
  parametersOn(fromBytes(theta), shape);

/** θ after the update with this window, to the same bits as the trainer's. `before` stays as it is. */
export function updatedParameters(
  before: Parameters<Float32Array>,
  x: Float32Array,
  y: Label,
  settings: StepSettings,
): Parameters<Float32Array> {
  const after = parametersOn(before.theta.slice(), before.shape);
  const pass = createPass(float32Kernels, after);
  pass.x.set(x);
  step(float32Kernels, pass, y, settings);
  return after;
}

/** θ as it stands at the moment's cursor: at operation 0 the update of the shown step has been made. */
export function presentParameters(moment: Moment, shape: ModelShape): Parameters<Float32Array> {
  const shown = shownParameters(moment, shape);
  if (moment.cursor.operation !== 0 || !moment.window) return shown;
  const { x, gold } = moment.window;
  return updatedParameters(shown, fromBytes(x), gold, moment.settings);
}

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
