/** A lesson, page after page: what a page says is decided as one (SPEC LE5–LE7). */
import { LESSON_CHARACTERS } from '../../lesson/limits.ts';
import { viewOfPage, type Lesson, type LessonPage } from '../../lesson/lesson.ts';
import type { PageStanding } from '../../lesson/page-standing.ts';
import { objectiveOfWindow } from '../../protocol/state.ts';
import type { View } from '../../protocol/view.ts';
import type { Question } from '../../questions/question.ts';
import { Refusal } from '../../refusal.ts';
import { changedScratch } from '../../scratch/scratch.ts';
import { z } from '../../schema.ts';
import type { Configuration } from '../../training/configuration.ts';
import { changesBetween } from '../changes.ts';
import type { Fact, FactOf } from '../fact.ts';
import type { SubjectRef } from '../place.ts';
import { standingQuestion } from '../reading.ts';
import { driverOnly, facts, notNow, nothing, outOfBounds, rule, type Decision, type Turn } from '../rule.ts';
import type { ClassState } from '../state.ts';
import { requireRuns, type BuiltRun } from './playback.ts';
import { index, move } from './schemas.ts';
import { grown, type ParkedAt } from './standing.ts';

/** A page as the trainer and the library of questions have it. */
export interface PageEvidence {
  /** Which one, from 0. */
  readonly page: number;
  readonly content: LessonPage;
  /** What it looks at: of its own, or of the page before. */
  readonly subject: LessonPage['subject'];
  /** Null: its search has found nothing, and the class stays where it is. */
  readonly standing: PageStanding | null;
  readonly configuration: Configuration | null;
  /** Null: it has none, or none that can be asked there. */
  readonly question: Question | null;
}

export interface OpenedLesson {
  readonly lesson: Lesson;
  /** Its runs, trained as far as its pages need them. */
  readonly runs: readonly {
    readonly built: Omit<BuiltRun, 'parked'>;
    /** Updates of θ made. */
    readonly head: number;
  }[];
  /** The number of the first of them. */
  readonly first: number;
  readonly pages: readonly (PageStanding | null)[];
  readonly unasked: readonly number[];
  readonly entered: PageEvidence;
  /** Where the present run was stopped for it. */
  readonly parked: ParkedAt | null;
}

