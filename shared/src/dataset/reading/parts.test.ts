import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConll, printConll } from '../conll.ts';
import { partNames, type Document } from '../sentence.ts';
import { splitDocuments } from '../split.ts';
import { guessShape } from './guess.ts';
import { arranged, runText } from './overview.ts';
import { partOf } from './part-names.ts';
import { partOfFile, readFiles } from './parts.ts';
import { readText } from './read.ts';
import { guessedTypes, mapped } from './types.ts';

const words = (documents: readonly Document[]): readonly string[] =>
  documents.flatMap(({ sentences }) => sentences.flatMap(({ tokens }) => [...tokens]));
const read = (text: string): readonly Document[] => {
  const { documents, problems } = readText(text, guessShape(text));
  expect(problems).toEqual([]);
  return mapped(documents, guessedTypes(documents));
};

describe('DA7 parts that are given', () => {
  test.each([
    ['on every row', 'part'],
    ['on the first row of each sentence', ''],
  ])('by a column, %s', (_, again) => {
    const row = (k: number, part: string): string =>
      `${k};Mira${k};B-PER;${part}\n${k};went;O;${again && part}\n${k};to;O;${again && part}\n${k};Cork;B-LOC;${again && part}\n`;
    const parts = ['test', 'train', 'train', 'validation', 'train'];
    const text = `Sentence #;Word;Tag;Part\n${parts.map((part, k) => row(k, part)).join('')}`;
    const splits = splitDocuments(read(text));
    const names = { train: ['Mira1', 'Mira2', 'Mira4'], dev: ['Mira3'], test: ['Mira0'] };
    for (const part of partNames)
      expect(words(splits[part]).filter((word) => word.startsWith('Mira'))).toEqual(names[part]);
  });

  test('by files with a name for each, which are read in one shape', () => {
    expect(
      ['eng.train', 'eng.testa', 'eng.testb', 'wnut17train.conll', 'dev-v2.jsonl', 'text.txt'].map(
        partOfFile,
      ),
    ).toEqual(['train', 'dev', 'test', 'train', 'dev', null]);
    const file = (word: string): string => `${word} B-LOC\nis O\n\n${word}s O\nare O\nbad\n`;
    const files = [
      { text: file('Cork'), part: partOfFile('a.train') },
      { text: file('Oslo'), part: partOfFile('a.test') },
    ] as const;
    const { documents, problems } = readFiles(files, guessShape(files[0].text));
    expect(documents.map(({ part }) => part)).toEqual(['train', 'test']);
    expect(problems).toMatchObject([{ kind: 'columns', count: 2 }]);
    expect(readFiles([files[0]], guessShape(files[0].text)).documents[0].part).toBeUndefined();
  });

  test('are neither shuffled nor lost on their way to the run; what is not given is the end of the training part', () => {
    const document = (word: string, part?: Document['part']): Document => ({
      title: '',
      sentences: Array.from({ length: 20 }, (_, k) => ({ tokens: [`${word}${k}`], entities: [] })),
      ...(part && { part }),
    });
    const documents = [document('a', 'test'), document('b', 'train'), document('c')];
    const { by } = arranged(documents, 1, 'shuffled');
    expect(by).toBe('given');
    const splits = splitDocuments(parseConll(runText(arranged(documents, 1))));
    expect(words(splits.test)).toEqual(words([documents[0]]));
    expect(words(splits.dev)).toEqual(words([documents[2]]).slice(14));
    expect(words(splits.train)).toEqual([...words([documents[1]]), ...words([documents[2]]).slice(0, 14)]);
  });

  test('DS1 a text with its parts is read back as it was; one without is written as ever', () => {
    const documents = fc.array(
      fc.record({
        title: fc.constant(''),
        sentences: fc.constant([
          { tokens: ['Cork'], entities: [{ start: 0, end: 1, type: 'LOC' as const }] },
        ]),
        part: fc.constantFrom(...partNames),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(documents, (each) => {
        expect(parseConll(printConll(each, 'BIO'))).toEqual(each);
      }),
    );
    expect(printConll([{ title: '', sentences: [] }], 'BIO')).toBe('-DOCSTART-\tO\n');
    expect(parseConll('-DOCSTART- -X- dev O\n\na O\n')[0].part).toBeUndefined();
  });

  test('DA7 a word that is none says no part', () => {
    expect(['Train', ' VALIDATION ', '시험', 'trainee', ''].map(partOf)).toEqual([
      'train',
      'dev',
      'test',
      null,
      null,
    ]);
  });
});
