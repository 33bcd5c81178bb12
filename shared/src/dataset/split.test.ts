import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalData, type RefusalData } from '../refusal.ts';
import { parseBracketSentence } from './bracket.ts';
import type { Document } from './sentence.ts';
import { parsePastedCorpus, splitDocuments, type Splits } from './split.ts';

const document = (title: string, sentences: number): Document => ({
  title,
  sentences: Array.from({ length: sentences }, (_, i) => parseBracketSentence(`${title} ${i}`)),
});

const titles = ({ train, dev, test }: Splits): string[][] =>
  [train, dev, test].map((part) => part.map(({ title }) => title));

const words = (part: readonly Document[]): string[] =>
  part.flatMap(({ sentences }) => sentences.map(({ tokens }) => tokens.join(' ')));

const refusal = (text: string): RefusalData => {
  try {
    parsePastedCorpus(text);
  } catch (error) {
    return refusalData(error);
  }
  throw new Error('nothing was refused');
};

/** Lines of the bracket notation: a location in every one of them. */
const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => `[Paris](LOC) ${i} .`);

describe('DS8: 70 / 15 / 15', () => {
  test('by document, in order', () => {
    const ten = Array.from('abcdefghij', (title) => document(title, 2));
    expect(titles(splitDocuments(ten))).toEqual([
      ['a', 'b', 'c', 'd', 'e', 'f'],
      ['g', 'h'],
      ['i', 'j'],
    ]);
    const three = Array.from('abc', (title) => document(title, 1));
    expect(titles(splitDocuments(three))).toEqual([['a'], ['b'], ['c']]);
  });

  test('fewer than three documents: by sentence, each piece under its title', () => {
    const { train, dev, test: held } = splitDocuments([document('a', 12), document('b', 8)]);
    expect(
      [train, dev, held].map((part) => part.map(({ title, sentences }) => [title, sentences.length])),
    ).toEqual([
      [
        ['a', 12],
        ['b', 2],
      ],
      [['b', 3]],
      [['b', 3]],
    ]);
  });

  test('nothing is lost, doubled or put in another order, and the held-out parts are near their share', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sizes, (counts) => {
        const documents = counts.map((count, i) => document(`d${i}`, count));
        const { train, dev, test: held } = splitDocuments(documents);
        expect([train, dev, held].flatMap(words)).toEqual(words(documents));
        if (documents.length >= 3) {
          for (const part of [dev, held]) {
            expect(Math.abs(part.length - Math.max(1, 0.15 * documents.length))).toBeLessThanOrEqual(0.5);
          }
        }
      }),
    );
  });
});

describe('DS8: a pasted corpus', () => {
  test('in bracket notation', () => {
    const { train, dev, test: held } = parsePastedCorpus(lines(20).join('\n'));
    expect([train, dev, held].map((part) => words(part).length)).toEqual([14, 3, 3]);
    expect(train[0].sentences[0].entities).toEqual([{ start: 0, end: 1, type: 'LOC' }]);
  });

  test('in CoNLL columns, after comments and -DOCSTART-', () => {
    const text = `# my corpus\n-DOCSTART-\n\n${'#paris B-LOC\nis O\n\n'.repeat(20)}`;
    expect(words(parsePastedCorpus(text).train)).toHaveLength(14);
  });

  test('CoNLL with a faulty first line is refused as CoNLL', () => {
    expect(refusal(`Paris\nis O\n\n${'Paris B-LOC\nis O\n\n'.repeat(20)}`)).toEqual({
      code: 'corpus-columns',
      params: { line: 1, column: 6, columns: 1 },
    });
  });

  test('bracket notation in which a line ends like a tag stays bracket notation', () => {
    expect(words(parsePastedCorpus(['Blood group O', ...lines(20)].join('\n')).train)[0]).toBe(
      'Blood group O',
    );
  });

  test('limits: 20 sentences, 400,000 characters, a location to learn from', () => {
    expect(refusal(lines(19).join('\n'))).toEqual({
      code: 'corpus-too-small',
      params: { sentences: 19, limit: 20 },
    });
    expect(refusal(' '.repeat(400_001))).toEqual({
      code: 'corpus-too-large',
      params: { characters: 400_001, limit: 400_000 },
    });
    expect(refusal('Nowhere at all .\n'.repeat(20)).code).toBe('corpus-no-location');
    expect(refusal('').code).toBe('corpus-empty');
  });

  test('the largest corpus of the shortest sentences is split', () => {
    const text = `[x](LOC)\n${'a\n'.repeat(199_995)}`;
    expect(words(parsePastedCorpus(text).test)).toHaveLength(29_999);
  });
});
