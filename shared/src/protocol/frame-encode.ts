/** A live picture as the trainer writes it: see frame.ts for the bytes. */
import { nonLinearityNames } from '../model/non-linearity.ts';
import type { ModelShape } from '../model/parameters.ts';
import { HEAD, type SentFrame } from './frame.ts';
import { KEYFRAME_AT, NUMBER_AT } from './frame-number.ts';
import { averaged, blocksOf, LEVELS, type WeightGrid } from './frame-weights.ts';

/** A picture without a W and without a number of its own. */
export function encodeVectors(
  frame: Omit<SentFrame, 'number' | 'keyframe' | 'weights'>,
): Uint8Array<ArrayBuffer> {
  const floats = [
    frame.probes,
    ...(frame.x ? [frame.x] : []),
    ...frame.layers.flatMap(({ b, z, upstream }) => (upstream ? [b, z, upstream] : [b, z])),
    frame.u,
    frame.s,
    frame.gradientOfS,
    frame.gradientOfX,
  ];
  const bytes = new Uint8Array(HEAD + floats.reduce((sum, { length }) => sum + 4 * length, 0));
  const view = new DataView(bytes.buffer);
  view.setFloat64(8, frame.step, true);
  view.setUint32(16, frame.epoch, true);
  view.setFloat32(20, frame.stepsPerSecond, true);
  view.setFloat32(24, frame.meanLoss, true);
  view.setFloat32(28, frame.J, true);
  view.setUint8(32, frame.probe);
  view.setUint8(33, frame.probes.length);
  view.setUint8(34, nonLinearityNames.indexOf(frame.nonLinearity));
  let offset = HEAD;
  for (const values of floats) {
    for (let i = 0; i < values.length; i++, offset += 4) view.setFloat32(offset, values[i], true);
  }
  return bytes;
}

/** The same picture with its number and, where it has one, its W. */
export function withWeights(
  vectors: Uint8Array<ArrayBuffer>,
  { number, keyframe, weights }: Pick<SentFrame, 'number' | 'keyframe' | 'weights'>,
): Uint8Array<ArrayBuffer> {
  const { grids, packed } = weights ?? { grids: [], packed: new Uint8Array() };
  const bytes = new Uint8Array(vectors.length + 6 * grids.length + packed.length);
  bytes.set(vectors);
  const view = new DataView(bytes.buffer);
  let offset = vectors.length;
  for (const { scale, block } of grids) {
    view.setFloat32(offset, scale, true);
    view.setUint8(offset + 4, block.rows);
    view.setUint8(offset + 5, block.columns);
    offset += 6;
  }
  bytes.set(packed, offset);
  nameFrame(bytes, number, keyframe);
  return bytes;
}

/** Writes the number of a picture, and that of its keyframe, in place. */
export function nameFrame(bytes: Uint8Array, number: number, keyframe: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint32(NUMBER_AT, number, true);
  view.setUint32(KEYFRAME_AT, keyframe, true);
}

/** W of every layer as levels. */
export interface Quantised {
  readonly grids: readonly WeightGrid[];
  readonly levels: Int8Array<ArrayBuffer>;
}

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

const levelOf = (mean: number, scale: number): number =>
  mean === 0 ? 0 : Math.round((mean / scale) * LEVELS);

/** Each mean rounded to the nearest of 255 levels between −scale and scale, the greatest of its W. */
export function quantised(shape: ModelShape, matrices: readonly Matrix[]): Quantised {
  const blocks = blocksOf(shape);
  const cells = matrices.map((W, l) => averaged(W.data, W, blocks[l]));
  const grids = cells.map((means, l): WeightGrid => ({ scale: greatest(means), block: blocks[l] }));
  const levels = new Int8Array(cells.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  cells.forEach((means, l) => {
    for (let i = 0; i < means.length; i++) levels[at++] = levelOf(means[i], grids[l].scale);
  });
  return { grids, levels };
}

/** What is to be added to a keyframe's levels; null where that is more than an int8 holds, or no number. */
export function difference(
  matrices: readonly Matrix[],
  { grids, levels }: Quantised,
): Int8Array<ArrayBuffer> | null {
  const added = new Int8Array(levels.length);
  let at = 0;
  for (const [l, W] of matrices.entries()) {
    const { scale, block } = grids[l];
    const means = averaged(W.data, W, block);
    for (let i = 0; i < means.length; i++, at++) {
      const more = levelOf(means[i], scale) - levels[at];
      if (!(Math.abs(more) <= LEVELS)) return null;
      added[at] = more;
    }
  }
  return added;
}

/** As it is told, in float32: none of them is greater. */
function greatest(means: Float64Array): number {
  let scale = 0;
  for (let i = 0; i < means.length; i++) scale = Math.max(scale, Math.abs(means[i]));
  const told = Math.fround(scale);
  return told < scale ? Math.fround(scale * 1.0000002) : told;
}
