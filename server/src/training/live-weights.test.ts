import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { initialParameters } from '@deltaboard/shared/model/parameters.ts';
import { levelsOf, weightsOf } from '@deltaboard/shared/protocol/frame-weights.ts';
import { createRandom } from '@deltaboard/shared/random.ts';
import { createLiveWeights, PICTURE_BYTES, type SentWeights } from './live-weights.ts';

const judge = { inputs: 250, hidden: [100], outputs: 1 };
const VECTORS = 2250;

/** A network whose W moves between two pictures by so much of its scale. */
function moving(shape: typeof judge, by: number) {
  const parameters = initialParameters(shape, 1);
  const random = createRandom(7);
  const live = createLiveWeights(parameters.shape, parameters.layers);
  return {
    parameters,
    live,
    next(): SentWeights {
      const sent = live.next(VECTORS);
      for (const { W } of parameters.layers)
        for (let i = 0; i < W.data.length; i++) W.data[i] += by * (2 * random.uniform() - 1);
      return sent;
    },
  };
}

const sizeOf = ({ weights }: SentWeights): number => weights?.packed.length ?? 0;
const isWhole = ({ number, keyframe }: SentWeights): boolean => keyframe !== 0 && number === keyframe;

describe('WR5 W goes with a picture as often as there is room for it', () => {
  test.each([0, 0.0001, 0.002, 0.05])('pictures keep to their bytes in the mean, W moving by %s', (by) => {
    const { next } = moving(judge, by);
    const sent = Array.from({ length: 300 }, next);
    const mean = sent.reduce((sum, one) => sum + sizeOf(one), 0) / sent.length + VECTORS;
    // One W may be ahead of what the pictures so far have left for it.
    expect(mean).toBeLessThanOrEqual(PICTURE_BYTES + 26_000 / sent.length);
    expect(isWhole(sent[0])).toBe(true);
    expect(sent.filter((one) => sizeOf(one) > 0).length).toBeGreaterThan(10);
  });

  test('what hardly moves comes often, as differences from one keyframe', () => {
    const { next } = moving(judge, 0);
    const sent = Array.from({ length: 100 }, next);
    const withW = sent.filter((one) => sizeOf(one) > 0);
    expect(withW.filter(isWhole)).toHaveLength(1);
    expect(new Set(withW.map(({ keyframe }) => keyframe)).size).toBe(1);
    expect(withW.length).toBeGreaterThan(70);
  });

  test('that of a small network goes whole with every picture', () => {
    const { next } = moving({ inputs: 50, hidden: [8], outputs: 1 }, 0.01);
    expect(Array.from({ length: 20 }, next).every(isWhole)).toBe(true);
  });

  test('W has its share where the vectors leave it none', () => {
    const { live } = moving(judge, 0);
    const sent = Array.from({ length: 100 }, () => live.next(10 * PICTURE_BYTES));
    expect(sent.filter((one) => sizeOf(one) > 0).length).toBeGreaterThan(50);
  });

  test('a network without a layer has no W', () => {
    const { next } = moving({ inputs: 50, hidden: [], outputs: 1 }, 0);
    expect(next()).toEqual({ number: 0, keyframe: 0, weights: null });
  });

  test('WR3 what is told is W at that picture, whole or as a difference', () => {
    const { parameters, next } = moving(judge, 0.0005);
    let keyframe: Int16Array | null = null;
    let differences = 0;
    for (let picture = 0; picture < 200; picture++) {
      const present = parameters.layers[0].W.data.slice();
      const sent = next();
      if (!sent.weights) continue;
      const { grids, packed } = sent.weights;
      const levels: Int16Array = levelsOf(inflateRawSync(packed), isWhole(sent) ? null : keyframe);
      if (isWhole(sent)) keyframe = levels;
      else differences += 1;
      const [{ W }] = weightsOf(judge, grids, levels);
      const worst = present.reduce((most, weight, i) => Math.max(most, Math.abs(W[i] - weight)), 0);
      expect(worst).toBeLessThanOrEqual((grids[0].scale / 127) * 0.50001);
    }
    expect(differences).toBeGreaterThan(3);
  });
});
