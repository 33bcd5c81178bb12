/**
 * What happened in a class: past tense, each enough by itself, and one fact one event (SPEC CL1, CL2). This union is the log of a class
 * for ever: what changes in it gets another FACT_VERSION and an upcaster (upcast.ts). JSON-safe. What people write stands in rows that
 * can be erased; facts name them by id.
 */
import type { Pointer } from '../protocol/pointer.ts';
import type { Scratch } from '../scratch/scratch.ts';
import type { PageStanding } from '../lesson/page-standing.ts';
import type { View } from '../protocol/view.ts';
import type { Speed } from '../training/speed.ts';
import type { Given, Question } from '../questions/question.ts';
import type { Breakpoint } from '../training/breakpoint.ts';
import type { Configuration } from '../training/configuration.ts';
import type { Cursor, Direction, Granularity } from '../training/cursor.ts';
import type { PauseReason } from '../training/playback.ts';
import type { PresetName } from '../training/presets.ts';
import type { SettingChange } from '../training/run.ts';
import type { Place, SubjectRef } from './place.ts';

export const FACT_VERSION = 7;

/** The class itself. */
export type ClassFact =
  | {
      readonly type: 'class-opened';
      readonly code: string;
      /** SHA-256, hexadecimal. */ readonly secretHash: string;
    }
  /** Whoever came by the one before is known by no device any more. SHA-256, hexadecimal. */
  | { readonly type: 'secret-changed'; readonly secretHash: string }
  /** Row of the name; null: it has none any more. */
  | { readonly type: 'class-named'; readonly name: string | null }
  | { readonly type: 'room-locked'; readonly locked: boolean }
  | { readonly type: 'names-hidden'; readonly hidden: boolean }
  | { readonly type: 'screens-held'; readonly held: boolean };

export type PeopleFact =
  /** Somebody who had only looked left a first trace, or an instructor came. */
  | {
      readonly type: 'member-joined';
      readonly member: string;
      /** SHA-256 of the token, hexadecimal. */
      readonly token: string;
      readonly instructor: boolean;
      /** Row of the name. */
      readonly name: string;
    }
  /** Has shown the secret since. */
  | { readonly type: 'member-became-instructor'; readonly member: string }
  /** A second device of the same member. */
  | { readonly type: 'device-added'; readonly member: string; readonly token: string }
  | { readonly type: 'member-named'; readonly member: string; readonly name: string }
  | { readonly type: 'member-appointed'; readonly member: string; readonly assistant: boolean }
  | { readonly type: 'member-removed'; readonly member: string }
  /** Of their own accord, and with what they wrote; may come again as somebody new. */
  | { readonly type: 'member-left'; readonly member: string }
  | { readonly type: 'wheel-taken'; readonly member: string }
  | { readonly type: 'wheel-lost'; readonly member: string };

export type PartFact =
  | { readonly type: 'lost-marked'; readonly member: string; readonly lost: boolean; readonly place: Place }
  | {
      readonly type: 'text-written';
      /** Counts up in the class. */
      readonly text: number;
      readonly member: string;
      readonly kind: 'question' | 'answer' | 'sentence';
      readonly row: string;
      readonly place: Place;
    }
  /** By its author, or discarded by the driver. */
  | { readonly type: 'text-removed'; readonly text: number }
  /** On the board; null: down again. */
  | { readonly type: 'text-shown'; readonly text: number | null }
  /** A question that the class may read and vote for, or no longer. */
  | { readonly type: 'text-put-to-vote'; readonly text: number; readonly open: boolean }
  | { readonly type: 'text-voted'; readonly text: number; readonly member: string; readonly up: boolean }
  | { readonly type: 'hand-raised'; readonly member: string }
  /** By its member, by the driver, or because they have gone. */
  | { readonly type: 'hand-lowered'; readonly member: string };

export type QuestionFact =
  | {
      readonly type: 'question-asked';
      /** Counts up in the class. */
      readonly id: number;
      /** As it was composed, choices and all. */
      readonly question: Question;
      readonly place: Place;
    }
  /** Answers close while the class talks. `seconds`: of its timer; null: without one. */
  | { readonly type: 'discussion-opened'; readonly id: number; readonly seconds: number | null }
  | { readonly type: 'second-round-opened'; readonly id: number }
  | {
      readonly type: 'question-answered';
      readonly id: number;
      readonly member: string;
      readonly round: 0 | 1;
      /** Index of a choice or of an entry; a number as it was typed. */
      readonly choice: Given;
    }
  /** By whoever drives: so many hands were up for each choice; in place of what was counted in this round before. */
  | {
      readonly type: 'hands-counted';
      readonly id: number;
      readonly round: 0 | 1;
      readonly counts: readonly number[];
    }
  /** What the step showed: index of the choice or entry, or the number itself; null for a question that has no truth. */
  | {
      readonly type: 'question-revealed';
      readonly id: number;
      readonly truth: number | null;
      readonly place: Place;
    }
  | { readonly type: 'question-dismissed'; readonly id: number };

