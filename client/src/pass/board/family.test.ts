// @vitest-environment node
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { conventions } from '@deltaboard/shared/protocol/view.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { momentPicture } from '../../picture/exact.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { madeOf } from './made.ts';
import type { Reading } from './readable.ts';
import { readingOf } from './reading.ts';
import { isSatisfied } from './reading-parts.ts';
import { rolesOf } from './roles.ts';
import { foldScales, nextScales } from './scale.ts';
import { presentTensors, quantitiesOf, scalarNames, tensorOf } from './tensors.ts';

const family: readonly (readonly [name: string, Partial<Configuration>])[] = [
  ['no hidden layer', { hidden: [] }],
  ['a softmax without a layer', { hidden: [], head: 'softmax' }],
  ['a softmax on two layers in minibatches', { hidden: [4, 3], head: 'softmax', batch: 2, decay: 0.01 }],
  ['a pair', { head: 'max-margin' }],
  ['four layers', { hidden: [5, 4, 3, 2], trainVectors: true }],
];

/** A reading whose numbers are all of the product it names. */
const product = ({ numbers }: Reading): number | null => {
  const texts = numbers.filter((part) => typeof part === 'string');
  const factors = numbers.filter((part) => typeof part === 'number');
  return factors.length === 2 && texts.length === 1 && texts[0] === ' · ' ? factors[0] * factors[1] : null;
};

describe.each(family)('%s', (_, changed) => {
  const { run, momentAt } = familyRun(changed);
  const plan = stepPlan(run.configuration);
  const layers = Math.max(1, plan.layers);
  const operations = operationsOf(plan);
  const pictures = Array.from({ length: layers }, (_layer, l) =>
    operations.map((_operation, k) =>
      momentPicture(momentAt(k + 1 === operations.length ? 0 : k + 1), run, {
        compare: false,
        objective: 'J',
        layer: l + 1,
      }),
    ),
  ).flat();

  test('UI4 every entry says its own value, and a product is the product of its numbers', () => {
    let products = 0;
    for (const picture of pictures) {
      for (const quantity of presentTensors(picture)) {
        const { state, values } = tensorOf(picture, quantity);
        for (const index of [0, values.length >> 1, values.length - 1]) {
          const reading = readingOf(picture, { quantity, index: Math.max(0, index) });
          if (state === 'not-yet') {
            expect(reading).toMatchObject({ value: null, numbers: [] });
            continue;
          }
          const multiplied = product(reading);
          if (reading.name !== null) expect(reading.value).toBe(values[index]);
          if (multiplied !== null) {
            products++;
            expect(multiplied).toBeCloseTo(reading.value ?? NaN, 12);
          }
        }
      }
    }
    expect(products).toBeGreaterThan(10);
  });

  test('UI4 a sum names the shown window’s product as a term only once it has been added', () => {
    for (const picture of pictures) {
      const { gradientOfU, example } = picture;
      const { sum, state } = gradientOfU;
      if (!sum || state === 'not-yet' || sum.stage !== 'sum') continue;
      const { formula } = readingOf(picture, { quantity: 'gradientOfU', index: 0 });
      const shown = example.index * example.windows + example.window + 1;
      if (sum.done < shown) expect(formula).toBeNull();
      else if (sum.done > 1) expect(formula?.text.startsWith('… + ')).toBe(true);
    }
  });

  test('KaTeX typesets every symbol, formula and reading', () => {
    const typesets = (tex: string) =>
      expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'ignore' })).not.toThrow();
    for (const picture of pictures.filter((_picture, k) => k % 7 === 0)) {
      for (const { tex } of Object.values(quantitiesOf(picture))) typesets(tex);
      for (const convention of conventions) {
        for (const { tex } of Object.values(madeOf(picture, convention))) typesets(tex);
      }
      for (const quantity of [...presentTensors(picture), ...scalarNames]) {
        const { name, formula } = readingOf(picture, { quantity, index: 0 });
        for (const symbol of [name, formula]) if (symbol) typesets(symbol.tex);
      }
    }
  });

  test('S9 what an operation makes is on the board, open or folded, unless only its W or b is folded away', () => {
    for (const picture of pictures) {
      const operation = picture.progress?.operation;
      if (!operation) throw new Error('no operation');
      const made = rolesOf(operation, picture).filter(([, role]) => role === 'made' || role === 'downstream');
      const isFolded = 'layer' in operation && operation.layer - 1 !== picture.open;
      const isHidden = isFolded
        ? operation.tensor === 'W' || operation.tensor === 'b'
        : operation.tensor === 'x' && picture.open > 0;
      expect([operation, made.length > 0]).toEqual([operation, !isHidden]);
    }
  });

  test('UI21 every δ and ∂J/∂h of every layer is on one scale', () => {
    const whole = pictures[operations.length - 1];
    const { scales } = nextScales(null, whole);
    for (const fold of foldScales(whole)) {
      expect([fold.delta, fold.gradientOfH]).toEqual([scales.delta, scales.gradientOfH]);
    }
  });
});

test('UI23 the board says why everything is zero, and of no other zero', () => {
  const satisfied = { scores: { s: 2, corrupted: 0.5 }, J: 0 };
  expect(isSatisfied(satisfied)).toBe(true);
  expect(isSatisfied({ ...satisfied, J: null })).toBe(false);
  expect(isSatisfied({ scores: null, J: 0 })).toBe(false);
});
