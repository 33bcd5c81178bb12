/** The report as rows of a table: one an answer, with the question's own words. */
import type { Report, ReportedQuestion } from '@deltaboard/shared/protocol/participation.ts';
import type { RunDescription } from '@deltaboard/shared/protocol/state.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import type { people } from './people.en.ts';
import type { questions } from '../questions/questions.en.ts';
import { choiceText, promptText } from '../questions/asked-text.ts';

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
  { question, cursor, revealed, truth, answers }: ReportedQuestion,
  configuration: RunDescription['configuration'],
  { people: t, questions: q }: Words,
): readonly (readonly (string | number)[])[] {
  const prompt = promptText(question, configuration, q);
  const textOf = (choice: number | null): string =>
    choice === null ? '' : choiceText(question.choices[choice], q);
  const told = revealed ? truth : null;
  return answers.map(({ name, answers: [first, second] }) => {
    const last = second ?? first;
    return [
      prompt,
      cursor ? shownStep(cursor) : '',
      cursor ? cursor.operation : '',
      name ?? '',
      textOf(first),
      textOf(second),
      textOf(told),
      told === null || last === null ? '' : last === told ? t.yes : t.no,
    ];
  });
}
