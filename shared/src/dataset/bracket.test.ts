import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal, type RefusalData, refusalData } from '../refusal.ts';
import { parseBracket, parseBracketSentence, printBracket, printBracketSentence } from './bracket.ts';
import { entityTypes, type Document, type Sentence } from './sentence.ts';

/** Any text without white space, with the characters that the notation uses made frequent. */
const token = fc
  .array(
    fc.oneof(fc.constantFrom(...'[]()\\#'), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })),
  )
  .map((parts) => parts.join('').replace(/\s/gu, ''))
  .filter((text) => text !== '');

/** Pieces of text, each an entity of a type or outside. */
const sentence = fc
  .array(
    fc.record({
      words: fc.array(token, { minLength: 1, maxLength: 3 }),
      type: fc.option(fc.constantFrom(...entityTypes), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces): Sentence => {
    const tokens: string[] = [];
    const entities: Sentence['entities'][number][] = [];
    for (const { words, type } of pieces) {
      if (type) entities.push({ start: tokens.length, end: tokens.length + words.length, type });
      tokens.push(...words);
    }
    return { tokens, entities };
  });

const title = fc
  .oneof(
    fc.constantFrom('', 'news: Snow', 'document: again', '#', ':', 'two words: x'),
    fc.string({ unit: 'grapheme' }),
  )
  .map((text) => text.replace(/\s+/gu, ' ').trim());

const documents = fc.array(
  fc.record({ title, sentences: fc.array(sentence, { minLength: 1, maxLength: 3 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

function refusal(parse: () => unknown): RefusalData {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return refusalData(error);
  }
  throw new Error('nothing was refused');
}

describe('DS1: bracket notation', () => {
  test('a sentence of the lecture', () => {
    const line = 'The museums in [Paris](LOC) are amazing to see .';
    const parsed = parseBracketSentence(line);
    expect(parsed).toEqual({
      tokens: ['The', 'museums', 'in', 'Paris', 'are', 'amazing', 'to', 'see', '.'],
      entities: [{ start: 3, end: 4, type: 'LOC' }],
    });
    expect(printBracketSentence(parsed)).toBe(line);
  });

  test('an entity of several tokens, runs of blanks, and brackets that end a token', () => {
    expect(parseBracketSentence('\t(in)  [ New \t York ](LOC), ex-[Leeds](ORG)  ')).toEqual({
      tokens: ['(in)', 'New', 'York', ',', 'ex-', 'Leeds'],
      entities: [
        { start: 1, end: 3, type: 'LOC' },
        { start: 5, end: 6, type: 'ORG' },
      ],
    });
  });

  test('escapes: brackets, backslashes, a leading #; other backslashes are themselves', () => {
    const { tokens } = parseBracketSentence('\\#x a\\[b\\] \\\\ C:\\temp (y) \\(z\\) # \\');
    expect(tokens).toEqual(['#x', 'a[b]', '\\', 'C:\\temp', '(y)', '(z)', '#', '\\']);
    expect(printBracketSentence({ tokens, entities: [{ start: 0, end: 2, type: 'MISC' }] })).toBe(
      '[#x a\\[b\\]](MISC) \\\\ C:\\\\temp (y) (z) # \\\\',
    );
  });

  test('any sentence is read back as it was', () => {
    fc.assert(
      fc.property(sentence, (value) => {
        expect(parseBracketSentence(printBracketSentence(value))).toEqual(value);
      }),
    );
  });

  test('any documents are read back as they were, with either end of line', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('\n', '\r\n'), (value, newline) => {
        expect(parseBracket(printBracket(value).replaceAll('\n', newline))).toEqual(value);
      }),
    );
  });

  test('headers begin documents; comments, blank lines and headers without sentences do not', () => {
    const text =
      '\uFEFFOne .\r\n# a comment\r\n \t\r\n# news: Snow\r\nTwo .\r\n\r\n# sport: Empty\r\n# document:\r\nThree .';
    const one = (word: string): Sentence[] => [{ tokens: [word, '.'], entities: [] }];
    expect(parseBracket(text)).toEqual([
      { title: '', sentences: one('One') },
      { title: 'news: Snow', sentences: one('Two') },
      { title: '', sentences: one('Three') },
    ] satisfies Document[]);
  });
});

describe('DS2: errors of the bracket notation name line and column', () => {
  test.each([
    ['in [Paris are', 'corpus-unclosed-bracket', 4, {}],
    ['in [Paris](LOC are', 'corpus-unclosed-bracket', 11, {}],
    ['in [Paris](LOC and [Rome](LOC)', 'corpus-unclosed-bracket', 11, {}],
    ['in [Paris] are', 'corpus-missing-label', 11, {}],
    ['in [Paris] (LOC)', 'corpus-missing-label', 11, {}],
    ['in [Paris]()', 'corpus-missing-label', 11, {}],
    ['in [Paris](CITY) are', 'corpus-unknown-label', 12, { label: 'CITY' }],
    ['in [Paris](loc) are', 'corpus-unknown-label', 12, { label: 'loc' }],
    ['in [Paris](constructor)', 'corpus-unknown-label', 12, { label: 'constructor' }],
    ['in [ ](LOC) are', 'corpus-empty-entity', 4, {}],
    ['in Paris](LOC)', 'corpus-stray-bracket', 9, { character: ']' }],
    ['in [Paris [Rome](LOC)', 'corpus-stray-bracket', 11, { character: '[' }],
    ['\u{1F600} ]', 'corpus-stray-bracket', 4, { character: ']' }],
  ])('%s', (line, code, column, params) => {
    expect(refusal(() => parseBracket(`Fine .\n\n${line}\nFine .`))).toEqual({
      code,
      params: { line: 3, column, ...params },
    });
    expect(refusal(() => parseBracketSentence(line)).params).toMatchObject({ line: 1, column });
  });

  test('text without a sentence', () => {
    const expected = { code: 'corpus-empty', params: { line: 1, column: 1 } };
    expect(refusal(() => parseBracket('# news: nothing\n\n'))).toEqual(expected);
    expect(refusal(() => parseBracketSentence(' '))).toEqual(expected);
  });

  test('any text is read or refused with a place in it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'[]()\\# ab\n', 'LOC')), (parts) => {
        const text = parts.join('');
        try {
          const parsed = parseBracket(text);
          expect(parseBracket(printBracket(parsed))).toEqual(parsed);
        } catch (error) {
          const { params } = refusalData(error);
          const line = text.split('\n')[Number(params['line']) - 1];
          expect(params['column']).toBeGreaterThanOrEqual(1);
          expect(params['column']).toBeLessThanOrEqual(line.length + 1);
        }
      }),
    );
  });
});

describe('DS2: what is no sentence of a class', () => {
  test('a sentence of more than 500 words is refused with its line', () => {
    const text = `The [Po](LOC) is long .\n${'word '.repeat(501)}`;
    expect(() => parseBracket(text)).toThrow(/corpus-long-sentence.*"line":2.*"words":501/);
  });

  test('a name of more than 50 words is refused with its line', () => {
    expect(() => parseBracketSentence(`[${'a '.repeat(51)}](LOC) .`, 7)).toThrow(
      /corpus-long-entity.*"line":7/,
    );
  });
});
