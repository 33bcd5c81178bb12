import { expect, test } from 'vitest';
import { materialise, multiply } from '@deltaboard/shared/gradient/jacobian.ts';
import type { Matrix } from '@deltaboard/shared/model/matrix.ts';
import { initialParameters } from '@deltaboard/shared/model/parameters.ts';
import { momentPicture } from '../picture/exact.ts';
import { passPicture } from '../picture/pass.ts';
import type { ComputedPass, Picture } from '../picture/picture.ts';
import { moment, run, settings, shape } from '../testing/example.ts';
import { bridgeOf } from './bridge.ts';
import { chainView, DRAWN_LIMIT, entryOf, targetAt, targets } from './factors.ts';
import { selectedEntry } from './selected.ts';

function at(done: number, objective: 'J' | 's' = 'J'): Picture & { readonly pass: ComputedPass } {
  const picture = momentPicture(moment(2, done), run, { compare: false, objective });
  if (!picture.pass) throw new Error('no pass');
  return { ...picture, pass: picture.pass };
}

test.each(targets)('S6 S8 the factors drawn for %s multiply to the row that is drawn', (target) => {
  for (const objective of ['J', 's'] as const) {
    const picture = at(0, objective);
    const { factors, product } = chainView(picture, picture.pass, target, 'jacobian');
    const start: Matrix = { rows: 1, columns: 1, data: Float64Array.of(1) };
    const multiplied = factors.reduce<Matrix>((left, { jacobian }) => multiply(left, jacobian), start);
    expect([product.jacobian.rows, product.jacobian.columns]).toEqual([1, multiplied.data.length]);
    multiplied.data.forEach((entry, k) => expect(entry).toBeCloseTo(entryOf(product.jacobian, 0, k), 12));
  }
});

test('S6 for s the chain is the lecture’s: ∂s/∂h · ∂h/∂z · ∂z/∂b', () => {
  const picture = at(0, 's');
  const { factors } = chainView(picture, picture.pass, 'b', 'jacobian');
  expect(factors.map(({ text, value }) => `${text} = ${value.text}`)).toEqual([
    '∂s/∂h = uᵀ',
    '∂h/∂z = diag(f′(z))',
    '∂z/∂b = I',
  ]);
});

test('UI10 every factor says its shape in letters and the equation that it is the derivative of', () => {
  const picture = at(0);
  const { factors, product } = chainView(picture, picture.pass, 'W', 'jacobian');
  expect([...factors, product].map(({ letters, from }) => [letters, from?.text])).toEqual([
    ['1×1', 'J = −log p(y)'],
    ['1×n', 's = uᵀh'],
    ['n×n', expect.stringMatching(/^h = .*\(z\)$/)],
    ['n×nm', 'z = Wx + b'],
    ['1×nm', undefined],
  ]);
});

test('S8 in the shape convention the product has the shape of its value', () => {
  const picture = at(0);
  const shapeOf = (target: (typeof targets)[number]) => {
    const { rows, columns } = chainView(picture, picture.pass, target, 'shape').product.jacobian;
    return [rows, columns];
  };
  expect([shapeOf('W'), shapeOf('x'), shapeOf('b')]).toEqual([
    [3, 30],
    [30, 1],
    [3, 1],
  ]);
});

test('UI2 a factor is there once the pass has come to it', () => {
  const picture = at(10);
  const ready = chainView(picture, picture.pass, 'W', 'jacobian').factors.map((factor) => factor.ready);
  expect(ready).toEqual([true, true, true, false]);
  expect(targetAt(picture.progress?.operation ?? null)).toBe('z');
});

test('GR7 above the limit a Jacobian stays structured, and every entry can still be read', () => {
  const large = { inputs: shape.inputs, hidden: [60] };
  const parameters = initialParameters(large, 1);
  const computed = passPicture(run, parameters, settings, run.probes[0], () => true);
  const picture: Picture = { ...at(0), ...computed };
  if (!picture.pass) throw new Error('no pass');
  const zByW = chainView(picture, picture.pass, 'W', 'jacobian').factors[3].jacobian;
  expect(zByW.rows * zByW.columns).toBeGreaterThan(DRAWN_LIMIT);
  expect(zByW.kind).toBe('row-block');
  const dense = materialise(zByW);
  for (const [i, j] of [
    [0, 0],
    [0, 30],
    [59, 1799],
    [7, 215],
  ])
    expect(entryOf(zByW, i, j)).toBe(entryOf(dense, i, j));
});

test('S5 the bridge: p − y times ∂s/∂θ is ∂J/∂θ, read from either', () => {
  const place = { quantity: 'gradientOfW', index: 42 } as const;
  const ofLoss = bridgeOf(at(0), place);
  const ofScore = bridgeOf(at(0, 's'), place);
  expect(ofLoss?.ofLoss).toBe(at(0).layers[0].gradientOfW.values[42]);
  expect(ofScore?.ofScore).toBe(at(0, 's').layers[0].gradientOfW.values[42]);
  expect(ofLoss?.ofScore).toBeCloseTo(ofScore?.ofScore ?? NaN, 12);
  expect(ofScore?.ofLoss).toBeCloseTo(ofLoss?.ofLoss ?? NaN, 12);
  expect(bridgeOf(at(5), place)).toBeNull();
});

test('UI4 the entry shown follows the selection by row and column', () => {
  const picture = at(0);
  const selected = (quantity: 'delta' | 'gradientOfW' | 'gradientOfX') =>
    selectedEntry(picture, quantity, { quantity: 'W', index: 2 * 30 + 7 }).index;
  expect([selected('delta'), selected('gradientOfW'), selected('gradientOfX')]).toEqual([2, 67, 7]);
  // Without a selection: the first unit, the first entry of the centre word.
  expect(selectedEntry(picture, 'gradientOfX', null).index).toBe(10);
});
