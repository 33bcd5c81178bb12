// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { momentPicture } from '../../picture/exact.ts';
import type { Reading } from './readable.ts';
import { readingOf } from './reading.ts';
import { formsOf, isShort, termsOf, textOf } from './sum-forms.ts';
import { presentTensors, scalarNames, tensorOf } from './tensors.ts';

const reading = (numbers: Reading['numbers'], changed: Partial<Reading> = {}): Reading => ({
  name: { tex: 'a', text: 'a' },
  formula: { tex: 'b c', text: 'b · c' },
  value: 1,
  rounded: false,
  note: null,
  lights: [],
  ...changed,
  numbers,
});
const written = (one: Reading): readonly string[] => formsOf(one).map(textOf);

describe('UI53 a line is shortened by whole terms', () => {
  test('of a product first the formula goes, which the equation says too, then its numbers, then its name', () => {
    expect(written(reading([0.5, ' · ', 2]))).toEqual([
      'a = b · c = 0.500 · 2.000',
      'a = 0.500 · 2.000',
      'a = …',
      '…',
      '',
    ]);
  });

  test('of a sum first what comes after the first term', () => {
    const sum = [0.5, ' · ', 2, ' + ', 1, ' · ', 3, ' + …'];
    expect(written(reading(sum)).slice(0, 4)).toEqual([
      'a = b · c = 0.500 · 2.000 + 1.000 · 3.000 + …',
      'a = b · c = 0.500 · 2.000 + …',
      'a = 0.500 · 2.000 + 1.000 · 3.000 + …',
      'a = 0.500 · 2.000 + …',
    ]);
    expect(termsOf(sum).map((term) => term.join(''))).toEqual(['0.5 · 2', ' + 1 · 3', ' + …']);
  });

  test('what stands in brackets is one term', () => {
    expect(termsOf(['max(0, 1 − ', 0.2, ' + ', 0.3, ')'])).toHaveLength(1);
    expect(termsOf(['tanh(', 0.2, ')'])).toHaveLength(1);
  });

  test('where the formula is the name it stays as long as a name', () => {
    expect(written(reading([0.5, ' · ', 2], { name: null }))).toEqual([
      'b · c = 0.500 · 2.000',
      'b · c = …',
      '…',
      '',
    ]);
  });
});

test('UI53 over the family every shorter form has "…" where numbers were left out, and nothing that the whole line has not', () => {
  const family: readonly Partial<Configuration>[] = [
    {},
    { hidden: [] },
    { hidden: [4, 3], head: 'softmax', batch: 2, decay: 0.01 },
    { head: 'max-margin' },
  ];
  for (const changed of family) {
    const { run, momentAt } = familyRun(changed);
    const operations = operationsOf(stepPlan(run.configuration));
    for (const k of [3, operations.length - 2, operations.length]) {
      const picture = momentPicture(momentAt(k === operations.length ? 0 : k), run, {
        compare: false,
        objective: 'J',
      });
      for (const quantity of [...presentTensors(picture), ...scalarNames]) {
        const last =
          quantity === 'J' || quantity === 'gradientOfJ' ? 0 : tensorOf(picture, quantity).values.length;
        const whole = readingOf(picture, { quantity, index: Math.max(0, last - 1) });
        const [first, ...shorter] = formsOf(whole);
        expect(isShort(first, whole)).toBe(false);
        for (const form of shorter) {
          expect(isShort(form, whole)).toBe(true);
          const isWhole = form.numbers.join('') === whole.numbers.join('');
          const isNothing = form.numbers.length === 0;
          expect(isWhole || isNothing || form.numbers.join('').endsWith('…'), textOf(form)).toBe(true);
          for (const part of form.numbers)
            if (typeof part === 'number') expect(whole.numbers).toContain(part);
        }
        expect(textOf(formsOf(whole).at(-1) ?? first)).toBe('');
      }
    }
  }
});
