/** A lesson as it is told: its page to everybody, the whole of it to whoever drives (SPEC LE6). */
import type { Lesson, Localised } from '../lesson/lesson.ts';

export interface ToldLesson {
  readonly title: Localised;
  /** From 0, and how many there are. */
  readonly page: number;
  readonly pages: number;
  readonly pageTitle: Localised;
  readonly text: Localised | null;
  /** The text stands in the board's place. */
  readonly alone: boolean;
}

/** Notes, pages to come and what will be revealed. */
export interface LessonDesk {
  readonly lesson: Lesson;
  /** Pages whose search has found nothing, from 0. */
  readonly missing: readonly number[];
  /** Pages whose question cannot be asked there, from 0. */
  readonly unasked: readonly number[];
  /** By the server's clock, milliseconds since 1970: the lesson was opened, and its page entered. */
  readonly opened: number;
  readonly entered: number;
}
