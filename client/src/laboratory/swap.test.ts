import { expect, test } from 'vitest';
import { initialParameters } from '@deltaboard/shared/model/parameters.ts';
import { nonLinearityNames } from '@deltaboard/shared/model/non-linearity.ts';
import { stream } from '@deltaboard/shared/random.ts';
import { computedPass } from '../picture/pass.ts';
import { oneMatrix } from './one-matrix.ts';
import { swaps } from './swap.ts';

const random = stream(2, 1);
const x = Float64Array.from({ length: 9 }, () => 2 * random.uniform() - 1);
const parameters = initialParameters({ inputs: 9, hidden: [5, 4], outputs: 1 }, 3);
const passWith = (nonLinearity: (typeof nonLinearityNames)[number]) =>
  computedPass({ parameters, nonLinearity, head: 'logistic' }, [x], { of: 'J', y: 1 });

test('LB3 the run’s own f gives the pass’s own δ, another f that of a pass with it', () => {
  for (const layer of [0, 1]) {
    const swapped = swaps(passWith('tanh'), layer);
    expect(swapped.map(({ name }) => name)).toEqual(nonLinearityNames);
    for (const { name, z, upstream, delta } of swapped) {
      const { activations, gradient } = passWith(name);
      expect(z).toEqual(activations.layers[layer].z);
      gradient.layers[layer].z.forEach((own, i) => expect(Math.abs(delta[i] - own)).toBeLessThan(1e-15));
      gradient.layers[layer].h.forEach((own, i) => expect(Math.abs(upstream[i] - own)).toBeLessThan(1e-15));
    }
    expect(swapped[1].delta).not.toEqual(swapped[6].delta);
  }
});

test('LB1 without a linear run it is a small network of three layers; its product agrees, with tanh it does not', () => {
  const { own, factors, map, differences } = oneMatrix(null);
  expect(own).toBe(false);
  expect(factors.map(({ name, matrix }) => [name, matrix.rows, matrix.columns])).toEqual([
    ['uᵀ', 1, 3],
    ['W3', 3, 4],
    ['W2', 4, 5],
    ['W1', 5, 6],
  ]);
  expect([map.M.rows, map.M.columns]).toEqual([1, 6]);
  expect(differences.identity).toBeLessThan(1e-14);
  expect(differences.tanh).toBeGreaterThan(0.1);
});
