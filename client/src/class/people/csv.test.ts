import { expect, test } from 'vitest';
import { cell, csv } from './csv.ts';

test('PT6 rows end with CRLF, and commas, quotes and line ends are quoted', () => {
  expect(
    csv([
      ['a', 'b,c'],
      ['say "δ"', 'two\nlines'],
    ]),
  ).toBe('\uFEFFa,"b,c"\r\n"say ""δ""","two\nlines"\r\n');
});

test('PT6 nothing that a member typed is a formula in a spreadsheet', () => {
  expect(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'].map(cell)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@SUM(A1)",
    '"\'\tx"',
  ]);
  expect([' =1', '\u200B=1', '＝1', '＠x', 'a\n=1', 'a;=1'].map(cell)).toEqual([
    "' =1",
    "'\u200B=1",
    "'＝1",
    "'＠x",
    '"a\n\'=1"',
    '"a;=1"',
  ]);
  expect(cell(-1)).toBe('-1');
  expect(cell('Kim')).toBe('Kim');
});