export type RunFact =
  | {
      readonly type: 'run-started';
      /** Index of the run in its class. */
      readonly run: number;
      readonly preset: PresetName | null;
      /** A pasted text is '' here, and stands in the corpus of this hash. */
      readonly configuration: Configuration;
      readonly corpus: string | null;
      /** Examples of an epoch, and probes: what the data make of the configuration. */
      readonly epochLength: number;
      readonly probes: number;
      /** The speed at which it opens; null: that of the class. */
      readonly speed: Speed | null;
    }
  | {
      readonly type: 'setting-changed';
      readonly run: number;
      /** The branch on which the class stood. */
      readonly from: number;
      /** The branch on which the change stands: another one when it was made behind the head. */
      readonly branch: number;
      readonly afterStep: number;
      readonly change: SettingChange;
    }
  | { readonly type: 'run-continued'; readonly cursor: Cursor }
  | {
      readonly type: 'run-paused';
      readonly cursor: Cursor;
      readonly because: PauseReason;
      /** The breakpoint that was met. */
      readonly hit: Breakpoint | null;
    }
  /** So many updates have been made: where a class that lost its server comes back to. */
  | { readonly type: 'reached'; readonly run: number; readonly branch: number; readonly step: number }
  /** The class stands elsewhere; of a held key the place where it was at the end of each second. */
  | {
      readonly type: 'moved';
      readonly how: 'move' | 'hold' | 'seek' | 'open' | 'reveal';
      readonly cursor: Cursor;
      readonly subject: SubjectRef;
      readonly because: PauseReason;
      readonly granularity: Granularity | null;
      readonly direction: Direction | null;
      /** How many moves it is. */
      readonly moves: number;
    };

export type ViewFact =
  | { readonly type: 'speed-set'; readonly speed: Speed }
  | { readonly type: 'subject-chosen'; readonly subject: SubjectRef }
  /** Only what is another. */
  | { readonly type: 'view-changed'; readonly changed: Partial<View> }
  | { readonly type: 'scratch-changed'; readonly scratch: Scratch }
  | { readonly type: 'breakpoints-set'; readonly breakpoints: readonly Breakpoint[] }
  | { readonly type: 'pinned'; readonly pointer: Pointer | null };

/** What a page of a lesson asks each member by themselves: as it was composed where the page stands, with what is right. */
export interface PageQuestion {
  /** Of the lesson, from 0. */
  readonly page: number;
  /** Counts up in the class. */
  readonly id: number;
  readonly question: Question;
  readonly place: Place;
  /** Index of the choice or entry, or the number itself; null for a question that has no truth. */
  readonly truth: number | null;
}

export type LessonFact =
  /** On its first page. `lesson`: row of the file. `pages`: where each of them stands; null: its search found nothing. */
  | {
      readonly type: 'lesson-opened';
      readonly lesson: string;
      readonly pages: readonly (PageStanding | null)[];
      /** Pages, from 0, whose question cannot be asked there. */
      readonly unasked: readonly number[];
    }
  /** From 0. What it says of run and view are facts of their own. */
  | { readonly type: 'lesson-page-entered'; readonly page: number }
  /** Everybody walks through it by themselves. `questions`: what its pages ask, in their order; empty where it was open before. */
  | { readonly type: 'seminar-opened'; readonly questions: readonly PageQuestion[] }
  | { readonly type: 'seminar-closed' }
  | { readonly type: 'lesson-closed' };

export type Fact = ClassFact | PeopleFact | PartFact | QuestionFact | RunFact | ViewFact | LessonFact;
export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

export interface ClassEvent {
  /** 1, 2, 3… in its class. */
  readonly seq: number;
  /** Wall time, milliseconds since 1970. */
  readonly at: number;
  /** The member who did it; null: the class itself. */
  readonly by: string | null;
  /** The id of the command that it comes from; null: none. */
  readonly command: string | null;
  readonly fact: Fact;
}
