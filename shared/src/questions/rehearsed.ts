/**
 * How the students of a rehearsal answer (SPEC LE21): in the first round spread over the right answer and the wrong ones, in the second more
 * of them right, who were right before included. Drawn from the seeded generator: the same question of the same class has the same answers.
 */
import { stream, type Random } from '../random.ts';
import { isRight } from './grade.ts';
import type { Given, Question } from './question.ts';
import { readNumber } from './typed-number.ts';

export const STUDENTS = 24;

/** What one of them answers in a round, and how long that takes, in milliseconds. */
export interface RehearsedAnswer {
  readonly given: Given;
  readonly after: number;
}

/** Names the streams of a rehearsal's questions. */
const REHEARSING = 79;
/** Of so many students at the least, and so many more at the most. */
const RIGHT = [
  [8, 5],
  [16, 5],
] as const;
/** Milliseconds of thought, and until the last has answered. */
const THOUGHT = 1000;
const ANSWERING = 7000;
/** Wrong answers where all that could be given would be too many. */
const WRONG = 4;

/**
 * One a student.
 *
 * @param truth null: there is none; then they come to agree on one of what can be answered
 * @param seed of the run that is asked about
 * @param id of the question in its class
 */
export function rehearsed(
  question: Pick<Question, 'choices' | 'answeredBy'>,
  truth: number | null,
  { seed, id, round }: { readonly seed: number; readonly id: number; readonly round: 0 | 1 },
): readonly RehearsedAnswer[] {
  const random = stream(seed, REHEARSING, id);
  const right = truth ?? random.below(Math.max(1, question.choices.length));
  const wrong = wrongAnswers(question, right, random);
  const knowing = RIGHT.map(([least, more]) => least + random.below(more))[round];
  // Who comes first knows it, or is convinced first; who comes last has each a misconception of their own.
  const ranks = drawn(STUDENTS, random);
  const misconceptions = Array.from({ length: STUDENTS }, (_, k) =>
    k < wrong.length ? k : Math.min(random.below(wrong.length || 1), random.below(wrong.length || 1)),
  );
  const pace = stream(seed, REHEARSING, id, round);
  return ranks.map((rank) => ({
    given:
      rank < knowing || wrong.length === 0
        ? rightAnswer(question, right)
        : wrong[misconceptions[STUDENTS - 1 - rank]],
    after: THOUGHT + pace.below(ANSWERING),
  }));
}

const rightAnswer = ({ answeredBy }: Pick<Question, 'answeredBy'>, truth: number): Given =>
  answeredBy?.by === 'number' ? typedOf(truth, 3) : truth;

function wrongAnswers(
  question: Pick<Question, 'choices' | 'answeredBy'>,
  truth: number,
  random: Random,
): readonly Given[] {
  const { choices, answeredBy } = question;
  if (answeredBy?.by === 'number') {
    const tempting = [-truth, 10 * truth, truth / 2, 0, 1].map((value) => typedOf(value, 2));
    return [...new Set(tempting)].filter((typed) => !isRight(question, typed, truth)).slice(0, WRONG);
  }
  if (!answeredBy) return choices.flatMap((_, k) => (k === truth ? [] : [k]));
  const many = answeredBy.rows * answeredBy.columns;
  const entries = new Set<number>();
  while (entries.size < Math.min(WRONG, many - 1)) {
    const entry = random.below(many);
    if (entry !== truth) entries.add(entry);
  }
  return [...entries];
}

/** In the normal form of a typed number. */
const typedOf = (value: number, digits: number): string =>
  readNumber(value === 0 ? '0' : value.toPrecision(digits)) ?? '0';

/** The numbers from 0 in an order that is drawn. */
const drawn = (many: number, random: Random): readonly number[] =>
  Array.from({ length: many }, (_, k) => [k, random.uint32()] as const)
    .toSorted(([, a], [, b]) => a - b)
    .map(([k]) => k);
