/** The lesson that a class is led through. */
import type { Evolvers } from './evolvers.ts';
import type { LessonFact } from './fact.ts';

export const evolveLesson: Evolvers<LessonFact['type']> = {
  'lesson-opened': (state, { lesson, pages, unasked }, { at }) => ({
    ...state,
    lesson: { row: lesson, pages, unasked, page: 0, opened: at, entered: at },
  }),
  'lesson-page-entered': (state, { page }, { at }) => {
    const { lesson } = state;
    if (!lesson || page >= lesson.pages.length) throw new Error(`no page ${page} of a lesson`);
    return { ...state, lesson: { ...lesson, page, entered: at } };
  },
  'lesson-closed': (state) => ({ ...state, lesson: null }),
};
