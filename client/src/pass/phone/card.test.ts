// @vitest-environment node
/** Over the family: what a phone's screen says of an operation is so. */
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { conventions } from '@deltaboard/shared/protocol/view.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { momentPicture } from '../../picture/exact.ts';
import type { Picture } from '../../picture/picture.ts';
import { isScalar, tensorOf } from '../board/tensors.ts';
import type { BoardEntry } from '../board/board-entry.ts';
import { equationOf } from '../workbench/equation.ts';
import { cardOf } from './card.ts';
import { piecesOf } from './equation.ts';
import { numberLine } from './line.ts';
import { marksOf, rowsOf } from './marks.ts';
import type { Card } from './parts.ts';

const family: readonly (readonly [name: string, Partial<Configuration>])[] = [
  ['one hidden layer', {}],
  ['no hidden layer', { hidden: [] }],
  ['a softmax without a layer', { hidden: [], head: 'softmax' }],
  ['a softmax on two layers in minibatches', { hidden: [4, 3], head: 'softmax', batch: 2, decay: 0.01 }],
  ['a pair', { head: 'max-margin' }],
  ['four layers', { hidden: [5, 4, 3, 2], trainVectors: true }],
  ['twenty units in minibatches', { hidden: [20], batch: 3 }],
];

interface Screen {
  readonly card: Card;
  readonly picture: Picture;
  readonly what: string;
  readonly line: ReturnType<typeof numberLine>;
}

/** Every screen of a step, with the entry that it opens at and every one that its rows and choosers lead to. */
function screensOf(picture: Picture): readonly Screen[] {
  return conventions.flatMap((convention) => {
    const equation = equationOf(picture, convention);
    const screen = (place: BoardEntry | null): Screen => {
      const card = cardOf(picture, equation, place);
      const here = equation?.picture ?? picture;
      return {
        card,
        picture: here,
        what: `${equation?.key} ${convention} ${JSON.stringify(place)}`,
        line: numberLine(card, equation?.key ?? null, here),
      };
    };
    const first = screen(null);
    const { card } = first;
    const reached = [
      ...card.rows.map((_, row) => card.index(row, card.column ?? 0)),
      ...card.choosers.map((chooser) => chooser.index(chooser.of - 1)),
    ];
    return [
      first,
      ...reached.flatMap((index) => (index === null ? [] : [screen({ quantity: card.quantity, index })])),
    ];
  });
}

