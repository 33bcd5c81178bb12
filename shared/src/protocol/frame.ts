/**
 * A live picture in one binary message: what the board draws of the probe while the run is fast. Vectors are exact float32; W
 * is rounded, comes with some pictures only, and the board says so. What follows from these entry by entry is not sent: h,
 * δ, ∂U, and ∂W = δ xᵀ; `completed` (frame-complete.ts) computes it, to the trainer's bits.
 *
 * Layout, little-endian; docs/viewer.md shows one byte by byte:
 *  0 uint32 number, 4 uint32 keyframe: the number of the picture whose W this one's is added to; its own: W is here whole; 0: no W
 *  8 float64 step, 16 uint32 epoch, 20 float32 steps a second, 24 float32 mean loss, 28 float32 J
 * 32 uint8 probe, 33 uint8 how many probes, 34 uint8 f, 35 zero
 * 36 float32s: the probes' figures; x where word vectors are trained; of each layer b, z and, but for the last, ∂h; U, s, ∂s, ∂x
 * then with a W: of each layer float32 scale, uint8 rows and uint8 columns of its blocks; last the int8 of all, deflate-raw.
 */
import { nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { topUnits } from '../model/parameters.ts';
import { modelShape, type Configuration } from '../training/configuration.ts';
import { BadFrame } from './bad-frame.ts';
import { KEYFRAME_AT, NUMBER_AT } from './frame-number.ts';
import type { PackedWeights, WeightGrid } from './frame-weights.ts';

/** What a picture says before its tensors. */
export interface FrameHead {
  /** Counts the pictures of a room: what `seen` acknowledges. */
  readonly number: number;
  readonly keyframe: number;
  /** Updates of θ made before this picture was taken. */
  readonly step: number;
  readonly epoch: number;
  /** Measured over the last second. */
  readonly stepsPerSecond: number;
  /** Mean loss of the last 200 training windows. */
  readonly meanLoss: number;
  /** NaN where the head has no J of a single window; then s is differentiated. */
  readonly J: number;
  readonly probe: number;
  /** f of the pass that is shown. */
  readonly nonLinearity: NonLinearityName;
  /** p(LOCATION) of every probe; with a head that has no probability its score. */
  readonly probes: Float32Array;
}

export interface SentLayer {
  readonly b: Float32Array;
  readonly z: Float32Array;
  /** ∂J/∂h; of the last layer it follows from U and ∂s, and is not sent. */
  readonly upstream: Float32Array | null;
}

/** A picture as it crosses the wire. */
export interface SentFrame extends FrameHead {
  /** x of the probe, as it stands, where word vectors are trained; null: as the run describes it. */
  readonly x: Float32Array | null;
  readonly layers: readonly SentLayer[];
  readonly u: Float32Array;
  /** One entry a score. */
  readonly s: Float32Array;
  readonly gradientOfS: Float32Array;
  readonly gradientOfX: Float32Array;
  /** null: W has not come with this one. */
  readonly weights: PackedWeights | null;
}

export const HEAD = 36;

const viewOf = (bytes: Uint8Array): DataView => {
  if (bytes.length < HEAD) throw new BadFrame('length', bytes.length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

/** Throws BadFrame. */
export function frameHead(bytes: Uint8Array): FrameHead {
  const view = viewOf(bytes);
  const step = view.getFloat64(8, true);
  if (!Number.isSafeInteger(step) || step < 0) throw new BadFrame('step', step);
  const f = view.getUint8(34);
  if (f >= nonLinearityNames.length) throw new BadFrame('f', f);
  return {
    number: view.getUint32(NUMBER_AT, true),
    keyframe: view.getUint32(KEYFRAME_AT, true),
    step,
    epoch: view.getUint32(16, true),
    stepsPerSecond: view.getFloat32(20, true),
    meanLoss: view.getFloat32(24, true),
    J: view.getFloat32(28, true),
    probe: view.getUint8(32),
    nonLinearity: nonLinearityNames[f],
    probes: floatsFrom(view, HEAD, view.getUint8(33)),
  };
}

/** Throws BadFrame where the bytes are not a picture of a run of this configuration; what is packed in it is not looked at. */
export function decodeFrame(bytes: Uint8Array, configuration: Configuration): SentFrame {
  const head = frameHead(bytes);
  const view = viewOf(bytes);
  const shape = modelShape(configuration);
  const { inputs, hidden, outputs } = shape;
  let offset = HEAD + 4 * head.probes.length;
  const floats = (length: number): Float32Array => {
    const values = floatsFrom(view, offset, length);
    offset += 4 * length;
    return values;
  };
  const x = configuration.trainVectors ? floats(inputs) : null;
  const layers = hidden.map((units, l): SentLayer => ({
    b: floats(units),
    z: floats(units),
    upstream: l < hidden.length - 1 ? floats(units) : null,
  }));
  const u = floats(outputs * topUnits(shape));
  const [s, gradientOfS, gradientOfX] = [floats(outputs), floats(outputs), floats(inputs)];
  if (head.keyframe === 0) {
    if (offset !== bytes.length) throw new BadFrame('length', bytes.length);
    return { ...head, x, layers, u, s, gradientOfS, gradientOfX, weights: null };
  }
  const grids = hidden.map((): WeightGrid => {
    const [scale] = floats(1);
    if (offset + 2 > bytes.length) throw new BadFrame('length', bytes.length);
    const block = { rows: bytes[offset], columns: bytes[offset + 1] };
    offset += 2;
    if (block.rows === 0 || block.columns === 0) throw new BadFrame('block', 0);
    return { scale, block };
  });
  const weights = { grids, packed: bytes.subarray(offset) };
  return { ...head, x, layers, u, s, gradientOfS, gradientOfX, weights };
}

function floatsFrom(view: DataView, offset: number, length: number): Float32Array {
  if (offset + 4 * length > view.byteLength) throw new BadFrame('length', view.byteLength);
  return Float32Array.from({ length }, (_, i) => view.getFloat32(offset + 4 * i, true));
}
