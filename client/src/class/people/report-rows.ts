/** The report as rows of a table: one an answer, with the question's own words; of hands one a choice and round. */
import type { Report, ReportedQuestion } from '@deltaboard/shared/protocol/participation.ts';
import { isRight } from '@deltaboard/shared/questions/grade.ts';
import type { Given } from '@deltaboard/shared/questions/question.ts';
import type { RunDescription } from '@deltaboard/shared/protocol/state.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import type { people } from './people.en.ts';
import type { questions } from '../questions/questions.en.ts';
import { givenText, promptText } from '../questions/asked-text.ts';

interface Words {
  readonly people: typeof people;
  readonly questions: typeof questions;
}

export function reportRows(
  { questions }: Report,
  configuration: RunDescription['configuration'],
  words: Words,
): readonly (readonly (string | number)[])[] {
  const { columns } = words.people;
  return [Object.values(columns), ...questions.flatMap((question) => rowsOf(question, configuration, words))];
}

function rowsOf(
  { question, cursor, revealed, truth, answers, byHands = [] }: ReportedQuestion,
  configuration: RunDescription['configuration'],
  { people: t, questions: q }: Words,
): readonly (readonly (string | number)[])[] {
  const prompt = promptText(question, configuration, q);
  // A typed number is a number for the table as well.
  const cellOf = (given: Given | null): string | number =>
    given === null
      ? ''
      : question.answeredBy?.by === 'number'
        ? Number(given)
        : givenText(question, given, q);
  const told = revealed ? truth : null;
  const rowOf = (who: string, first: Given | null, second: Given | null, many: number) => {
    const last = second ?? first;
    return [
      prompt,
      cursor ? shownStep(cursor) : '',
      cursor ? cursor.operation : '',
      who,
      cellOf(first),
      cellOf(second),
      cellOf(told),
      told === null || last === null ? '' : isRight(question, last, told) ? t.yes : t.no,
      many,
    ];
  };
  return [
    ...answers.map(({ name, answers: [first, second] }) => rowOf(name ?? '', first, second, 1)),
    // Whose hands they were, and how each of them answered in both rounds, nobody knows.
    ...byHands.flatMap((counts, round) =>
      counts.flatMap((many, choice) =>
        many === 0 ? [] : [rowOf(q.byHands, round === 0 ? choice : null, round === 1 ? choice : null, many)],
      ),
    ),
  ];
}
