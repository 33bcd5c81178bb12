/** What is wrong with a lesson in the making, all of it at once, and what one of its languages lacks (SPEC LE12). */
import { Refusal, type RefusalParams } from '../refusal.ts';
import { lessonLanguages, type Lesson, type LessonLanguage, type LessonPage } from './lesson.ts';
import { checkLesson } from './read-lesson.ts';

export interface LessonProblem {
  /** From 0; null: it is of the lesson as a whole. */
  readonly page: number | null;
  readonly params: RefusalParams;
}

/** The first of each page, and of the lesson itself. Empty: it can be taught. */
export function problemsOf(lesson: Lesson): readonly LessonProblem[] {
  const whole = problemOf(lesson);
  if (whole === null) return [];
  // Each page says by itself where it stands, so that it can be read by itself.
  const ofPages = lesson.pages.flatMap((page, k): LessonProblem[] => {
    const params = problemOf({ ...lesson, title: { en: '-' }, pages: [page] });
    return params
      ? [{ page: k, params: { ...params, path: String(params['path']).replace(/^pages\.0\.?/, '') } }]
      : [];
  });
  return ofPages.some(({ page }) => String(whole['path']).startsWith(`pages.${page}`))
    ? ofPages
    : [{ page: null, params: whole }, ...ofPages];
}

function problemOf(lesson: Lesson): RefusalParams | null {
  try {
    checkLesson(lesson);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.params;
    throw error;
  }
}

const written = ['title', 'text', 'notes'] as const satisfies readonly (keyof LessonPage)[];

/** The languages in which a page lacks something that it says in the other. */
export const lacking = (page: LessonPage): readonly LessonLanguage[] =>
  lessonLanguages.filter((language) =>
    written.some((part) => {
      const text = page[part];
      return text !== undefined && text[language] === undefined && Object.keys(text).length > 0;
    }),
  );
