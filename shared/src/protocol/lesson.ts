/** A lesson as it is told: its page to everybody, the whole of it to whoever drives (SPEC LE6). */
import type { Lesson, Localised } from '../lesson/lesson.ts';

export interface ToldPage {
  /** From 0. */
  readonly page: number;
  readonly pageTitle: Localised;
  readonly text: Localised | null;
  /** The text stands in the board's place. */
  readonly alone: boolean;
}

export interface ToldLesson extends ToldPage {
  readonly title: Localised;
  /** How many there are. */
  readonly pages: number;
  /** Everybody walks through it by themselves: since when the lesson is open, wall time, by which it is told from another. Absent otherwise. */
  readonly seminar?: number;
}

/** A page of a seminar as those who lead are told of it. */
export interface PageCount {
  /** Viewers on it. */
  readonly here: number;
  /** How many have answered what it asks, and how many rightly; absent where it asks nothing. */
  readonly asked?: {
    readonly answered: number;
    /** Null: nothing is right. */
    readonly right: number | null;
  };
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
