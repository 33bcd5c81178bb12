import { encodeVectors, quantised, withWeights } from '@deltaboard/shared/protocol/frame-encode.ts';
import type { Picture } from '../picture/picture.ts';
import { probePicture } from '../picture/exact.ts';
import type { LiveFrame } from '../picture/live-frame.ts';
import { LivePictures } from '../picture/live-pictures.ts';
import { moment, run, settings, shape } from './example.ts';

const floats = ({ values }: { readonly values: Float32Array | Float64Array }) => Float32Array.from(values);

export const exactProbe: Picture = probePicture(run.probes[0], moment(1, 5), run, settings, {
  compare: false,
  objective: 'J',
});

/** The example's first probe as a room would send it after `step` updates. */
export function frameBytes(step: number): Uint8Array {
  const { layers, ...picture } = exactProbe;
  const vectors = encodeVectors({
    step,
    epoch: 1,
    nonLinearity: settings.nonLinearity,
    meanLoss: 0.4,
    stepsPerSecond: 398,
    probe: 0,
    probes: Float32Array.of(0.8, 0.2),
    x: null,
    s: floats(picture.s),
    J: picture.J ?? NaN,
    gradientOfS: floats(picture.gradientOfS),
    layers: layers.map(({ b, z }) => ({ b: floats(b), z: floats(z), upstream: null })),
    u: floats(picture.u),
    gradientOfX: floats(picture.gradientOfX),
  });
  const { grids, levels } = quantised(
    shape,
    layers.map(({ W }) => ({ ...W, data: floats(W) })),
  );
  const packed = stored(levels);
  return withWeights(vectors, { number: 7, keyframe: 7, weights: { grids, packed } });
}

/** deflate-raw without compression: one block, which is the last (RFC 1951, 3.2.4). */
function stored({ buffer, length }: Int8Array<ArrayBuffer>): Uint8Array {
  const sizes = [length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff];
  return Uint8Array.of(1, ...sizes, ...new Uint8Array(buffer));
}

/** The same as a page has it. */
export async function liveFrame(step: number): Promise<LiveFrame> {
  const live = await new LivePictures().decode(frameBytes(step), run, true);
  if (!live) throw new Error('the example is no picture');
  return live.frame;
}