describe.each(family)('%s', (_, changed) => {
  const { run, momentAt } = familyRun(changed);
  const operations = operationsOf(stepPlan(run.configuration));
  const pictures = operations.map((_operation, k) =>
    momentPicture(momentAt(k + 1 === operations.length ? 0 : k + 1), run, { compare: false, objective: 'J' }),
  );
  const screens = pictures.flatMap(screensOf);

  test('UI31 each operation has its numbers: every column as long as its rows, the row that is read among them', () => {
    for (const { card, what } of screens) {
      expect(card.rows.length, what).toBeGreaterThan(0);
      expect(card.signs, what).toHaveLength(card.columns.length);
      for (const { values, text } of card.columns)
        if (values) expect(values, `${what}: ${text}`).toHaveLength(card.rows.length);
      if (card.row !== null) expect(card.rows[card.row], what).toBeDefined();
      expect(card.columns.at(-1)?.values ?? null, what).not.toBeNull();
    }
  });

  test('UI31 what stands in a row is what it says: products are products, sums sums, the last the tensor’s own', () => {
    for (const { card, what } of screens) {
      const signs = card.signs.slice(1).join(' ');
      const [a, b, c] = card.columns.map(({ values }) => values);
      if (!a || !b || !c) continue;
      for (let row = 0; row < card.rows.length; row++) {
        const made = ['· =', '∘ =', '· = …+'].includes(signs)
          ? a[row] * b[row]
          : signs === '+ ='
            ? a[row] + b[row]
            : null;
        if (made !== null) expect(c[row], `${what}: row ${row}`).toBeCloseTo(made, 6);
      }
    }
  });

  test('UI31 what adds up the rows is their sum', () => {
    for (const { card, what } of screens) {
      const products = card.columns.at(-1)?.values;
      if (!card.sum || !products || card.sum.value === null || card.quantity === 'J') continue;
      expect(
        Array.from(products).reduce((sum, value) => sum + value, 0),
        what,
      ).toBeCloseTo(card.sum.value, 9);
    }
  });

  test('UI32 a row, a word, an entry that is chosen is the one that is read', () => {
    for (const { card, picture, what } of screens) {
      if (isScalar(card.quantity)) continue;
      const { rows, columns } = tensorOf(picture, card.quantity);
      for (const chooser of card.choosers) {
        expect(chooser.at, what).toBeLessThan(chooser.of);
        for (const to of [0, chooser.of - 1]) {
          expect(chooser.index(to), what).toBeGreaterThanOrEqual(0);
          expect(chooser.index(to), what).toBeLessThan(rows * columns);
        }
      }
      if (card.row === null) continue;
      const index = card.index(card.row, card.column ?? 0);
      if (index === null || index >= rows * columns) continue;
      const { values, state } = tensorOf(picture, card.quantity);
      const printed = (card.column === null ? card.columns.at(-1) : card.columns[card.column])?.values;
      const isParameter = ['W', 'b', 'u'].includes(card.quantity);
      if (state !== 'not-yet' && printed && !isParameter) expect(printed[card.row], what).toBe(values[index]);
    }
  });

  test('UI31 a number line leaves out whole terms only, and its formulas can be set', () => {
    for (const { line, card, what } of screens) {
      expect(line.value, what).not.toBeNull();
      for (const term of line.terms) expect(term, what).toMatch(/^([=+·∘−÷] |… |\+ …)/u);
      for (const { tex } of [line.name, ...card.columns, ...card.strips])
        if (tex !== '')
          expect(() => katex.renderToString(tex, { strict: 'ignore' }), `${what}: ${tex}`).not.toThrow();
    }
    for (const picture of pictures)
      for (const convention of conventions) {
        const equation = equationOf(picture, convention);
        for (const { tex } of equation ? piecesOf(equation) : [])
          expect(() => katex.renderToString(tex, { strict: 'ignore' }), tex).not.toThrow();
      }
  });

  test('UI30 the marks are the operations of the shown example and the update, each named by what it makes', () => {
    for (const picture of pictures) {
      const marks = marksOf(operations, picture);
      expect(marks.some(({ number }) => number === picture.progress?.number)).toBe(true);
      for (const { number, operation } of marks) expect(operation).toBe(operations[number - 1]);
      expect(new Set(marks.map(({ symbol }) => symbol)).size).toBeGreaterThan(5);
    }
  });
});

test('UI31 before its operation has been performed a column is not there, whatever its factors are', () => {
  const { run, momentAt } = familyRun({});
  const operations = operationsOf(stepPlan(run.configuration));
  const options = { compare: false, objective: 'J' } as const;
  for (let asked = 2; asked < operations.length; asked++) {
    const early = momentPicture(momentAt(asked - 1), run, options);
    const picture = {
      ...early,
      progress: { operation: operations[asked - 1], number: asked, of: operations.length },
    };
    const equation = equationOf(picture, 'shape');
    const card = cardOf(picture, equation, null);
    expect(card.columns.at(-1)?.values ?? null, JSON.stringify(operations[asked - 1])).toBeNull();
    expect(numberLine(card, equation?.key ?? null, picture).value).toBeNull();
  }
});

test('UI30 fourteen marks are one row on 336 pixels and two on 296: none is narrower than 24', () => {
  expect(rowsOf(14, 336, 24)).toBe(1);
  expect(rowsOf(14, 296, 24)).toBe(2);
  expect(rowsOf(32, 336, 24)).toBe(3);
});
