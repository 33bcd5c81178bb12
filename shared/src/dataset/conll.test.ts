import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal, refusalData } from '../refusal.ts';
import { parseBracketSentence, printBracket, parseBracket } from './bracket.ts';
import { parseConll, printConll } from './conll.ts';
import { entityTypes, type Document, type Entity } from './sentence.ts';

const token = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .map((text) => text.replace(/\s/gu, ''))
  .filter((text) => text !== '');

/** Sentences whose entities may touch. */
const documents = fc.array(
  fc.record({
    title: fc.constant(''),
    sentences: fc.array(
      fc
        .array(
          fc.record({
            words: fc.array(token, { minLength: 1, maxLength: 3 }),
            type: fc.option(fc.constantFrom(...entityTypes), { nil: undefined }),
          }),
          { minLength: 1, maxLength: 6 },
        )
        .map((pieces) => {
          const tokens = pieces.flatMap(({ words }) => words);
          const entities: Entity[] = [];
          let start = 0;
          for (const { words, type } of pieces) {
            if (type) entities.push({ start, end: start + words.length, type });
            start += words.length;
          }
          return { tokens, entities };
        }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Touching entities of one type made one: what IO can say. */
const merged = (entities: readonly Entity[]): Entity[] =>
  entities.reduce<Entity[]>((done, entity) => {
    const last = done.at(-1);
    return last?.end === entity.start && last.type === entity.type
      ? [...done.slice(0, -1), { ...last, end: entity.end }]
      : [...done, entity];
  }, []);

const entitiesIn = (text: string): readonly Entity[] => parseConll(text)[0].sentences[0].entities;

describe('DS1: CoNLL columns', () => {
  test('BIO reads back any documents as they were', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('\n', '\r\n'), (value, newline) => {
        expect(parseConll(printConll(value, 'BIO').replaceAll('\n', newline))).toEqual(value);
      }),
    );
  });

  test('IO reads back any documents, with touching entities of one type as one', () => {
    fc.assert(
      fc.property(documents, (value) => {
        const expected: Document[] = value.map(({ title, sentences }) => ({
          title,
          sentences: sentences.map(({ tokens, entities }) => ({ tokens, entities: merged(entities) })),
        }));
        expect(parseConll(printConll(value, 'IO'))).toEqual(expected);
      }),
    );
  });

  test('a sentence in both schemes', () => {
    const sentence = parseBracketSentence('[New York](LOC) [Paris](LOC) saw [Ann](PER)');
    const print = (scheme: 'IO' | 'BIO'): string =>
      printConll([{ title: '', sentences: [sentence] }], scheme);
    expect(print('BIO')).toBe('-DOCSTART-\tO\n\nNew\tB-LOC\nYork\tI-LOC\nParis\tB-LOC\nsaw\tO\nAnn\tB-PER\n');
    expect(print('IO')).toBe('-DOCSTART-\tO\n\nNew\tI-LOC\nYork\tI-LOC\nParis\tI-LOC\nsaw\tO\nAnn\tI-PER\n');
  });

  test('IOB1: B- only parts touching entities; a change of type also begins one', () => {
    expect(entitiesIn('a I-LOC\nb B-LOC\nc I-LOC\nd I-PER\ne O\nf I-PER')).toEqual([
      { start: 0, end: 1, type: 'LOC' },
      { start: 1, end: 3, type: 'LOC' },
      { start: 3, end: 4, type: 'PER' },
      { start: 5, end: 6, type: 'PER' },
    ]);
  });

  test('the types of WNUT-17, in any case', () => {
    const tags = ['person', 'Location', 'corporation', 'GROUP', 'creative-work', 'product', 'misc'];
    expect(entitiesIn(tags.map((tag) => `x B-${tag}\n`).join('')).map(({ type }) => type)).toEqual([
      'PER',
      'LOC',
      'ORG',
      'ORG',
      'MISC',
      'MISC',
      'MISC',
    ]);
  });

  test('CRLF, tabs and spaces, more columns, runs of blank lines, -DOCSTART-, comments and hashtags', () => {
    const text =
      '\uFEFF# a comment\r\n-DOCSTART- -X- O O\r\n\r\n\r\nIn IN\tB-PP O\r\nParis  NNP B-NP I-LOC \r\n\t\r\n \r\n#\r\n' +
      '#tag x x O\r\n# x x O\r\n\r\n-DOCSTART-\r\nEnd x x O';
    expect(parseConll(text)).toEqual([
      {
        title: '',
        sentences: [
          { tokens: ['In', 'Paris'], entities: [{ start: 1, end: 2, type: 'LOC' }] },
          { tokens: ['#tag', '#'], entities: [] },
        ],
      },
      { title: '', sentences: [{ tokens: ['End'], entities: [] }] },
    ]);
  });
});

describe('DS2: errors of CoNLL columns name line and column', () => {
  test.each([
    ['a O\n\nb', 'corpus-columns', { line: 3, column: 2, columns: 1 }],
    ['a NN O\nb O', 'corpus-columns', { line: 2, column: 4, columns: 2 }],
    ['a', 'corpus-columns', { line: 1, column: 2, columns: 1 }],
    ['a O\r\nb\tB-CITY', 'corpus-bad-tag', { line: 2, column: 3, tag: 'B-CITY' }],
    ['LOC LOC', 'corpus-bad-tag', { line: 1, column: 5, tag: 'LOC' }],
    ['a S-LOC', 'corpus-bad-tag', { line: 1, column: 3, tag: 'S-LOC' }],
    ['a I-', 'corpus-bad-tag', { line: 1, column: 3, tag: 'I-' }],
    ['#tag B-CITY', 'corpus-bad-tag', { line: 1, column: 6, tag: 'B-CITY' }],
    ['# nothing\n\n-DOCSTART- O\n', 'corpus-empty', { line: 1, column: 1 }],
  ])('%j', (text, code, params) => {
    const refused = ((): unknown => {
      try {
        return parseConll(text);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(Refusal);
    expect(refusalData(refused)).toEqual({ code, params });
  });
});

/** Published files beside the repository; they are never part of it. */
const published = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const present = existsSync(published);
if (!present) console.warn(`DS1 on published corpora is SKIPPED: ${published} is absent`);

describe.skipIf(!present)('DS1: published corpora (skipped where ../shared/data is absent)', () => {
  // WikiGold is often given as 1,841 sentences and 39,152 tokens; that counts its 145 -DOCSTART- lines as both.
  test.each([
    ['wikigold/wikigold.conll.txt', 145, 1841 - 145, 39152 - 145],
    ['wnut17/wnut17train.conll', 1, 3394, 62730],
    ['wnut17/emerging.dev.conll', 1, 1009, 15733],
    ['wnut17/emerging.test.annotated', 1, 1287, 23394],
  ])('%s: %d documents, %d sentences, %d tokens, both notations', (path, documents, sentences, tokens) => {
    const parsed = parseConll(readFileSync(published + path, 'utf8'));
    const all = parsed.flatMap((document) => document.sentences);
    expect(parsed).toHaveLength(documents);
    expect(all).toHaveLength(sentences);
    expect(all.reduce((sum, sentence) => sum + sentence.tokens.length, 0)).toBe(tokens);
    expect(parseConll(printConll(parsed, 'BIO'))).toEqual(parsed);
    expect(parseBracket(printBracket(parsed))).toEqual(parsed);
  });
});
