import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRight, rowOf, tally } from './grade.ts';
import type { Given, Question } from './question.ts';

const about = { objective: 'J', word: null, sentence: null } as const;
const typed: Question = {
  asked: { kind: 'number', tensor: 'delta', layer: 1, entry: 3 },
  choices: [],
  answeredBy: { by: 'number' },
  about,
};
const tapped: Question = {
  asked: { kind: 'largest-unit', tensor: 'delta', layer: 1 },
  choices: [],
  answeredBy: { by: 'entry', rows: 8, columns: 1 },
  about,
};

describe('QU33 the distribution of answers that are no choices', () => {
  test('every correct rounding is one row, wrong ones are counted by their value, the most frequent first', () => {
    const answers = ['0.06', '-0.06', '0.0602', '0.12', '0.120', '0.1'];
    expect(tally(typed, [answers], 0.060_172_4)).toEqual({
      rows: [0.060_172_4, '0.12', '-0.06', '0.1'],
      rounds: [[2, 2, 1, 1]],
    });
    // Before it is known which is right, by value alone.
    expect(tally(typed, [answers], null).rows).toEqual(['0.12', '0.06', '-0.06', '0.0602', '0.1']);
  });

  test('what nobody has answered right has its row; what is rare is counted together', () => {
    const rare = ['1', '2', '3', '4', '5', '6', '7', '7'];
    expect(tally(typed, [rare], 0.5)).toEqual({
      rows: [0.5, '7', '1', '2', '3', '4', null],
      rounds: [[0, 2, 1, 1, 1, 1, 2]],
    });
  });

  test('entries stand in their own order, both rounds beside each other', () => {
    expect(
      tally(
        tapped,
        [
          [4, 4, 1],
          [2, 2, 2],
        ],
        2,
      ),
    ).toEqual({
      rows: [1, 2, 4],
      rounds: [
        [1, 0, 2],
        [0, 3, 0],
      ],
    });
    expect(isRight(tapped, 2, 2)).toBe(true);
    expect(isRight(tapped, 2, null)).toBe(false);
  });

  test('every answer is counted once in its round, in the row that it is found in', () => {
    const answer = fc.constantFrom<Given>(
      '0.1',
      '0.10',
      '0.11',
      '0.2',
      '-0.1',
      '1',
      '2',
      '3',
      '4',
      '5e-1',
      '0',
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(answer), { minLength: 1, maxLength: 2 }),
        fc.option(fc.constantFrom(0.1, 0.105, 0, 2)),
        (rounds, truth) => {
          const { rows, rounds: counted } = tally(typed, rounds, truth);
          expect(counted.map((counts) => counts.reduce((sum, many) => sum + many, 0))).toEqual(
            rounds.map(({ length }) => length),
          );
          for (const given of rounds.flat()) {
            const row = rows[rowOf(typed, rows, given, truth)];
            if (isRight(typed, given, truth)) expect(row).toBe(truth);
            else if (row !== null) expect(Number(row)).toBe(Number(given));
          }
        },
      ),
    );
  });
});
