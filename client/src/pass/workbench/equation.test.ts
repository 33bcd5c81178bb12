import { describe, expect, test } from 'vitest';
import { conventions } from '@deltaboard/shared/protocol/view.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { objectives, operationsOf } from '@deltaboard/shared/training/operations.ts';
import { matrix, type Matrix } from '@deltaboard/shared/model/matrix.ts';
import { momentPicture } from '../../picture/exact.ts';
import type { Picture } from '../../picture/picture.ts';
import { language } from '../../language/language.svelte.ts';
import { moment, plan, run } from '../../testing/example.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { equationOf, type Convention } from './equation.ts';
import type { Equation, Term, TermValue } from './parts.ts';

const at = (done: number, objective: 'J' | 's' = 'J'): Picture =>
  momentPicture(moment(2, done), run, { compare: false, objective });

function equationAt(tensor: string, convention: Convention, objective: 'J' | 's' = 'J'): Equation {
  const operations = operationsOf(plan, objective);
  const done = operations.findIndex((found) => found.phase === 'backward' && found.tensor === tensor) + 1;
  const equation = equationOf(at(done, objective), convention);
  if (!equation) throw new Error(`no equation at ${tensor}`);
  return equation;
}

const termsOf = ({ parts }: Equation): readonly Term[] => parts.filter((part) => part.kind === 'term');

/** A term's number as the matrix that it stands for. */
function matrixOf(value: TermValue | null, p = 0): Matrix {
  if (!value) throw new Error('not yet');
  switch (value.form) {
    case 'number':
      return { rows: 1, columns: 1, data: Float64Array.of(p) };
    case 'scalar':
      return { rows: 1, columns: 1, data: Float64Array.of(value.value) };
    case 'row':
      return { rows: 1, columns: value.values.length, data: value.values };
    case 'column':
      return { rows: value.values.length, columns: 1, data: value.values };
    case 'matrix':
      return { rows: value.rows, columns: value.columns, data: value.values };
    case 'transposed': {
      const data = new Float64Array(value.values.length);
      value.values.forEach((entry, k) => {
        data[(k % value.columns) * value.rows + Math.floor(k / value.columns)] = entry;
      });
      return { rows: value.columns, columns: value.rows, data };
    }
    case 'diagonal':
    case 'identity': {
      const n = value.form === 'identity' ? value.size : value.values.length;
      const square = matrix(n, n);
      for (let i = 0; i < n; i++) square.data[i * n + i] = value.form === 'identity' ? 1 : value.values[i];
      return square;
    }
    case 'row-block': {
      const m = value.x.length;
      const wide = matrix(value.rows, value.rows * m);
      for (let i = 0; i < value.rows; i++) wide.data.set(value.x, i * value.rows * m + i * m);
      return wide;
    }
  }
}

function product(a: Matrix, b: Matrix): Matrix {
  const scalar = a.rows * a.columns === 1 ? [a, b] : b.rows * b.columns === 1 ? [b, a] : null;
  if (scalar) return { ...scalar[1], data: Float64Array.from(scalar[1].data, (x) => x * scalar[0].data[0]) };
  expect(a.columns).toBe(b.rows);
  const out = matrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.columns; j++)
      for (let k = 0; k < a.columns; k++)
        out.data[i * b.columns + j] += a.data[i * a.columns + k] * b.data[k * b.columns + j];
  return out;
}

/** What the terms and signs come to: sums of products, entry by entry where it says so. */
function computed({ parts }: Equation): { readonly made: Matrix; readonly right: Matrix } {
  const [made, , ...rest] = parts;
  if (made.kind !== 'term') throw new Error('an equation begins with what it makes');
  let total: Matrix | null = null;
  let running: Matrix | null = null;
  let sign: string | null = null;
  for (const part of rest) {
    if (part.kind === 'sign') {
      if (part.text === '+') [total, running] = [added(total, running), null];
      sign = part.text;
      continue;
    }
    const factor = matrixOf(part.value, numberIn(part.value));
    if (!running) running = factor;
    else running = sign === '∘' ? entrywise(running, factor) : product(running, factor);
  }
  return { made: matrixOf(made.value), right: added(total, running) };
}

