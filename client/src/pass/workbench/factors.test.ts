import type { Target } from '@deltaboard/shared/protocol/view.ts';
import { expect, test } from 'vitest';
import { materialise, multiply } from '@deltaboard/shared/gradient/jacobian.ts';
import type { Matrix } from '@deltaboard/shared/model/matrix.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { momentPicture } from '../../picture/exact.ts';
import type { ComputedPass } from '../../picture/computed-pass.ts';
import type { Picture } from '../../picture/picture.ts';
import { moment, run } from '../../testing/example.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { bridgeOf } from './bridge.ts';
import { entryOf } from './entries.ts';
import { chainView, DRAWN_LIMIT } from './factors.ts';
import { ofShownWindow } from './opened.ts';
import { selectedEntry } from './selected.ts';
import { targetAt, targetsOf } from './targets.ts';

function at(done: number, objective: 'J' | 's' = 'J'): Picture & { readonly pass: ComputedPass } {
  const picture = momentPicture(moment(2, done), run, { compare: false, objective });
  if (!picture.pass) throw new Error('no pass');
  return { ...picture, pass: picture.pass };
}

const family: readonly [string, Partial<Configuration>][] = [
  ['one layer', {}],
  ['no layer', { hidden: [] }],
  ['three layers', { hidden: [5, 4, 3] }],
  ['softmax', { head: 'softmax', hidden: [4, 3] }],
  ['softmax without a layer', { head: 'softmax', hidden: [] }],
  ['pairs', { head: 'max-margin' }],
  ['a minibatch with L2', { batch: 3, decay: 0.1 }],
];

test.each(family)(
  'S6 S8 the factors drawn for every target multiply to the row that is drawn: %s',
  (_name, change) => {
    const { run: familys, momentAt } = familyRun(change);
    for (const objective of ['J', 's'] as const) {
      const options = { compare: false, objective, label: 2 };
      const length = operationsOf(stepPlan(familys.configuration), objective).length;
      for (const done of objective === 'J' ? [0, length - 1] : [length]) {
        const picture = momentPicture(momentAt(done), familys, options);
        if (!picture.pass) throw new Error('no pass');
        const shown = ofShownWindow(picture, picture.pass);
        for (const target of targetsOf(shown)) {
          const { factors, product } = chainView(shown, picture.pass, target, 'jacobian');
          const start: Matrix = { rows: 1, columns: 1, data: Float64Array.of(1) };
          const multiplied = factors.reduce<Matrix>((left, { jacobian }) => multiply(left, jacobian), start);
          expect([target, product.jacobian.rows, product.jacobian.columns]).toEqual([
            target,
            1,
            multiplied.data.length,
          ]);
          multiplied.data.forEach((entry, k) =>
            expect(entry).toBeCloseTo(entryOf(product.jacobian, 0, k), 12),
          );
        }
      }
    }
  },
);

test('S6 for s the chain is the lecture’s: ∂s/∂h · ∂h/∂z · ∂z/∂b', () => {
  const picture = at(0, 's');
  const { factors } = chainView(picture, picture.pass, 'b1', 'jacobian');
  expect(factors.map(({ text, value }) => `${text} = ${value.text}`)).toEqual([
    '∂s/∂h = uᵀ',
    '∂h/∂z = diag(f′(z))',
    '∂z/∂b = I',
  ]);
});

test('UI10 every factor says its shape in letters and the equation that it is the derivative of', () => {
  const picture = at(0);
  const { factors, product } = chainView(picture, picture.pass, 'W1', 'jacobian');
  expect([...factors, product].map(({ letters, from }) => [letters, from?.text])).toEqual([
    ['1×1', 'J = −log p(y)'],
    ['1×n', 's = uᵀh'],
    ['n×n', expect.stringMatching(/^h = .*\(z\)$/)],
    ['n×nm', 'z = Wx + b'],
    ['1×nm', undefined],
  ]);
});

test.each(family)(
  'S8 UI10 the shapes that are written multiply, in letters and in numbers: %s',
  (_name, change) => {
    const { run: familys, momentAt } = familyRun(change);
    const length = operationsOf(stepPlan(familys.configuration), 'J').length;
    for (const objective of ['J', 's'] as const) {
      const done = objective === 'J' ? length - 1 : operationsOf(stepPlan(familys.configuration), 's').length;
      const picture = momentPicture(momentAt(done), familys, { compare: false, objective, label: 1 });
      if (!picture.pass) throw new Error('no pass');
      const shown = ofShownWindow(picture, picture.pass);
      for (const target of targetsOf(shown)) {
        for (const convention of ['jacobian', 'shape'] as const) {
          const { factors, product } = chainView(shown, picture.pass, target, convention);
          const multiplied = (shapes: readonly string[]): string =>
            shapes.reduce((left, right) => {
              const [rows, inner] = left.split('×');
              const [next, columns] = right.split('×');
              expect([target, shapes, next]).toEqual([target, shapes, inner]);
              return `${rows}×${columns}`;
            });
          const written = ({ jacobian: { rows, columns } }: (typeof factors)[number]) => `${rows}×${columns}`;
          expect(multiplied(factors.map(written))).toBe(written(product));
          expect(multiplied(factors.map(({ letters }) => letters))).toBe(product.letters);
          const { reshaped } = product;
          expect([reshaped !== null, product.jacobian.rows]).toEqual([convention === 'shape', 1]);
          if (!reshaped) continue;
          expect(reshaped.rows * reshaped.columns).toBe(product.jacobian.columns);
          // k×n of a row of kn.
          expect(reshaped.letters.replace(/×1?/, '')).toBe(product.letters.replace('1×', ''));
        }
      }
    }
  },
);

test('S8 in the shape convention the row is reshaped into the shape of its value', () => {
  const picture = at(0);
  const shapeOf = (target: Target) => {
    const { product } = chainView(picture, picture.pass, target, 'shape');
    return [product.jacobian.columns, product.reshaped?.rows, product.reshaped?.columns];
  };
  expect([shapeOf('W1'), shapeOf('x'), shapeOf('b1')]).toEqual([
    [90, 3, 30],
    [30, 30, 1],
    [3, 3, 1],
  ]);
});

test('UI2 a factor is there once the pass has come to it', () => {
  const picture = at(10);
  const ready = chainView(picture, picture.pass, 'W1', 'jacobian').factors.map((factor) => factor.ready);
  expect(ready).toEqual([true, true, true, false]);
  expect(targetAt(picture.progress?.operation ?? null, picture)).toBe('z1');
});

test('GR7 above the limit a Jacobian stays structured, and every entry can still be read', () => {
  const { run: large, momentAt } = familyRun({ hidden: [60] });
  const picture = momentPicture(momentAt(0), large, { compare: false, objective: 'J' });
  if (!picture.pass) throw new Error('no pass');
  const zByW = chainView(picture, picture.pass, 'W1', 'jacobian').factors[3].jacobian;
  expect(zByW.rows * zByW.columns).toBeGreaterThan(DRAWN_LIMIT);
  expect(zByW.kind).toBe('row-block');
  const dense = materialise(zByW);
  for (const [i, j] of [
    [0, 0],
    [0, 50],
    [59, 2999],
    [7, 355],
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
