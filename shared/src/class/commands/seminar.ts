/** A lesson through which everybody walks by themselves (SPEC LE22–LE25). */
import { viewOfPage, type LessonPage, type LessonSubject } from '../../lesson/lesson.ts';
import type { PageStanding } from '../../lesson/page-standing.ts';
import type { Question } from '../../questions/question.ts';
import { Refusal } from '../../refusal.ts';
import { z } from '../../schema.ts';
import type { Configuration } from '../../training/configuration.ts';
import type { PageQuestion } from '../fact.ts';
import { driverOnly, facts, notNow, nothing, rule, type Decision, type Turn } from '../rule.ts';
import type { ClassState } from '../state.ts';
import { placeOn } from './lesson.ts';

/** What a page asks where it stands, as the library has composed and solved it. */
export interface AskingPage {
  /** From 0. */
  readonly page: number;
  readonly content: LessonPage;
  readonly subject: LessonSubject;
  readonly standing: PageStanding;
  readonly configuration: Configuration;
  readonly question: Question;
  readonly truth: number | null;
}

export interface SolvedLesson {
  /** Row of the lesson that it is of. */
  readonly row: string;
  readonly asking: readonly AskingPage[];
}

export const seminars = {
  'open-seminar': rule({
    schema: z.strictObject({ type: z.literal('open-seminar') }),
    roles: driverOnly,
    turn: 'beside',
    shows: false,
    /** Throws Refusal 'not-now' without a lesson, 'given-up' where another has been opened meanwhile, 'too-many' questions. */
    decide(state, _, { evidence, limits }: Turn<SolvedLesson>): Decision {
      const { lesson } = state;
      if (!lesson) throw notNow(state, 'open-seminar');
      if (lesson.row !== evidence.row) throw new Refusal('given-up');
      if (lesson.seminar?.open) return nothing;
      if (lesson.seminar) return facts({ type: 'seminar-opened', questions: [] });
      const { questions: limit } = limits;
      const { asking } = evidence;
      if (state.questions.length + asking.length > limit)
        throw new Refusal('too-many', { what: 'questions', limit });
      const rows: { readonly id: string; readonly value: unknown }[] = [];
      const questions = asking.map((one, k): PageQuestion => {
        const { page, content, subject, standing, configuration, question, truth } = one;
        const row = `sentence ${state.seq + 1} ${page}`;
        if (subject.kind === 'sentence') rows.push({ id: row, value: subject });
        const place = placeOn(standing, subject, row, viewOfPage(content, state.view), configuration);
        return { page, id: state.questions.length + k, question, place, truth };
      });
      return { ...facts({ type: 'seminar-opened', questions }), rows };
    },
  }),
  'close-seminar': rule({
    schema: z.strictObject({ type: z.literal('close-seminar') }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide: ({ lesson }: ClassState) => (lesson?.seminar?.open ? facts({ type: 'seminar-closed' }) : nothing),
  }),
};