/** "(0.731 − 1)": the only number that is written as text. */
function numberIn(value: TermValue | null): number {
  if (value?.form !== 'number') return 0;
  const [p, y] = value.text.replace(/[()]/g, '').split(' − ').map(Number);
  return p - y;
}

const entrywise = (a: Matrix, b: Matrix): Matrix => ({
  ...a,
  data: Float64Array.from(a.data, (entry, i) => entry * b.data[i]),
});

function added(a: Matrix | null, b: Matrix | null): Matrix {
  if (!a || !b) return a ?? b ?? matrix(0, 0);
  expect([a.rows, a.columns]).toEqual([b.rows, b.columns]);
  return { ...a, data: Float64Array.from(a.data, (entry, i) => entry + b.data[i]) };
}

const family: readonly [string, Partial<Configuration>][] = [
  ['one layer', {}],
  ['no layer', { hidden: [] }],
  ['three layers', { hidden: [5, 4, 3] }],
  ['softmax', { head: 'softmax' }],
  ['softmax without a layer', { head: 'softmax', hidden: [] }],
  ['two layers, softmax, three examples, L2', { hidden: [4, 3], head: 'softmax', batch: 3, decay: 0.01 }],
  ['pairs', { head: 'max-margin' }],
  ['AdaGrad, trained vectors', { optimiser: 'adagrad', trainVectors: true }],
];

describe.each(family)('S9 %s', (_name, change) => {
  const { run, momentAt } = familyRun(change);
  test.each(objectives)(
    'of %s every operation’s numbers multiply out to what it makes, in shapes too',
    (objective) => {
      const operations = operationsOf(stepPlan(run.configuration), objective);
      let checked = 0;
      operations.forEach((operation, k) => {
        const options = { compare: false, objective, layer: 1, label: 2 };
        const picture = momentPicture(momentAt((k + 1) % operations.length), run, options);
        for (const convention of conventions) {
          const equation = equationOf(picture, convention);
          if (!equation) throw new Error('no equation');
          for (const { shape: stated, value } of termsOf(equation)) {
            if (!stated || value?.form === 'number') continue;
            const { rows, columns } = matrixOf(value);
            expect([equation.key, rows, columns]).toEqual([equation.key, ...stated]);
          }
          // f, the logarithm, max and θ are no products; a sum so far is not among the terms.
          const isProduct =
            !['x', 'h', 'J', 'theta'].includes(operation.tensor) || operation.phase === 'backward';
          if (!isProduct || equation.parts.some(({ text }) => text === '… +')) continue;
          const { made, right } = computed(equation);
          const tolerance = termsOf(equation).some(({ value }) => value?.form === 'number') ? 3 : 12;
          expect([equation.key, right.data.length]).toEqual([equation.key, made.data.length]);
          right.data.forEach((entry, i) => expect(entry).toBeCloseTo(made.data[i], tolerance));
          checked++;
        }
      });
      expect(checked).toBeGreaterThanOrEqual(objective === 'J' ? 10 : 8);
    },
  );
});

test('S9 a gradient by θ says what it goes on top of, from the second window of a step on', () => {
  const { run, momentAt } = familyRun({ batch: 3 });
  const operations = operationsOf(stepPlan(run.configuration));
  const starts = operations.flatMap(({ phase, tensor }, k) => {
    if (phase !== 'backward' || tensor !== 'W') return [];
    const equation = equationOf(
      momentPicture(momentAt(k + 1), run, { compare: false, objective: 'J' }),
      'shape',
    );
    return [[equation?.parts[2].text, equation?.context.sum?.done]];
  });
  expect(starts).toEqual([
    ['δ', 1],
    ['… +', 2],
    ['… +', 3],
  ]);
});

