/**
 * A live picture in one binary message: what the board draws of the probe while the run is fast. Vectors are exact
 * float32; W is quantised to int8 with one scale, and the board says so ("sampled, rounded"). ∂J/∂W is not sent: it is
 * δ xᵀ, and the client knows x.
 *
 * Layout, little-endian: header (48 bytes), the probes' figures, x, then per layer W scale, b, z, h, δ, ∂h; U, s, ∂s, ∂U, ∂x
 * as float32; last the int8 of each W.
 */
import { nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { topUnits, type ModelShape } from '../model/parameters.ts';

export interface FrameLayer {
  /** units × inputs, each W entry ≈ quantised · scale / 127 */
  readonly quantisedW: Int8Array;
  readonly scale: number;
  readonly b: Float32Array;
  readonly z: Float32Array;
  readonly h: Float32Array;
  readonly delta: Float32Array;
  readonly upstream: Float32Array;
}

export interface Frame {
  /** Counts the frames of a room: what `seen` acknowledges. */
  readonly number: number;
  /** Updates of θ made before this picture was taken. */
  readonly step: number;
  readonly epoch: number;
  /** Mean loss of the last 200 training windows. */
  readonly meanLoss: number;
  /** Measured over the last second. */
  readonly stepsPerSecond: number;
  readonly probe: number;
  /** f of the pass that is shown. */
  readonly nonLinearity: NonLinearityName;
  /** p(LOCATION) of every probe; with a head that has no probability its score. */
  readonly probes: Float32Array;
  /** x of the probe, as it stands: word vectors may be trained. */
  readonly x: Float32Array;
  /** NaN where the head has no J of a single window; then s is differentiated. */
  readonly J: number;
  readonly layers: readonly FrameLayer[];
  readonly u: Float32Array;
  /** One entry a score. */
  readonly s: Float32Array;
  readonly gradientOfS: Float32Array;
  readonly gradientOfU: Float32Array;
  readonly gradientOfX: Float32Array;
}

const HEADER = 48;

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const floats = [
    frame.probes,
    frame.x,
    ...frame.layers.flatMap(({ scale, b, z, h, delta, upstream }) => [
      Float32Array.of(scale),
      b,
      z,
      h,
      delta,
      upstream,
    ]),
    frame.u,
    frame.s,
    frame.gradientOfS,
    frame.gradientOfU,
    frame.gradientOfX,
  ];
  const floatBytes = floats.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const quantised = frame.layers.reduce((sum, { quantisedW }) => sum + quantisedW.length, 0);
  const bytes = new Uint8Array(HEADER + floatBytes + quantised);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, frame.number, true);
  view.setUint32(4, frame.epoch, true);
  view.setFloat64(8, frame.step, true);
  view.setFloat64(16, frame.stepsPerSecond, true);
  view.setUint32(24, frame.probe, true);
  view.setUint32(28, frame.probes.length, true);
  view.setFloat32(32, frame.meanLoss, true);
  view.setFloat32(36, frame.J, true);
  view.setUint32(40, nonLinearityNames.indexOf(frame.nonLinearity), true);
  let offset = HEADER;
  for (const values of floats) {
    for (let i = 0; i < values.length; i++, offset += 4) view.setFloat32(offset, values[i], true);
  }
  for (const { quantisedW } of frame.layers) {
    bytes.set(new Uint8Array(quantisedW.buffer, quantisedW.byteOffset, quantisedW.length), offset);
    offset += quantisedW.length;
  }
  return bytes;
}

/** Throws RangeError when the bytes do not have the length that the shape asks for, or name no f. */
export function decodeFrame(bytes: Uint8Array, shape: ModelShape): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = HEADER;
  const floats = (length: number): Float32Array => {
    // Before anything of that length is allocated.
    if (length > bytes.length) throw new RangeError(`${length} of a frame`);
    const values = new Float32Array(length);
    for (let i = 0; i < length; i++, offset += 4) values[i] = view.getFloat32(offset, true);
    return values;
  };
  const probes = floats(view.getUint32(28, true));
  const x = floats(shape.inputs);
  const vectors = shape.hidden.map((units) => ({
    scale: floats(1)[0],
    b: floats(units),
    z: floats(units),
    h: floats(units),
    delta: floats(units),
    upstream: floats(units),
  }));
  const entriesOfU = shape.outputs * topUnits(shape);
  const u = floats(entriesOfU);
  const s = floats(shape.outputs);
  const gradientOfS = floats(shape.outputs);
  const gradientOfU = floats(entriesOfU);
  const gradientOfX = floats(shape.inputs);
  const layers = vectors.map((layer, l): FrameLayer => {
    const length = shape.hidden[l] * (l === 0 ? shape.inputs : shape.hidden[l - 1]);
    const quantisedW = new Int8Array(bytes.slice(offset, (offset += length)).buffer);
    return { ...layer, quantisedW };
  });
  const nonLinearity = nonLinearityNames[view.getUint32(40, true)];
  if (offset !== bytes.length || !nonLinearity)
    throw new RangeError(`a frame of ${bytes.length} bytes, its shape asks for ${offset}`);
  return {
    number: view.getUint32(0, true),
    epoch: view.getUint32(4, true),
    step: view.getFloat64(8, true),
    stepsPerSecond: view.getFloat64(16, true),
    probe: view.getUint32(24, true),
    nonLinearity,
    probes,
    x,
    meanLoss: view.getFloat32(32, true),
    J: view.getFloat32(36, true),
    layers,
    u,
    s,
    gradientOfS,
    gradientOfU,
    gradientOfX,
  };
}

/** The number a frame carries, without decoding the rest. */
export const frameNumber = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);

/** W as int8: each entry rounded to the nearest of 255 levels between −scale and scale = max|W|. */
export function quantise(W: Float32Array): { readonly quantisedW: Int8Array; readonly scale: number } {
  let scale = 0;
  for (let i = 0; i < W.length; i++) scale = Math.max(scale, Math.abs(W[i]));
  const quantisedW = new Int8Array(W.length);
  if (scale > 0) for (let i = 0; i < W.length; i++) quantisedW[i] = Math.round((W[i] / scale) * 127);
  return { quantisedW, scale };
}
