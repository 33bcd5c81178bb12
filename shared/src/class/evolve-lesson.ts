/** The lesson that a class is led through, or that everybody walks through by themselves. */
import type { Evolvers } from './evolvers.ts';
import { UNANSWERED } from './evolve-part.ts';
import type { LessonFact } from './fact.ts';
import type { ClassState, LessonState } from './state.ts';

export const evolveLesson: Evolvers<LessonFact['type']> = {
  'lesson-opened': (state, { lesson, pages, unasked }, { at }) => ({
    ...state,
    lesson: { row: lesson, pages, unasked, page: 0, opened: at, entered: at, seminar: null },
  }),
  'lesson-page-entered': (state, { page }, { at }) => {
    const lesson = requireLesson(state);
    if (page >= lesson.pages.length) throw new Error(`no page ${page} of a lesson`);
    return { ...state, lesson: { ...lesson, page, entered: at } };
  },
  'lesson-closed': (state) => ({ ...state, lesson: null }),
  'seminar-opened': (state, { questions }) => {
    const lesson = requireLesson(state);
    const { length } = state.questions;
    const wrong = questions.find(({ id }, k) => id !== length + k);
    if (wrong) throw new Error(`question ${wrong.id} after ${length} questions`);
    const ofPages = lesson.pages.map((_, page) => questions.find((one) => one.page === page)?.id ?? null);
    return {
      ...state,
      questions: [...state.questions, ...questions.map((one) => ({ ...UNANSWERED, ...one }))],
      lesson: { ...lesson, seminar: { open: true, questions: lesson.seminar?.questions ?? ofPages } },
    };
  },
  'seminar-closed': (state) => {
    const lesson = requireLesson(state);
    if (!lesson.seminar) throw new Error('no seminar of this lesson');
    return { ...state, lesson: { ...lesson, seminar: { ...lesson.seminar, open: false } } };
  },
};

/** Throws Error where none is open. */
function requireLesson({ lesson }: ClassState): LessonState {
  if (!lesson) throw new Error('no lesson is open');
  return lesson;
}
