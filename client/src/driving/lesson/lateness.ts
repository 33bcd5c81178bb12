/** How a lesson stands in time. */
import type { LessonDesk } from '@deltaboard/shared/protocol/lesson.ts';

/**
 * Minutes that the lesson is late by: beyond those of the pages before and of this one; what time is left on the page counts as none.
 *
 * @param now by the server's clock, milliseconds since 1970
 */
export function lateness({ lesson, opened }: LessonDesk, page: number, now: number): number {
  const due = lesson.pages.slice(0, page + 1).reduce((sum, { minutes }) => sum + minutes, 0);
  return Math.max(0, (now - opened) / 60_000 - due);
}
