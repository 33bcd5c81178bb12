import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capitalisation, normalise, NUMBER } from './token.ts';

describe('DS3: tokens are normalised', () => {
  test.each(['7', '2016', '1,200', '3-1', '12/05/1999', '09:30', '-4', '.5', '10.', '192.168.0.1'])(
    '%s is the one number',
    (token) => {
      expect(normalise(token)).toBe(NUMBER);
    },
  );

  test.each([
    ['Paris', 'paris'],
    ['U.S.', 'u.s.'],
    ['ÉCOLE', 'école'],
    ['X2', 'x2'],
    ['1840s', '1840s'],
    ['3rd', '3rd'],
    ['50%', '50%'],
    ['-', '-'],
    ['...', '...'],
    ['--', '--'],
    [':', ':'],
    ['constructor', 'constructor'],
  ])('%s becomes %s', (token, word) => {
    expect(normalise(token)).toBe(word);
  });

  test('a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (token) => {
        expect(normalise(normalise(token))).toBe(normalise(token));
      }),
    );
  });
});

describe('DS3: capitalisation is one of five', () => {
  test.each([
    ['paris', 0],
    ['mid-1840s', 0],
    ['école', 0],
    ['Paris', 1],
    ['Élysée', 1],
    ["'Paris", 1],
    ['A', 1],
    ['J.', 1],
    ['UN', 2],
    ['U.S.', 2],
    ['ÉNA', 2],
    ['X2Y', 2],
    ['McDonald', 3],
    ['iPhone', 3],
    ['Rolls-Royce', 3],
    ['1,200', 4],
    ['.', 4],
    ['서울', 4],
    ['', 4],
  ])('%s: %d', (token, expected) => {
    expect(capitalisation(token)).toBe(expected);
  });
});
