// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { readTyped } from './typed.ts';

const tokens = (text: string): readonly string[] => {
  const typed = readTyped(text);
  return typed.status === 'words' ? typed.sentence.tokens : [];
};

describe('plain words', () => {
  test('are split at spaces, punctuation standing alone as in the corpus', () => {
    expect(tokens('  I love Paris, (really)  “truly”! ')).toEqual([
      'I',
      'love',
      'Paris',
      ',',
      '(',
      'really',
      ')',
      '“',
      'truly',
      '”',
      '!',
    ]);
  });

  test('abbreviations, numbers and inner signs stay whole', () => {
    expect(tokens('the U.S. paid 1,200 to O’Neill-Smith .')).toEqual([
      'the',
      'U.S.',
      'paid',
      '1,200',
      'to',
      'O’Neill-Smith',
      '.',
    ]);
  });

  test('’s and n’t are tokens of their own, titles keep their full stop', () => {
    expect(tokens("Amazon's warehouse in St. Louis.")).toEqual([
      'Amazon',
      "'s",
      'warehouse',
      'in',
      'St.',
      'Louis',
      '.',
    ]);
    expect(tokens('Dr. O’Neill’s (U.S.), Mrs. No. 4 doesn’t.')).toEqual(
      'Dr. O’Neill ’s ( U.S. ) , Mrs. No. 4 does n’t .'.split(' '),
    );
  });

  test('only signs are tokens too', () => {
    expect(tokens('... ?')).toEqual(['.', '.', '.', '?']);
  });
});

test('brackets carry labels', () => {
  expect(readTyped('museums in [Paris](LOC)')).toMatchObject({
    status: 'words',
    sentence: { tokens: ['museums', 'in', 'Paris'], entities: [{ start: 2, end: 3, type: 'LOC' }] },
  });
});

test('labels stay on their words where punctuation is split off before them', () => {
  expect(readTyped('“Yes,” said [Paris Hilton](PER), in [Paris](LOC).')).toMatchObject({
    sentence: {
      tokens: ['“', 'Yes', ',', '”', 'said', 'Paris', 'Hilton', ',', 'in', 'Paris', '.'],
      entities: [
        { start: 5, end: 7, type: 'PER' },
        { start: 9, end: 10, type: 'LOC' },
      ],
    },
  });
});

test('DS2 a malformed bracket is refused with its column', () => {
  expect(readTyped('in [Paris](PLACE)')).toEqual({
    status: 'wrong',
    problem: { code: 'corpus-unknown-label', params: { line: 1, column: 12, label: 'PLACE' } },
  });
});

test('a sentence of more than 60 words is refused with both numbers', () => {
  expect(readTyped('word '.repeat(61))).toEqual({
    status: 'wrong',
    problem: { code: 'sentence-too-long', params: { words: 61, limit: 60 } },
  });
});

test('nothing typed is not an error', () => {
  expect(readTyped('  \n ')).toEqual({ status: 'empty' });
});
