import { LESSON_VERSION } from '@deltaboard/shared/lesson/lesson-schema.ts';
import type { Lesson } from '@deltaboard/shared/lesson/lesson.ts';

/** A lesson has a page: it stands where every class begins, until something is taken. */
export const emptyLesson = (id: string): Lesson => ({
  version: LESSON_VERSION,
  id,
  title: { en: 'New lesson', ko: '새 강의' },
  minutes: 3,
  pages: [{ title: { en: 'Page 1', ko: '1쪽' }, minutes: 3 }],
});
