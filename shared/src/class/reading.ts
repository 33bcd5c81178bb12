/** What follows from a class's state. */
import { objectiveOfWindow, type PlayedSubject } from '../protocol/state.ts';
import { tally, type Tally } from '../questions/grade.ts';
import type { Given } from '../questions/question.ts';
import { stepPlan } from '../training/configuration.ts';
import { atOperation, type Cursor } from '../training/cursor.ts';
import type { StepSettings } from '../training/learner.ts';
import { passLength, stepLength, windowPlan, type ObjectiveName } from '../training/operations.ts';
import { isLive, stepLengths, type PlaybackCommand, type Situation } from '../training/playback.ts';
import { presets } from '../training/presets.ts';
import { commandsOf, settingsAt } from '../training/run.ts';
import type { Place, SubjectRef } from './place.ts';
import type { ClassRun, ClassState, QuestionState, TextState } from './state.ts';

/** The cursor of the present run; null before the first one. */
export const cursorOf = ({ standing }: ClassState): Cursor | null =>
  standing.status === 'preparing' ? null : standing.cursor;

/** The run that the class is on; null before the first one. */
export function presentRun(state: ClassState): ClassRun | null {
  const cursor = cursorOf(state);
  return cursor && state.runs[cursor.run];
}

/** As `presentRun`. Throws Error before the first one. */
export function requireRun(state: ClassState): ClassRun {
  const run = presentRun(state);
  if (!run) throw new Error('the class has no run');
  return run;
}

/** What is differentiated in the pass of this subject, as the class looks at it. */
export function objectiveOn(
  state: Pick<ClassState, 'view'>,
  subject: SubjectRef,
  run: ClassRun,
): ObjectiveName {
  const played: PlayedSubject =
    subject.kind === 'sentence' ? { kind: 'sentence', isLabelled: subject.goldType !== null } : subject;
  return objectiveOfWindow(state.view.objective, played, run.configuration);
}

export function situationOf(state: ClassState): Situation {
  const run = presentRun(state);
  const { standing, subject, view } = state;
  const { configuration, epochLength } = run ?? { configuration: presets.board, epochLength: 1 };
  return {
    playback:
      standing.status === 'running'
        ? { status: 'running', run: standing.cursor.run, branch: standing.cursor.branch }
        : standing.status === 'paused'
          ? { status: 'paused', cursor: standing.cursor, because: standing.because }
          : standing,
    objective: view.objective,
    probe:
      !run || subject.kind === 'window'
        ? null
        : { operation: subject.operation, objective: objectiveOn(state, subject, run) },
    plan: stepPlan(configuration),
    epochLength,
  };
}

export const isLiveIn = (state: ClassState, command: PlaybackCommand): boolean =>
  isLive(situationOf(state), command);

/** In normal form, as its own run counts: which example is looked at follows from the operation. */
export function placed({ runs, view }: ClassState, cursor: Cursor): Cursor {
  if (cursor.operation === 0) return { ...cursor, example: 0 };
  const { configuration, epochLength } = runs[cursor.run];
  const lengths = stepLengths({ plan: stepPlan(configuration), objective: view.objective, epochLength });
  return atOperation(cursor, cursor.operation, lengths);
}

/** Where the class stands. Throws Error before the first run. */
export function placeOf(state: ClassState): Place {
  const run = requireRun(state);
  const { standing, subject } = state;
  if (standing.status === 'preparing') throw new Error('the class stands nowhere yet');
  return {
    cursor: standing.cursor,
    subject,
    objective: objectiveOn(state, subject, run),
    running: standing.status === 'running',
  };
}

/** The settings of the step after so many updates. */
export const settingsAfter = (
  { configuration, branches }: ClassRun,
  branch: number,
  updates: number,
): StepSettings => settingsAt(configuration, commandsOf({ configuration, branches }, branch), updates);

/** Operations of a step before the update that ends it. */
export const longestPass = (
  { view }: Pick<ClassState, 'view'>,
  { configuration }: Pick<ClassRun, 'configuration'>,
): number => stepLength(stepPlan(configuration), view.objective) - 1;

/** Operations of the pass of a subject that belongs to no step. */
export const probeLength = (state: Pick<ClassState, 'view'>, subject: SubjectRef, run: ClassRun): number =>
  passLength(windowPlan(stepPlan(run.configuration)), objectiveOn(state, subject, run));

/** The question that the class has before it. */
export const standingQuestion = ({ question, questions }: ClassState): QuestionState | null =>
  question === null ? null : questions[question];

/** Of the round that is open, or was last; a hand that was up is one as well. */
export function answersNow({ answers, hands, hasSecond }: QuestionState): number {
  const now = hasSecond ? 1 : 0;
  return answers.filter(([, round]) => round === now).length + sum(hands[now] ?? []);
}

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

export const isRoundOpen = ({ phase }: QuestionState): boolean => phase === 'first' || phase === 'second';

/** How many of them have not answered in the round that is open. */
export function awaitedNow({ answers, hasSecond }: QuestionState, members: readonly string[]): number {
  const given = new Set(answers.flatMap(([who, round]) => (round === (hasSecond ? 1 : 0) ? [who] : [])));
  return members.filter((member) => !given.has(member)).length;
}

/** A member's answers, one a round; null where none. */
export function answersOf(
  { answers }: QuestionState,
  member: string,
): readonly [Given | null, Given | null] | null {
  const given = answers.filter(([who]) => who === member);
  if (given.length === 0) return null;
  const ofRound = (round: 0 | 1): Given | null => given.find(([, one]) => one === round)?.[2] ?? null;
  return [ofRound(0), ofRound(1)];
}

/**
 * How many gave each answer, one list a round: of each choice, or of each row where there are none. `byHands`: how many of them were hands;
 * absent where none was counted.
 */
export function distributionOf({ question, answers, hands, hasSecond, truth }: QuestionState): {
  readonly rounds: readonly (readonly number[])[];
  readonly rows?: Tally['rows'];
  readonly byHands?: readonly (readonly number[])[];
} {
  const rounds = (hasSecond ? [0, 1] : [0]).map((round) =>
    answers.filter(([, of]) => of === round).map(([, , given]) => given),
  );
  if (question.answeredBy) return tally(question, rounds, truth);
  const byHands = rounds.map((_, round) => hands[round] ?? question.choices.map(() => 0));
  return {
    rounds: rounds.map((given, round) => {
      const counts = [...byHands[round]];
      for (const choice of given) counts[Number(choice)]++;
      return counts;
    }),
    ...(byHands.some((counts) => sum(counts) > 0) && { byHands }),
  };
}

export const hasHandUp = ({ hands }: Pick<ClassState, 'hands'>, member: string): boolean =>
  hands.some((hand) => hand.member === member);

/** Those that the class may read and vote for, oldest first. */
export const openTexts = ({ texts }: Pick<ClassState, 'texts'>): readonly TextState[] =>
  texts.filter(({ open }) => open);
