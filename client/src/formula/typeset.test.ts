// @vitest-environment node
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { chainOf } from '../board/chain.ts';
import { readingOf, texText } from '../board/reading.ts';
import { functionSymbols, quantitiesOf, scalarNames, tensorNames } from '../board/tensors.ts';
import { en } from '../language/en/index.ts';
import { ko } from '../language/ko/index.ts';
import { exactProbe } from '../testing/example-frame.ts';

const typesets = (tex: string) =>
  expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'ignore' })).not.toThrow();

describe('KaTeX typesets', () => {
  test('every symbol of the board', () => {
    for (const objective of ['J', 's'] as const) {
      for (const { tex } of Object.values(quantitiesOf(objective))) typesets(tex);
    }
    for (const { tex } of Object.values(functionSymbols)) typesets(`${tex}(z)`);
  });

  test.each([
    ['en', en],
    ['ko', ko],
  ] as const)('the chain with its roles in %s', (_, { board }) => {
    typesets(chainOf({ units: 8, inputs: 50 }, board, false));
    typesets(chainOf({ units: 8, inputs: 50 }, board, true));
  });

  test('every reading', () => {
    for (const quantity of [...tensorNames, ...scalarNames]) {
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
