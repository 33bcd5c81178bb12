/** A class as the fold of its log: immutable, JSON-safe. Names and texts stand in rows, corpora by their hash. */
import type { Pointer } from '../protocol/pointer.ts';
import { OPENING_SCRATCH, type Scratch } from '../scratch/scratch.ts';
import type { PageStanding } from '../lesson/page-standing.ts';
import { OPENING_VIEW, type View } from '../protocol/view.ts';
import { type Speed } from '../training/speed.ts';
import type { Given, Question } from '../questions/question.ts';
import type { QuestionPhase } from '../protocol/participation.ts';
import type { Breakpoint } from '../training/breakpoint.ts';
import type { Configuration } from '../training/configuration.ts';
import type { Cursor } from '../training/cursor.ts';
import type { PauseReason } from '../training/playback.ts';
import { presetSpeeds, type PresetName } from '../training/presets.ts';
import type { Branch } from '../training/run.ts';
import type { Operation } from '../training/operations.ts';
import type { Place, SubjectRef } from './place.ts';
import type { Remembered } from './remembered.ts';

export interface MemberState {
  /** SHA-256 of each device's token, hexadecimal: an instructor's laptop and phone are one member. */
  readonly tokens: readonly string[];
  readonly instructor: boolean;
  readonly assistant: boolean;
  /** Row of the name. */
  readonly name: string;
}

/** A run of the class, as `Run` of training/run with what the data make of it. */
export interface ClassRun {
  readonly preset: PresetName | null;
  readonly configuration: Configuration;
  readonly corpus: string | null;
  readonly epochLength: number;
  readonly probes: number;
  readonly branches: readonly Branch[];
}

export type Standing =
  /** The first run is not there yet. */
  | { readonly status: 'preparing' }
  | {
      readonly status: 'paused';
      readonly cursor: Cursor;
      readonly because: PauseReason;
      readonly hit: Breakpoint | null;
    }
  /** `cursor`: the boundary that it is known to have reached; `from`: where the class stood when it set out. */
  | { readonly status: 'running'; readonly cursor: Cursor; readonly from: Cursor };

export interface QuestionState {
  readonly id: number;
  readonly question: Question;
  /** The page of a lesson that asks it of each member by themselves; null: the class is asked. */
  readonly page: number | null;
  readonly place: Place;
  readonly phase: QuestionPhase;
  readonly discussion: { readonly seconds: number; readonly since: number } | null;
  readonly hasSecond: boolean;
  readonly truth: number | null;
  /** In order: who, in which round, what. */
  readonly answers: readonly (readonly [member: string, round: 0 | 1, given: Given])[];
  /** Hands that were up for each choice, of each round; null: none were counted. */
  readonly hands: readonly [first: readonly number[] | null, second: readonly number[] | null];
}

export interface TextState {
  readonly text: number;
  readonly member: string;
  readonly kind: 'question' | 'answer' | 'sentence';
  readonly row: string;
  /** The class may read it and vote for it. */
  readonly open: boolean;
  /** Who has voted for it, in that order. */
  readonly voters: readonly string[];
}

export interface RaisedHand {
  readonly member: string;
  /** Wall time. */
  readonly since: number;
}

/** Who has lost the thread at one place. */
export interface LostPlace {
  readonly key: string;
  readonly operation: Operation | null;
  readonly members: readonly string[];
}

/** The lesson that the class is led through. */
export interface LessonState {
  /** Of the file. */
  readonly row: string;
  /** Where each page stands; null: its search found nothing. */
  readonly pages: readonly (PageStanding | null)[];
  /** Pages, from 0, whose question cannot be asked there. */
  readonly unasked: readonly number[];
  /** The present one, from 0. */
  readonly page: number;
  /** Wall time: the lesson was opened, and this page entered. */
  readonly opened: number;
  readonly entered: number;
  readonly seminar: SeminarState | null;
}

/** Everybody walks through the lesson by themselves, or did: what was answered stays. */
export interface SeminarState {
  readonly open: boolean;
  /** Ids of what its pages ask; null: nothing. */
  readonly questions: readonly (number | null)[];
}

export interface ClassState {
  readonly code: string;
  readonly secretHash: string;
  /** Row of the class's name. */
  readonly name: string | null;
  readonly opened: number;
  readonly locked: boolean;
  readonly namesHidden: boolean;
  readonly screensHeld: boolean;
  readonly members: Readonly<Record<string, MemberState>>;
  /** Who was sent away. */
  readonly removed: readonly string[];
  readonly driver: string | null;
  /** Who lost the wheel by being gone, while nobody has taken it since. */
  readonly wheelLostBy: string | null;
  readonly runs: readonly ClassRun[];
  readonly standing: Standing;
  readonly speed: Speed;
  readonly probe: number;
  readonly subject: SubjectRef;
  readonly view: View;
  /** How often the evaluation was opened on the test part. */
  readonly testOpenings: number;
  readonly scratch: Scratch;
  readonly breakpoints: readonly Breakpoint[];
  readonly pointer: Pointer | null;
  readonly questions: readonly QuestionState[];
  /** Id of the question that the class has before it. */
  readonly question: number | null;
  /** Those that wait or are shown, oldest first; and how many were ever written. */
  readonly texts: readonly TextState[];
  readonly textCount: number;
  readonly shown: number | null;
  readonly lost: readonly LostPlace[];
  /** In the order in which they went up. */
  readonly hands: readonly RaisedHand[];
  readonly lesson: LessonState | null;
  /** Ids of the commands performed last: one that is repeated is answered, not performed (SPEC CL6). */
  readonly commands: Remembered;
  /** Facts that were made by members who did not lead the class. */
  readonly written: number;
  readonly seq: number;
  /** Wall time of the last event. */
  readonly at: number;
}

/** Before anything has happened. */
export const NOTHING: ClassState = {
  code: '',
  secretHash: '',
  name: null,
  opened: 0,
  locked: false,
  namesHidden: false,
  screensHeld: false,
  members: {},
  removed: [],
  driver: null,
  wheelLostBy: null,
  runs: [],
  standing: { status: 'preparing' },
  speed: presetSpeeds.board,
  probe: 0,
  subject: { kind: 'window' },
  view: OPENING_VIEW,
  testOpenings: 0,
  scratch: OPENING_SCRATCH,
  breakpoints: [],
  pointer: null,
  questions: [],
  question: null,
  texts: [],
  textCount: 0,
  shown: null,
  lost: [],
  hands: [],
  lesson: null,
  commands: [],
  written: 0,
  seq: 0,
  at: 0,
};
