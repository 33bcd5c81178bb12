/** A seminar on the wire: what a member is told who turns to a page (SPEC LE23). */
import type { Question } from '../questions/question.ts';
import type { Scratch } from '../scratch/scratch.ts';
import type { Cursor } from '../training/cursor.ts';
import type { ToldPage } from './lesson.ts';
import type { Pointer } from './pointer.ts';
import type { Moment, RunDescription, Subject } from './state.ts';
import type { View } from './view.ts';

/** A page that a member of a seminar has turned to: what the class would see of it. */
export interface SeminarPage extends ToldPage {
  readonly view: View;
  readonly pointer: Pointer | null;
  readonly scratch: Scratch;
  /** Null: its search has found nothing, and what was on the board before stays. */
  readonly board: SeminarBoard | null;
  /** What it asks, with its id in the class; null: nothing. */
  readonly asks: { readonly id: number; readonly question: Question } | null;
}

export interface SeminarBoard {
  readonly run: RunDescription;
  readonly moment: Moment;
  readonly cursor: Cursor;
  readonly subject: Subject;
}
