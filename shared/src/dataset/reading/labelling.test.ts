import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBracket, parseBracketSentence, printBracketSentence } from '../bracket.ts';
import { printConll } from '../conll.ts';
import { entityTypes } from '../sentence.ts';
import { labelled, labelledEverywhere } from './labelling.ts';
import { fitted } from './overview.ts';
import { guessType } from './types.ts';

const after = (text: string, token: number, type: 'LOC' | 'PER' | null): string =>
  printBracketSentence(labelled(parseBracketSentence(text), token, type));

describe('IM10 a word is labelled by hand', () => {
  test.each([
    ['Lake Velden is', 1, 'LOC', 'Lake [Velden](LOC) is'],
    ['Lake [Velden](LOC) is', 0, 'LOC', '[Lake Velden](LOC) is'],
    ['[Lake Velden](LOC) is', 0, null, 'Lake [Velden](LOC) is'],
    ['[Lake of Velden](LOC)', 1, null, '[Lake](LOC) of [Velden](LOC)'],
    ['[Lake of Velden](LOC)', 1, 'PER', '[Lake](LOC) [of](PER) [Velden](LOC)'],
    ['[Mira](PER) [Velden](LOC)', 1, 'PER', '[Mira Velden](PER)'],
  ] as const)('%s, word %i: %s', (text, token, type, expected) => {
    expect(after(text, token, type)).toBe(expected);
  });

  test('and every other one that is written like it', () => {
    const [document] = labelledEverywhere(parseBracket('Velden and velden\nto Velden'), 'Velden', 'LOC');
    expect(document.sentences.map(printBracketSentence)).toEqual([
      '[Velden](LOC) and velden',
      'to [Velden](LOC)',
    ]);
  });

  test('the word has the type that was chosen, and no other word another', () => {
    const cases = fc.record({
      token: fc.nat(4),
      type: fc.constantFrom(...entityTypes, null),
      before: fc.constantFrom('a b c d e', '[a b](LOC) c [d](PER) e', '[a](LOC) [b c d](LOC) [e](ORG)'),
    });
    fc.assert(
      fc.property(cases, ({ token, type, before }) => {
        const sentence = parseBracketSentence(before);
        const typesOf = ({ tokens, entities }: typeof sentence) =>
          tokens.map((_, t) => entities.find(({ start, end }) => start <= t && t < end)?.type ?? null);
        const expected = typesOf(sentence).with(token, type);
        expect(typesOf(labelled(sentence, token, type))).toEqual(expected);
      }),
    );
  });
});

test('IM9 what is too long for a class is cut between sentences, within the limit and as near to it as they allow', () => {
  const documents = parseBracket(
    ['# a: one', '[Paris](LOC) .', 'No .', '# a: two', 'So [Rome](LOC) .'].join('\n'),
  );
  const whole = printConll(documents, 'BIO').length;
  expect(fitted(documents, whole + 2)).toMatchObject({ kept: 3, of: 3 });
  fc.assert(
    fc.property(fc.nat(whole), (limit) => {
      const { documents: held, kept, of } = fitted(documents, limit);
      expect(of).toBe(3);
      expect(held.flatMap(({ sentences }) => sentences)).toEqual(
        documents.flatMap(({ sentences }) => sentences).slice(0, kept),
      );
      if (kept > 0) expect(printConll(held, 'BIO').length).toBeLessThanOrEqual(limit);
    }),
  );
});

test.each([
  ['GPE', 'LOC'],
  ['place', 'LOC'],
  ['LOCATION', 'LOC'],
  ['OG', 'ORG'],
  ['organisation', 'ORG'],
  ['ORGANIZATION', 'ORG'],
  ['PS', 'PER'],
  ['work_of_art', 'MISC'],
  ['creative-work', 'MISC'],
  ['장소', 'LOC'],
  ['DATE', null],
  ['qux', undefined],
] as const)('IM7 %s is taken for %s', (name, type) => {
  expect(guessType(name)).toBe(type);
});
