/** The live picture of a fast run: one frame in many (sampled), W rounded, ∂J/∂W multiplied out here as δ xᵀ. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { wordWidth } from '@deltaboard/shared/dataset/windows.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Frame } from '@deltaboard/shared/protocol/frame.ts';
import type { StepSettings } from '@deltaboard/shared/training/step.ts';
import type { PictureRun } from './exact.ts';
import { dequantised } from './parameters.ts';
import { headerOf } from './pass.ts';
import type { LayerPicture, Picture } from './picture.ts';
import { column, row, tensor } from './tensor.ts';

/** Null when the frame shows a probe that the run does not have. */
export function livePicture(frame: Frame, run: PictureRun, settings: StepSettings): Picture | null {
  const probe = run.probes[frame.probe];
  if (!probe) return null;
  const x = fromBytes(probe.x);
  return {
    source: 'live',
    subject: 'probe',
    liveProbe: frame.probe,
    updates: frame.step,
    step: null,
    objective: 'J',
    progress: null,
    nonLinearity: frame.nonLinearity,
    learningRate: settings.learningRate,
    header: headerOf(probe, run.configuration.input.radius),
    wordWidth: wordWidth(run.configuration.input),
    x: row(x),
    layers: frame.layers.map((layer, l): LayerPicture => {
      const input = l === 0 ? x : frame.layers[l - 1].h;
      const [rows, columns] = [layer.b.length, input.length];
      return {
        W: { state: 'ready', rows, columns, values: dequantised(layer), rounded: true },
        b: column(layer.b),
        z: column(layer.z),
        h: column(layer.h),
        gradientOfW: tensor(rows, columns, outer(layer.delta, input)),
        gradientOfB: column(layer.delta),
        delta: column(layer.delta),
        gradientOfH: column(layer.upstream),
      };
    }),
    u: column(frame.u),
    s: frame.s,
    p: frame.p,
    J: frame.J,
    gradientOfJ: 1,
    gradientOfS: frame.gradientOfS,
    gradientOfU: column(frame.gradientOfU),
    gradientOfX: row(frame.gradientOfX, 'not-applied'),
    probabilityAfter: null,
    update: null,
    pass: null,
    agreement: null,
  };
}

/** δ xᵀ, rounded to float32 as the training path rounds it. */
function outer(delta: Reals, x: Reals): Float32Array {
  const product = new Float32Array(delta.length * x.length);
  for (let i = 0, k = 0; i < delta.length; i++) {
    for (let j = 0; j < x.length; j++, k++) product[k] = delta[i] * x[j];
  }
  return product;
}