test('S11 a satisfied margin says that everything is exactly 0, and why', () => {
  const { run, momentAt } = familyRun({ head: 'max-margin', learningRate: 0.5 }, 400);
  const done = operationsOf(stepPlan(run.configuration)).findIndex(
    ({ phase, tensor }) => phase === 'backward' && tensor === 's',
  );
  const picture = momentPicture(momentAt(done + 1), run, { compare: false, objective: 'J' });
  expect(picture.J).toBe(0);
  const equation = equationOf(picture, 'shape');
  expect(equation?.context.satisfied).toBe(true);
  expect(equation && termsOf(equation).at(-1)?.value).toEqual({ form: 'scalar', value: 0 });
  expect(equation && language.t.workbench.note.ds(equation.context)).toContain('exactly 0');
});

test('S9 layers are named where there are several: δ⁽¹⁾ comes from W⁽²⁾ᵀδ⁽²⁾', () => {
  const { run, momentAt } = familyRun({ hidden: [4, 3] });
  const operations = operationsOf(stepPlan(run.configuration));
  const textAt = (tensor: string, layer: number): string => {
    const done = operations.findIndex(
      (operation) =>
        operation.phase === 'backward' &&
        operation.tensor === tensor &&
        'layer' in operation &&
        operation.layer === layer,
    );
    const picture = momentPicture(momentAt(done + 1), run, { compare: false, objective: 'J' });
    return (equationOf(picture, 'shape')?.parts ?? []).map(({ text }) => text).join(' ');
  };
  expect(textAt('h', 1)).toBe('∂J/∂h⁽¹⁾ = W⁽²⁾ᵀ  δ⁽²⁾');
  expect(textAt('z', 1)).toBe('∂J/∂z⁽¹⁾ = ∂J/∂h⁽¹⁾ ∘ f′(z⁽¹⁾) =: δ⁽¹⁾');
  expect(textAt('W', 2)).toBe('∂J/∂W⁽²⁾ = δ⁽²⁾  h⁽¹⁾ᵀ');
});

test('S8 ∂J/∂W is one row of n·m in the Jacobian form and shaped like W in the shape convention', () => {
  const made = (convention: Convention) => termsOf(equationAt('W', convention))[0].shape;
  expect([made('jacobian'), made('shape')]).toEqual([
    [1, 90],
    [3, 30],
  ]);
});

test('S9 δ has both roles: downstream of f where it is made, upstream where it is used', () => {
  const [made] = termsOf(equationAt('z', 'shape'));
  expect(made.roles).toEqual(['downstream', 'delta-made']);
  for (const tensor of ['b', 'W', 'x']) {
    const used = termsOf(equationAt(tensor, 'shape')).find(({ text }) => text === 'δ');
    expect(used?.roles).toEqual(['upstream', 'delta-used']);
  }
});

test('S5 of s every symbol reads ∂s/∂·, and the first operation back is ∂s/∂s = 1', () => {
  const [first, one] = termsOf(equationAt('s', 'shape', 's'));
  expect([first.text, one.value]).toEqual(['∂s/∂s', { form: 'scalar', value: 1 }]);
  expect(termsOf(equationAt('h', 'shape', 's')).map(({ text }) => text)).toEqual(['∂s/∂h', '∂s/∂s', 'u']);
});

test('UI2 before the first operation there is no equation, and nothing shows a number that is not there', () => {
  expect(
    equationOf(momentPicture(moment(1, 0), run, { compare: false, objective: 'J' }), 'shape'),
  ).toBeNull();
  for (let done = 1; done <= operationsOf(plan).length; done++) {
    const equation = equationOf(at(done), 'shape');
    if (equation?.key === 'theta') continue;
    expect(equation && termsOf(equation).every(({ value }) => value !== null)).toBe(true);
  }
});
