// @vitest-environment node
import katex from 'katex';
import { conventions } from '@deltaboard/shared/protocol/state.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { describe, expect, test } from 'vitest';
import { texText } from '../board/reader.ts';
import { readingOf } from '../board/reading.ts';
import { functionSymbols, presentTensors, quantitiesOf, scalarNames } from '../board/tensors.ts';
import { momentPicture } from '../picture/exact.ts';
import { moment, plan, run } from '../testing/example.ts';
import { exactProbe } from '../testing/example-frame.ts';
import { equationOf } from '../workbench/equation.ts';
import { chainView, targets } from '../workbench/factors.ts';

const typesets = (tex: string) =>
  expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'ignore' })).not.toThrow();

describe('KaTeX typesets', () => {
  test('every symbol of the board', () => {
    for (const objective of ['J', 's'] as const) {
      for (const { tex } of Object.values(quantitiesOf({ ...exactProbe, objective }))) typesets(tex);
    }
    for (const { tex } of Object.values(functionSymbols)) typesets(`${tex}(z)`);
  });

  test('every operation’s equation, in both conventions, of J and of s', () => {
    for (const objective of ['J', 's'] as const) {
      for (let done = 1; done <= operationsOf(plan, objective).length; done++) {
        const picture = momentPicture(moment(2, done), run, { compare: false, objective });
        for (const convention of conventions) {
          for (const { tex } of equationOf(picture, convention)?.parts ?? []) typesets(tex);
        }
      }
    }
  });

  test('every factor of a gradient by hand', () => {
    const { pass } = exactProbe;
    if (!pass) throw new Error('no pass');
    for (const target of targets) {
      const { factors, product } = chainView(exactProbe, pass, target, 'jacobian');
      for (const { tex, value } of [...factors, product]) typesets(`${tex} = ${value.tex}`);
    }
  });

  test('every reading', () => {
    for (const quantity of [...presentTensors(exactProbe), ...scalarNames]) {
      const { name, formula } = readingOf(exactProbe, { quantity, index: 0 });
      for (const symbol of [name, formula]) if (symbol) typesets(symbol.tex);
    }
  });

  test('words of any signs', () => {
    for (const word of ['$', '%', 'C#', 'R&D', 'a_b', '^', '~', '\\', '{', '}', '<b>', 'São', '서울', '“']) {
      typesets(`x^{\\text{${texText(word)}}}_{1}`);
    }
  });
});