export const lessons = {
  /** Its runs are trained beside the present one; then the class stands on its first page. */
  lesson: rule({
    schema: z.strictObject({
      type: z.literal('lesson'),
      /** The file. */
      text: z.string().check(z.maxLength(LESSON_CHARACTERS)),
    }),
    roles: driverOnly,
    turn: 'beside',
    shows: true,
    decide(state, _, { evidence, limits }: Turn<OpenedLesson>): Decision {
      const { lesson, runs, first, pages, unasked, entered, parked } = evidence;
      for (let k = 0; k < runs.length; k++)
        requireRuns({ ...state, runs: [...state.runs, ...state.runs.slice(0, k)] }, limits);
      // Another run has begun meanwhile.
      if (first !== state.runs.length) throw new Refusal('given-up');
      const row = `lesson ${state.seq + 1}`;
      const page = enteredPage(state, entered);
      return {
        facts: [
          ...(parked && state.standing.status === 'running'
            ? grown(state, parked.cursor, parked.updates)
            : []),
          ...runs.flatMap(({ built, head }, k): readonly Fact[] => [
            { type: 'run-started', run: first + k, ...built },
            ...(head > 0 ? [{ type: 'reached', run: first + k, branch: 0, step: head } as const] : []),
          ]),
          { type: 'lesson-opened', lesson: row, pages, unasked },
          ...page.facts,
        ],
        rows: [{ id: row, value: lesson }, ...(page.rows ?? [])],
        erased: state.lesson ? [state.lesson.row] : [],
      };
    },
  }),
  /** A page by its number from 0, or the next or previous one, whatever else the class has looked at meanwhile. */
  enter: rule({
    schema: z.strictObject({
      type: z.literal('enter'),
      page: z.optional(index),
      direction: z.optional(move.direction),
    }),
    roles: driverOnly,
    turn: 'in-run',
    // What is asked leaves with its page.
    shows: false,
    decide(state, command, { evidence }: Turn<PageEvidence>): Decision {
      if (pageAsked(state, command) !== evidence.page) throw new Refusal('given-up');
      return enteredPage(state, evidence);
    },
  }),
  'close-lesson': rule({
    schema: z.strictObject({ type: z.literal('close-lesson') }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide: ({ lesson }) =>
      lesson ? { ...facts({ type: 'lesson-closed' }), erased: [lesson.row] } : nothing,
  }),
};

/** The page that is asked for. Throws Refusal 'not-now' without a lesson and beyond its ends, 'command' for one that it does not have. */
export function pageAsked(
  state: ClassState,
  { page, direction }: { readonly page?: number | undefined; readonly direction?: 1 | -1 | undefined },
): number {
  const { lesson } = state;
  if (!lesson) throw notNow(state, 'enter');
  const { length } = lesson.pages;
  if (page !== undefined && page >= length) throw outOfBounds('page', page, `<${length}`);
  const asked = (page ?? lesson.page) + (direction ?? 0);
  if (asked < 0 || asked >= length) throw notNow(state, 'enter');
  return asked;
}

/** Everything that a page says. The view comes first: operations are counted in its objective. */
function enteredPage(
  state: ClassState,
  { page, content, subject = { kind: 'window' }, standing, configuration, question }: PageEvidence,
): Decision {
  const asked = standingQuestion(state);
  const pointer = content.pin ?? null;
  const row = `sentence ${state.seq + 1}`;
  const view = viewOfPage(content, state.view);
  const changed = changedView(state.view, view);
  const scratch = content.scratch
    ? changedScratch(state.scratch, { operation: 0, ...content.scratch })
    : state.scratch;
  const place = standing && configuration && placeOn(standing, subject, row, view, configuration);
  const happened: (Fact | false)[] = [
    asked !== null && { type: 'question-dismissed', id: asked.id },
    state.shown !== null && { type: 'text-shown', text: null },
    changed !== null && { type: 'view-changed', changed },
    place !== null && {
      type: 'moved',
      how: 'open',
      cursor: place.cursor,
      subject: place.subject,
      because: 'driver',
      granularity: null,
      direction: null,
      moves: 1,
    },
    scratch !== state.scratch && { type: 'scratch-changed', scratch },
    changesBetween(state.pointer, pointer).length > 0 && { type: 'pinned', pointer },
    content.speed !== undefined &&
      content.speed !== state.speed && { type: 'speed-set', speed: content.speed },
    content.breakpoints !== undefined && { type: 'breakpoints-set', breakpoints: content.breakpoints },
    { type: 'lesson-page-entered', page },
    // In a seminar each is asked on a page of their own.
    question !== null &&
      !state.lesson?.seminar?.open &&
      place !== null && { type: 'question-asked', id: state.questions.length, question, place },
  ];
  return {
    facts: happened.filter((fact) => fact !== false),
    ...(place !== null &&
      subject.kind === 'sentence' && {
        rows: [
          {
            id: row,
            value: {
              kind: 'sentence',
              tokens: subject.tokens,
              centre: subject.centre,
              goldType: subject.goldType,
            },
          },
        ],
      }),
  };
}

function changedView(before: View, after: View): Partial<View> | null {
  const changed = Object.entries(after).filter(
    ([part, value]) => changesBetween(before[part as keyof View], value).length > 0,
  );
  return changed.length > 0 ? (Object.fromEntries(changed) as Partial<View>) : null;
}

/** Where a page stands, as a place of the class. `row`: of the sentence, where it looks at one. */
export function placeOn(
  { cursor, operation }: PageStanding,
  subject: NonNullable<LessonPage['subject']>,
  row: string,
  view: View,
  configuration: Configuration,
): FactOf<'question-asked'>['place'] {
  const ref: SubjectRef =
    subject.kind === 'window'
      ? subject
      : subject.kind === 'probe'
        ? { ...subject, operation }
        : { kind: 'sentence', row, centre: subject.centre, goldType: subject.goldType, operation };
  const objective = objectiveOfWindow(
    view.objective,
    ref.kind === 'sentence' ? { kind: 'sentence', isLabelled: ref.goldType !== null } : ref,
    configuration,
  );
  return { cursor, subject: ref, objective, running: false };
}
