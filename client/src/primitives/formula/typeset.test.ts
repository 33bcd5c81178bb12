// @vitest-environment node
import katex from 'katex';
import { conventions } from '@deltaboard/shared/protocol/view.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { describe, expect, test } from 'vitest';
import { texText } from '../../pass/board/reader.ts';
import { readingOf } from '../../pass/board/reading.ts';
import { madeOf } from '../../pass/board/made.ts';
import { functionSymbols, presentTensors, quantitiesOf, scalarNames } from '../../pass/board/tensors.ts';
import { momentPicture } from '../../picture/exact.ts';
import { moment, plan, run } from '../../testing/example.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { exactProbe } from '../../testing/example-frame.ts';
import { equationOf } from '../../pass/workbench/equation.ts';
import { chainView } from '../../pass/workbench/factors.ts';
import { targetsOf } from '../../pass/workbench/targets.ts';

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
    for (const target of targetsOf(exactProbe)) {
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

  test('everything of the whole family: symbols, equations, factors and readings', () => {
    const family: readonly Partial<Configuration>[] = [
      { hidden: [] },
      { hidden: [5, 4, 3], head: 'softmax', batch: 2, decay: 0.1, optimiser: 'adagrad' },
      { head: 'softmax', hidden: [] },
      { head: 'max-margin' },
    ];
    for (const change of family) {
      const { run: familys, momentAt } = familyRun(change);
      for (const objective of ['J', 's'] as const) {
        const { length } = operationsOf(stepPlan(familys.configuration), objective);
        for (let done = 1; done <= length; done++) {
          const options = { compare: false, objective, layer: 2, label: 3 };
          const picture = momentPicture(
            momentAt(done % (length + (objective === 's' ? 1 : 0))),
            familys,
            options,
          );
          for (const { tex } of Object.values(quantitiesOf(picture))) typesets(tex);
          for (const convention of conventions) {
            for (const { tex } of Object.values(madeOf(picture, convention))) typesets(tex);
            for (const { tex } of equationOf(picture, convention)?.parts ?? []) typesets(tex);
          }
          for (const quantity of [...presentTensors(picture), ...scalarNames]) {
            const { name, formula } = readingOf(picture, { quantity, index: 0 });
            for (const symbol of [name, formula]) if (symbol) typesets(symbol.tex);
          }
        }
        const { pass, ...picture } = momentPicture(momentAt(length - 1), familys, {
          compare: false,
          objective,
        });
        if (!pass) throw new Error('no pass');
        for (const target of targetsOf(picture)) {
          const { factors, product } = chainView({ ...picture, pass }, pass, target, 'shape');
          for (const { tex, value, from } of [...factors, product])
            typesets(`${tex} = ${value.tex} ${from?.tex ?? ''}`);
        }
      }
    }
  });

  test('words of any signs', () => {
    for (const word of ['$', '%', 'C#', 'R&D', 'a_b', '^', '~', '\\', '{', '}', '<b>', 'São', '서울', '“']) {
      typesets(`x^{\\text{${texText(word)}}}_{1}`);
    }
  });
});
