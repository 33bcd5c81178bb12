import { describe, expect, test } from 'vitest';
import { isRight } from './grade.ts';
import type { Question } from './question.ts';
import { rehearsed, STUDENTS } from './rehearsed.ts';
import { TYPED_LIMIT, TYPED_NUMBER } from './typed-number.ts';

type Answerable = Pick<Question, 'choices' | 'answeredBy'>;
const choices = (many: number): Answerable => ({
  choices: Array.from({ length: many }, (_, k) => ({ type: 'text', text: `${k}` })),
});
const number: Answerable = { choices: [], answeredBy: { by: 'number' } };
const entry = (rows: number, columns: number): Answerable => ({
  choices: [],
  answeredBy: { by: 'entry', rows, columns },
});
const at = (id: number, round: 0 | 1 = 0, seed = 40771) => ({ seed, id, round });
const ids = Array.from({ length: 60 }, (_, id) => id);

describe('LE21 the students of a rehearsal', () => {
  const asked: [string, Answerable, number][] = [
    ['two choices', choices(2), 1],
    ['six choices', choices(6), 3],
    ['a number that is typed', number, -0.060_172_4],
    ['a large number', number, 123_456],
    ['a very small number', number, 3.2e-14],
    ['nothing', number, 0],
    ['an entry of δ', entry(8, 1), 5],
    ['an entry of W', entry(100, 250), 24_999],
  ];

  test.each(asked)(
    'answer %s: spread in the first round, most of them right in the second',
    (_, question, truth) => {
      for (const id of ids) {
        const [first, second] = ([0, 1] as const).map((round) => rehearsed(question, truth, at(id, round)));
        const right = (answers: typeof first) =>
          answers.filter(({ given }) => isRight(question, given, truth)).length;
        expect(first).toHaveLength(STUDENTS);
        expect(right(first)).toBeGreaterThanOrEqual(8);
        expect(right(first)).toBeLessThanOrEqual(12);
        expect(right(second)).toBeGreaterThanOrEqual(16);
        expect(right(second)).toBeLessThanOrEqual(20);
        // Who was right stays so, and who is not convinced stays with what they answered.
        first.forEach(({ given }, k) => {
          if (isRight(question, given, truth) || !isRight(question, second[k].given, truth))
            expect(second[k].given).toBe(given);
        });
      }
    },
  );

  test('every misconception is somebody’s, in both rounds where there are as many who are wrong', () => {
    for (const id of ids) {
      const first = rehearsed(choices(6), 3, at(id)).map(({ given }) => given);
      expect(new Set(first).size).toBe(6);
    }
  });

  test('give what can be answered', () => {
    for (const [, question, truth] of asked)
      for (const { given, after } of ids.flatMap((id) => rehearsed(question, truth, at(id)))) {
        expect(after).toBeGreaterThanOrEqual(1000);
        expect(after).toBeLessThan(8000);
        if (question.answeredBy?.by === 'number') {
          expect(given).toMatch(TYPED_NUMBER);
          expect(String(given).length).toBeLessThanOrEqual(TYPED_LIMIT);
        } else {
          const { rows, columns } = question.answeredBy ?? { rows: question.choices.length, columns: 1 };
          expect(given).toBeGreaterThanOrEqual(0);
          expect(given).toBeLessThan(rows * columns);
        }
      }
  });

  test('are the same for the same class and question, and others for others', () => {
    const of = (...where: Parameters<typeof at>) => JSON.stringify(rehearsed(choices(4), 2, at(...where)));
    expect(of(3)).toBe(of(3));
    expect(new Set([of(3), of(4), of(3, 1), of(3, 0, 7)]).size).toBe(4);
  });

  test('come to agree where nothing is right or wrong', () => {
    const most = (round: 0 | 1) => {
      const counts = [0, 0, 0, 0];
      for (const { given } of rehearsed(choices(4), null, at(0, round))) counts[Number(given)]++;
      return Math.max(...counts);
    };
    expect(most(1)).toBeGreaterThan(most(0));
  });

  test('an only entry is everybody’s', () => {
    expect(new Set(rehearsed(entry(1, 1), 0, at(0)).map(({ given }) => given))).toEqual(new Set([0]));
  });
});
