/** How the class takes part: what members ask, answer and write, and who learns of it. */
import type { EntityType } from '../dataset/sentence.ts';
import type { Row } from '../questions/grade.ts';
import type { Given, Question } from '../questions/question.ts';
import type { Cursor } from '../training/cursor.ts';
import type { Operation } from '../training/operations.ts';
import type { LessonDesk, PageCount } from './lesson.ts';
import type { Person, Role } from './people.ts';

/**
 * Where a question stands. `first` and `second`: a round is open. `discussion`: between them, no answer is taken.
 * `revealed`: the step has shown the truth.
 */
export const questionPhases = ['first', 'discussion', 'second', 'revealed'] as const;
export type QuestionPhase = (typeof questionPhases)[number];

/** Answers for each choice of the question, or for each row where it has none. */
export type Distribution = readonly number[];

/** The question that the class has before it, as everybody sees it: nothing in it tells the truth before the reveal. */
export interface PosedQuestion {
  /** Counts up in the room. */
  readonly id: number;
  readonly question: Question;
  /** Where it was asked; null for one that belongs to no pass. */
  readonly cursor: Cursor | null;
  readonly phase: QuestionPhase;
  /** Of a discussion with a timer: its length, and since when it goes on by the server's clock, milliseconds since 1970. */
  readonly discussion: { readonly seconds: number; readonly since: number } | null;
  /** Once it is revealed. */
  readonly result: QuestionResult | null;
}

export interface QuestionResult {
  /** Index of the true choice or entry, or the number itself; null for one that has no truth. */
  readonly truth: number | null;
  /** One a round. */
  readonly rounds: readonly Distribution[];
  /** What is counted where the question has no choices. */
  readonly rows?: readonly Row[];
  /** Of them by show of hands, one a round; absent where none was counted. */
  readonly byHands?: readonly Distribution[];
}

/** What one member has answered: one answer a round, null where none. */
export type Answers = readonly (Given | null)[];

/** One's own record of a question: everybody sees only their own. */
export interface RecordEntry {
  readonly id: number;
  readonly question: Question;
  readonly cursor: Cursor | null;
  readonly answers: Answers;
  readonly revealed: boolean;
  readonly truth: number | null;
}

/** What a member has written: theirs until the driver puts it on the board. */
export type Contribution =
  | { readonly kind: 'question' | 'answer'; readonly text: string }
  | {
      readonly kind: 'sentence';
      readonly tokens: readonly string[];
      readonly centre: number;
      readonly goldType: EntityType | 'O' | null;
    };

/** Characters of a question or an answer that is typed. */
export const TEXT_LIMIT = 280;
/** Hands for one choice. */
export const HANDS_LIMIT = 1000;
/** Contributions of one member that wait. */
export const CONTRIBUTIONS_LIMIT = 5;

/** What the driver has put on the board. */
export interface Shown {
  readonly id: number;
  readonly contribution: Contribution;
  /** Null while names are hidden. */
  readonly name: string | null;
}

/** A question that the class may read and vote for. Who has asked it is not told. */
export interface OpenText {
  readonly id: number;
  readonly text: string;
}

/** What the server tells one member alone; the newest replaces what was told before. */
export interface Personal {
  readonly name: string;
  readonly role: Role;
  /** Has marked the operation that the class stands on as one where the thread was lost. */
  readonly lost: boolean;
  /** Own contributions that wait or stand on the board, oldest first. */
  readonly contributions: readonly { readonly id: number; readonly contribution: Contribution }[];
  /** Own answers, oldest first. */
  readonly record: readonly RecordEntry[];
  /** Has raised the hand. */
  readonly hand: boolean;
  /** Ids of the open texts that one has voted for. */
  readonly votes: readonly number[];
  /** Of whoever drives, where a lesson is open. */
  readonly lesson: LessonDesk | null;
}

/** What the server tells those who lead the class (driver and assistants); the newest replaces what was told before. */
export interface Desk {
  readonly people: readonly Person[];
  /** Viewers who see what the driver shows, and viewers. */
  readonly following: number;
  readonly viewers: number;
  /** Members who are lost at the operation that the class stands on. */
  readonly lost: number;
  /** Where members are lost, over all steps, in the order in which they were first marked. */
  readonly lostAt: readonly LostAt[];
  readonly contributions: readonly {
    readonly id: number;
    readonly member: string;
    readonly name: string | null;
    readonly contribution: Contribution;
    /** The class may read it and vote for it. */
    readonly open: boolean;
    readonly votes: number;
  }[];
  /** Raised hands of those who are here, in the order in which they went up. */
  readonly hands: readonly {
    readonly member: string;
    readonly name: string | null;
    /** By the server's clock, milliseconds since 1970. */
    readonly since: number;
  }[];
  /**
   * Screens that only show, and since when by the server's clock: projectors, without one of which the driver's own page may be what the
   * class sees, and embedded boards.
   */
  readonly screens: readonly { readonly id: string; readonly since: number; readonly embed?: true }[];
  /** Of each page of the seminar; absent where none is open. */
  readonly seminar?: readonly PageCount[];
  /** Distribution of each round of the question so far; its rows where the question has no choices. */
  readonly rounds: readonly Distribution[];
  readonly rows?: readonly Row[];
  readonly byHands?: readonly Distribution[];
}

/** Where members were lost: at the operations of this name, of whichever step and example; null: while it ran, or between steps. */
export interface LostAt {
  readonly operation: Operation | null;
  readonly members: number;
}

/** What a driver takes home. */
export interface Report {
  /** In the order in which they were first marked. */
  readonly lost: readonly LostAt[];
  readonly questions: readonly ReportedQuestion[];
}

export interface ReportedQuestion {
  readonly id: number;
  readonly question: Question;
  readonly cursor: Cursor | null;
  readonly revealed: boolean;
  readonly truth: number | null;
  readonly rounds: readonly Distribution[];
  readonly rows?: readonly Row[];
  readonly byHands?: readonly Distribution[];
  /** Names only where the driver chose to show them. */
  readonly answers: readonly { readonly name: string | null; readonly answers: Answers }[];
}
