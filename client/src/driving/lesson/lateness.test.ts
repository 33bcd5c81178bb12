import { expect, test } from 'vitest';
import type { LessonDesk } from '@deltaboard/shared/protocol/lesson.ts';
import { lateness } from './lateness.ts';

test('LE9 a lesson is late by what is beyond the minutes of its pages so far', () => {
  const lesson = { pages: [{ minutes: 2 }, { minutes: 3 }] } as unknown as LessonDesk['lesson'];
  const desk: LessonDesk = { lesson, missing: [], unasked: [], opened: 1000, entered: 1000 };
  const late = (page: number, minutes: number): number => lateness(desk, page, 1000 + minutes * 60_000);
  expect([late(0, 1), late(0, 2), late(0, 3.5), late(1, 4), late(1, 7)]).toEqual([0, 0, 1.5, 0, 2]);
});
