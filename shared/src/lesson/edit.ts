/** A lesson in the making, and what was done to it: every change can be undone and done again (SPEC LE11). */
import { LESSON_MINUTES, PAGES_LIMIT } from './limits.ts';
import type { Lesson, LessonPage } from './lesson.ts';

/** Changes that can be undone. */
export const UNDO_LIMIT = 100;

export interface Edited {
  readonly lesson: Lesson;
  readonly before: readonly Lesson[];
  readonly after: readonly Lesson[];
}

export const begun = (lesson: Lesson): Edited => ({ lesson, before: [], after: [] });

/** Its minutes are those of its pages. */
export function changed({ lesson, before }: Edited, next: Partial<Lesson>): Edited {
  const made = { ...lesson, ...next };
  const minutes = made.pages.reduce((sum, page) => sum + page.minutes, 0);
  return {
    lesson: { ...made, minutes: Math.min(LESSON_MINUTES, minutes) },
    before: [...before, lesson].slice(-UNDO_LIMIT),
    after: [],
  };
}

export const undone = (edited: Edited): Edited => {
  const { lesson, before, after } = edited;
  const last = before.at(-1);
  return last ? { lesson: last, before: before.slice(0, -1), after: [lesson, ...after] } : edited;
};

export const redone = (edited: Edited): Edited => {
  const { lesson, before, after } = edited;
  return after.length > 0 ? { lesson: after[0], before: [...before, lesson], after: after.slice(1) } : edited;
};

type Pages = Lesson['pages'];

/** After the page at `k`; −1: first. One more than a lesson may have changes nothing. */
export const inserted = (pages: Pages, k: number, page: LessonPage): Pages =>
  pages.length < PAGES_LIMIT ? pages.toSpliced(k + 1, 0, page) : pages;

export const duplicated = (pages: Pages, k: number): Pages => inserted(pages, k, pages[k]);

/** A lesson has a page. */
export const removed = (pages: Pages, k: number): Pages => (pages.length > 1 ? pages.toSpliced(k, 1) : pages);

/** The page at `k` to where `to` is; beyond the ends nothing. */
export function movedTo(pages: Pages, k: number, to: number): Pages {
  if (to < 0 || to >= pages.length) return pages;
  return pages.toSpliced(k, 1).toSpliced(to, 0, pages[k]);
}

export const replaced = (pages: Pages, k: number, page: LessonPage): Pages => pages.with(k, page);
