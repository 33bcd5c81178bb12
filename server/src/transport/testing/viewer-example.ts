/** The pictures of docs/viewer.md, as a trainer and a room write them. */
import { deflateRawSync } from 'node:zlib';
import { encodeVectors, withWeights } from '@deltaboard/shared/protocol/frame-encode.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';

export const exampleConfiguration: Configuration = {
  ...presets.board,
  input: { radius: 0, dimensions: 10, capitalisation: false },
  hidden: [2],
};

/** What the page, and `example.json`, say that they say. */
const said = {
  step: 1204,
  epoch: 1,
  stepsPerSecond: 398,
  meanLoss: Math.fround(0.4),
  J: 0.25,
  probe: 0,
  nonLinearity: 'tanh',
  probes: [0.75],
  b: [0.5, -0.5],
  z: [1, -2],
  U: [1.5, -0.75],
  s: [1.125],
  gradientOfS: [-0.25],
  gradientOfX: Array.from({ length: 10 }, (_, j) => (j + 1) / 8),
  scale: 1,
  levels: Array.from({ length: 20 }, (_, i) => 127 - Math.round(12.7 * i)),
  added: Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 1 : -1)),
} as const;

export function examplePictures() {
  const { probes, b, z, U, s, gradientOfS, gradientOfX, ...head } = said;
  const vectors = encodeVectors({
    ...head,
    probes: Float32Array.from(probes),
    x: null,
    layers: [{ b: Float32Array.from(b), z: Float32Array.from(z), upstream: null }],
    u: Float32Array.from(U),
    s: Float32Array.from(s),
    gradientOfS: Float32Array.from(gradientOfS),
    gradientOfX: Float32Array.from(gradientOfX),
  });
  const grids = [{ scale: said.scale, block: { rows: 1, columns: 1 } }];
  const of = (number: number, levels: readonly number[]): Uint8Array =>
    withWeights(vectors, {
      ...{ number, keyframe: 7 },
      weights: { grids, packed: deflateRawSync(Int8Array.from(levels)) },
    });
  return { keyframe: of(7, said.levels), difference: of(8, said.added), said };
}
