import { expect, test } from 'vitest';
import { conventions } from '@deltaboard/shared/protocol/state.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { matrix, type Matrix } from '@deltaboard/shared/model/matrix.ts';
import { momentPicture } from '../picture/exact.ts';
import type { Picture } from '../picture/picture.ts';
import { moment, run, shape } from '../testing/example.ts';
import { equationOf, type Convention } from './equation.ts';
import type { Equation, Term, TermValue } from './parts.ts';

const at = (done: number, objective: 'J' | 's' = 'J'): Picture =>
  momentPicture(moment(2, done), run, { compare: false, objective });

function equationAt(tensor: string, convention: Convention, objective: 'J' | 's' = 'J'): Equation {
  const operations = operationsOf(shape, objective);
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

for (const objective of ['J', 's'] as const) {
  for (const convention of conventions) {
    test.each(['u', 'h', 'z', 'b', 'W', 'x'])(
      `S9 of ${objective}, ${convention}: downstream = upstream × local by %s, in numbers and in shapes`,
      (tensor) => {
        const equation = equationAt(tensor, convention, objective);
        const [downstream, ...factors] = termsOf(equation).map(({ value }) => matrixOf(value));
        const entrywise = equation.parts.some((part) => part.text === '∘');
        const made = factors.reduce((left, right) =>
          entrywise
            ? { ...left, data: Float64Array.from(left.data, (x, i) => x * right.data[i]) }
            : product(left, right),
        );
        expect([made.rows, made.columns]).toEqual([downstream.rows, downstream.columns]);
        made.data.forEach((entry, k) => expect(entry).toBeCloseTo(downstream.data[k], 12));
        for (const { shape: stated, value } of termsOf(equation)) {
          const { rows, columns } = matrixOf(value);
          expect([rows, columns]).toEqual(stated);
        }
      },
    );
  }
}

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
  for (let done = 1; done <= operationsOf(shape).length; done++) {
    const equation = equationOf(at(done), 'shape');
    if (equation?.key === 'theta') continue;
    expect(equation && termsOf(equation).every(({ value }) => value !== null)).toBe(true);
  }
});
