import { encodeFrame, quantise } from '@deltaboard/shared/protocol/frame.ts';
import type { Picture } from '../picture/picture.ts';
import { probePicture } from '../picture/exact.ts';
import { moment, run, settings } from './example.ts';

const floats = ({ values }: { readonly values: Float32Array | Float64Array }) => Float32Array.from(values);

export const exactProbe: Picture = probePicture(run.probes[0], moment(1, 5), run, settings, {
  compare: false,
  objective: 'J',
});

/** The example's first probe as a trainer would send it after `step` updates. */
export function frameBytes(step: number): Uint8Array {
  const { layers, ...picture } = exactProbe;
  return encodeFrame({
    number: 7,
    step,
    epoch: 1,
    nonLinearity: settings.nonLinearity,
    meanLoss: 0.4,
    stepsPerSecond: 398,
    probe: 0,
    probes: Float32Array.of(0.8, 0.2),
    x: floats(picture.x),
    s: floats(picture.s),
    J: picture.J ?? NaN,
    gradientOfS: floats(picture.gradientOfS),
    layers: layers.map(({ W, b, z, h, delta, gradientOfH }) => ({
      ...quantise(floats(W)),
      b: floats(b),
      z: floats(z),
      h: floats(h),
      delta: floats(delta),
      upstream: floats(gradientOfH),
    })),
    u: floats(picture.u),
    gradientOfU: floats(picture.gradientOfU),
    gradientOfX: floats(picture.gradientOfX),
  });
}
