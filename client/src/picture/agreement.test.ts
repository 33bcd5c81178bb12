import { expect, test } from 'vitest';
import { exampleTensors, summedOver } from '@deltaboard/shared/gradient/gradient.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { configuration, moment, plan, run, settings, shape } from '../testing/example.ts';
import { agreementsOf, NUMERIC_SAMPLE, othersOf, performedNames } from './agreement.ts';
import { momentPicture } from './exact.ts';
import { wholePicture } from './pass.ts';
import type { ComputedPass } from './computed-pass.ts';
import { initialParameters } from '@deltaboard/shared/model/parameters.ts';

const options = { compare: true, objective: 'J' } as const;

function passOf(): ComputedPass {
  const { pass } = momentPicture(moment(2, 0), run, options);
  if (!pass) throw new Error('no pass');
  return pass;
}

test('S10 a gradient that is wrong in one entry disagrees, and that entry is named', () => {
  const pass = passOf();
  const others = othersOf(pass, null);
  const W = pass.gradient.layers[0].W;
  const perturbed = { ...W, data: W.data.with(17, W.data[17] + 1e-6) };
  const wrong = [{ ...pass.gradient, layers: [{ ...pass.gradient.layers[0], W: perturbed }] }];
  const names = new Set(exampleTensors(summedOver(wrong)).keys());
  expect(agreementsOf(wrong, others, names)).toMatchObject({
    graph: { agrees: false, tensor: 'W1', entry: 17 },
    numeric: { agrees: false, tensor: 'W1', entry: 17 },
  });
  expect(agreementsOf(wrong, others, new Set(['b1', 'u']))).toMatchObject({
    graph: { agrees: true },
    numeric: { agrees: true },
  });
});

test('S10 a gradient that is not a number disagrees', () => {
  const pass = passOf();
  const wrong = [{ ...pass.gradient, s: Float64Array.of(NaN) }];
  expect(agreementsOf(wrong, othersOf(pass, null), new Set(['s']))?.graph).toMatchObject({
    agrees: false,
    difference: Infinity,
    tensor: 's',
  });
});

test('S10 inside a pass what has been performed is compared, and nothing before there is a gradient', () => {
  const compared = (done: number) => momentPicture(moment(1, done), run, options).agreement;
  expect(compared(5)).toBeNull();
  expect(compared(6)).toBeNull();
  expect(compared(7)?.numeric).toMatchObject({ checked: 1, entries: 1 });
  expect(compared(8)?.numeric).toMatchObject({ checked: 4, entries: 4 });
  const all = momentPicture(moment(2, 0), run, options).agreement;
  expect(all?.numeric.checked).toBe(1 + 3 + 3 + 3 + 3 + 3 * 30 + 30);
});

test('S10 of a large model a seeded sample is differentiated, and it says so', () => {
  const parameters = initialParameters({ ...shape, hidden: [40] }, 3);
  const { nonLinearity } = settings;
  const { pass } = wholePicture(configuration, { parameters, nonLinearity, head: 'logistic' }, run.probes[0]);
  if (!pass) throw new Error('no pass');
  const names = performedNames(operationsOf(plan), () => true, { index: 0 });
  const numeric = agreementsOf(pass.gradients, othersOf(pass, null), names)?.numeric;
  expect(numeric).toMatchObject({ agrees: true, sampled: true });
  expect(numeric?.checked).toBe(1 + 40 + 40 + 40 + 40 + NUMERIC_SAMPLE + 30);
  expect(numeric?.entries).toBe(1 + 40 + 40 + 40 + 40 + 40 * 30 + 30);
});

test('GR9 of numbers so large that a difference of them is 0, a right gradient is not accused, and it says so', () => {
  const parameters = initialParameters({ ...shape, hidden: [8, 8] }, 3);
  parameters.theta.forEach((value, i) => (parameters.theta[i] = 1e13 * value));
  // The wrong way round, so that J is as large as s.
  parameters.u.forEach((value, i) => (parameters.u[i] = -value));
  const model = { parameters, nonLinearity: 'relu', head: 'logistic' } as const;
  const { pass } = wholePicture(configuration, model, run.probes[0]);
  if (!pass) throw new Error('no pass');
  const gradients = [pass.gradient];
  const names = new Set(exampleTensors(summedOver(gradients)).keys());
  const found = agreementsOf(gradients, othersOf(pass, null), names);
  expect(found).toMatchObject({ graph: { agrees: true }, numeric: { agrees: true } });
  expect(found?.numeric.incomparable).toBeGreaterThan(0);
  expect(found?.numeric.checked).toBeGreaterThan(0);
});
