/** Answers against the truth, and how many are equal: the rows of a distribution (SPEC QU4, QU32, QU33). */
import type { Given, Question } from './question.ts';
import { isRounded } from './typed-number.ts';

/** @param truth null: none is known, or there is none */
export function isRight(
  { answeredBy }: Pick<Question, 'answeredBy'>,
  given: Given,
  truth: number | null,
): boolean {
  if (truth === null) return false;
  return answeredBy?.by === 'number' ? isRounded(String(given), truth) : given === truth;
}

/**
 * One row: what was answered. Of a number the truth itself (a number) for all that are right, or one that was typed for all of its value;
 * null: everything else.
 */
export type Row = Given | null;

/** The rows of answers that are no choices, and how many answers each has, one list a round. */
export interface Tally {
  readonly rows: readonly Row[];
  readonly rounds: readonly (readonly number[])[];
}

/** Rows that are shown at the most; what is left over is one more. */
const ROWS = 5;

/**
 * The right one first, once it is known, then those that most have given; entries in their own order.
 *
 * @param rounds the answers of each round
 */
export function tally(
  question: Question,
  rounds: readonly (readonly Given[])[],
  truth: number | null,
): Tally {
  const byKey = new Map<string, { readonly row: Given; count: number }>();
  for (const given of rounds.flat()) {
    const key = keyOf(question, given, truth);
    const known = byKey.get(key);
    if (known) known.count++;
    else byKey.set(key, { row: given, count: 1 });
  }
  byKey.delete(RIGHT);
  // Of equals the one that was given first.
  const wrong = [...byKey.values()].toSorted((a, b) => b.count - a.count).map(({ row }) => row);
  const shown = [...(truth === null ? [] : [truth]), ...wrong.slice(0, ROWS)];
  const rows: readonly Row[] = [
    ...(question.answeredBy?.by === 'entry' ? shown.toSorted((a, b) => Number(a) - Number(b)) : shown),
    ...(wrong.length > ROWS ? [null] : []),
  ];
  return {
    rows,
    rounds: rounds.map((answers) => {
      const counts = rows.map(() => 0);
      for (const given of answers) counts[rowOf(question, rows, given, truth)]++;
      return counts;
    }),
  };
}

/** Where an answer is counted; −1 where nowhere. */
export function rowOf(question: Question, rows: readonly Row[], given: Given, truth: number | null): number {
  const key = keyOf(question, given, truth);
  const index = rows.findIndex((row) => row !== null && keyOf(question, row, truth) === key);
  return index < 0 ? rows.indexOf(null) : index;
}

const RIGHT = 'right';

function keyOf(question: Question, given: Given, truth: number | null): string {
  // A number that is no text is the truth itself.
  const isTruth = question.answeredBy?.by === 'number' && typeof given === 'number';
  return isTruth || isRight(question, given, truth) ? RIGHT : String(Number(given));
}
