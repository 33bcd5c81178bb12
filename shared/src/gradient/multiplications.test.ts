/** The formula against a count: the real implementations on Jacobians whose every reading of an entry is counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelShape } from '../training/configuration.ts';
import { presets } from '../training/presets.ts';
import { worstAgreement } from './agreement.ts';
import { throughWindows } from './by-hand.ts';
import { countedMultiplications, countedPass } from './counted-multiplications.ts';
import { DENSE_LIMIT } from './jacobian.ts';
import { tensors } from './gradient.ts';
import { multiplications } from './multiplications.ts';
import { configure, plain, recipes, type Configuration } from './testing/configuration.ts';

const counted = ({ model, windows, objective }: Configuration) =>
  countedMultiplications(model, windows, objective);

test('S7 the formula counts what the implementations multiply, over random networks', () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      expect(counted(configure(recipe))).toEqual(multiplications(recipe.shape));
    }),
  );
});

test('GR1 S7 what is counted is the gradient by hand itself, bit for bit', () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      const { model, windows, objective } = configure(recipe);
      const [expected] = throughWindows(model, windows, objective);
      const written = countedPass(model, windows, objective, DENSE_LIMIT);
      expect(written.gradient).toEqual(expected);
    }),
  );
});

test('GR1 GR7 with structured Jacobians it is the same gradient', () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      const { model, windows, objective } = configure(recipe);
      const { gradient } = countedPass(model, windows, objective, 0);
      expect(
        worstAgreement(tensors(gradient), tensors(throughWindows(model, windows, objective)[0])).difference,
      ).toBeLessThanOrEqual(1e-12);
    }),
  );
});

test('S7 on the Board preset: 3,745 with full Jacobians, 860 each from scratch, 825 with δ reused', () => {
  const shape = modelShape(presets.board);
  const found = { fullJacobians: 3745, fromScratch: 860, deltaReused: 825 };
  expect(multiplications(shape)).toEqual(found);
  expect(counted(configure({ ...plain, nonLinearity: 'tanh', shape }))).toEqual(found);
});

test('S7 the deeper the network, the more δ saves', () => {
  const saved = (hidden: readonly number[]): number => {
    const { fromScratch, deltaReused } = multiplications({ inputs: 50, hidden, outputs: 1 });
    return fromScratch / deltaReused;
  };
  expect(saved([8, 8])).toBeGreaterThan(saved([8]));
  expect(saved([8, 8, 8, 8])).toBeGreaterThan(saved([8, 8]));
});

test('S7 a Jacobian of more than a million entries is not written out, and its multiplications not counted', () => {
  const shape = { inputs: 250, hidden: [100], outputs: 1 };
  const { fromScratch, deltaReused } = multiplications(shape);
  expect(counted(configure({ ...plain, nonLinearity: 'tanh', shape }))).toEqual({
    fullJacobians: null,
    fromScratch,
    deltaReused,
  });
});
