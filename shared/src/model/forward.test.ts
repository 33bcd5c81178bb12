import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logistic } from '../math.ts';
import { createRandom } from '../random.ts';
import { affine, dot, forward, loss, probabilityOf, type Model } from './forward.ts';
import { parametersOn } from './parameters.ts';

/** W = [1 2 0; −1 0 1], b = (1, −1), u = (2, −3) */
const model: Model = {
  parameters: parametersOn(Float64Array.of(1, 2, 0, -1, 0, 1, 1, -1, 2, -3), {
    inputs: 3,
    hidden: [2],
    outputs: 1,
  }),
  nonLinearity: 'leakyRelu',
  head: 'logistic',
};

describe('S5 the forward pass', () => {
  test('x → z = Wx + b → h = f(z) → s = uᵀh, by hand', () => {
    const { x, layers, s: scores } = forward(model, Float64Array.of(1, 2, -4));
    const [s] = scores;
    expect(Array.from(x)).toEqual([1, 2, -4]);
    expect(Array.from(layers[0].z)).toEqual([6, -6]);
    expect(Array.from(layers[0].h)).toEqual([6, -0.06]);
    expect(s).toBeCloseTo(12.18, 14);
    expect(probabilityOf('logistic', scores)).toBe(logistic(s));
  });

  test('a second layer takes the first one’s h', () => {
    const theta = Float64Array.of(1, 2, 0, -1, 0, 1, 1, -1, 1, 100, 0, 5);
    const deep: Model = {
      parameters: parametersOn(theta, { inputs: 3, hidden: [2, 1], outputs: 1 }),
      nonLinearity: 'leakyRelu',
      head: 'logistic',
    };
    const { layers, s } = forward(deep, Float64Array.of(1, 2, -4));
    expect(Array.from(layers[1].z)).toEqual([0]);
    expect(Array.from(s)).toEqual([0]);
  });

  test('MO6 without a layer the scores are Ux, several with several rows', () => {
    const theta = Float64Array.of(1, 2, 0, -1, 0, 1);
    const parameters = parametersOn(theta, { inputs: 3, hidden: [], outputs: 2 });
    const { layers, s } = forward({ parameters, nonLinearity: 'tanh' }, Float64Array.of(1, 2, -4));
    expect(layers).toEqual([]);
    expect(Array.from(s)).toEqual([5, -5]);
  });

  test('J is the loss of its score, for either label', () => {
    const activations = forward(model, Float64Array.of(1, 2, 3));
    expect(Array.from(activations.s)).toEqual([9]);
    expect(loss('logistic', [activations], 0)).toBeCloseTo(9.000123402189726, 14);
    expect(loss('logistic', [activations], 1)).toBeCloseTo(0.00012340218972333965, 15);
  });

  test('keeps x apart: changing the input later changes nothing', () => {
    const x = Float64Array.of(1, 2, 3);
    const activations = forward(model, x);
    x[0] = 50;
    expect(activations.x[0]).toBe(1);
  });

  test('S3 with identity, several layers are one matrix', () => {
    const random = createRandom(3);
    const theta = Float64Array.from({ length: 4 * 3 + 4 + 2 * 4 + 2 + 2 }, () => random.uniform() - 0.5);
    const parameters = parametersOn(theta, { inputs: 3, hidden: [4, 2], outputs: 1 });
    const x = Float64Array.of(0.3, -1.2, 2);
    const [first, second] = parameters.layers;
    const product = new Float64Array(2 * 3);
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 3; j++) {
        for (let k = 0; k < 4; k++) product[i * 3 + j] += second.W.data[i * 4 + k] * first.W.data[k * 3 + j];
      }
    }
    const oneMatrix = affine({ rows: 2, columns: 3, data: product }, x, affine(second.W, first.b, second.b));
    const { layers } = forward({ parameters, nonLinearity: 'identity' }, x);
    layers[1].z.forEach((z, i) => expect(z).toBeCloseTo(oneMatrix[i], 14));
  });
});

test('NU2 dot sums in four lanes (index mod 4) combined (0 + 1) + (2 + 3), bit for bit, from an offset', () => {
  const property = fc.property(
    fc.integer({ min: 0, max: 41 }),
    fc.nat(9),
    fc.integer(),
    (length, offset, seed) => {
      const random = createRandom(seed);
      const a = Float64Array.from({ length: offset + length }, () => random.uniform() - 0.5);
      const x = Float64Array.from({ length }, () => random.uniform() - 0.5);
      const lanes = [0, 0, 0, 0];
      x.forEach((entry, j) => (lanes[j % 4] += a[offset + j] * entry));
      expect(dot(a, x, offset)).toBe(lanes[0] + lanes[1] + (lanes[2] + lanes[3]));
    },
  );
  fc.assert(property);
});
