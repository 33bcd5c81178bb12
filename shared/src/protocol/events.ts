/**
 * The protocol: one version, one type a direction. Reliable events are ordered by {term, seq}; live pictures
 * ('frame') are lossy, latest wins.
 */
import type { RefusalData } from '../refusal.ts';
import type { Change } from '../class/changes.ts';
import type { JudgedPart } from '../evaluation/evaluation.ts';
import type { Report as EvaluationReport } from '../evaluation/report.ts';
import type { LossPoint, SeriesPoint } from '../training/series.ts';
import type { Command } from './commands.ts';
import type { SeminarPage } from './seminar.ts';
import type { Desk, Personal, Report } from './participation.ts';
import type { Presence } from './people.ts';
import type { Bytes, Evaluation, Moment, RunDescription, Snapshot, TrainerNumbers } from './state.ts';

export const PROTOCOL_VERSION = 11;

/** What has happened in a room: past tense. */
export type RoomEvent =
  /** What everybody is told of the class is not what it was: here is what changed (class/changes.ts). */
  | { readonly type: 'told'; readonly changes: readonly Change[] }
  /** Another run or branch is the present one, with its curve: a new one, one of before, or that of a class that comes back. */
  | {
      readonly type: 'run-opened';
      readonly run: RunDescription;
      readonly series: readonly SeriesPoint[];
      readonly evaluations: readonly Evaluation[];
    }
  | { readonly type: 'moment-reached'; readonly moment: Moment; readonly points: readonly SeriesPoint[] }
  /** The whole pass that is shown has been performed: what the trainer itself computed in it; null: not the whole any more. */
  | { readonly type: 'trainer-told'; readonly trainer: readonly TrainerNumbers[] | null }
  /** Once a second while running, and where a step ends without a new moment. */
  | { readonly type: 'progressed'; readonly step: number; readonly points: readonly SeriesPoint[] }
  | { readonly type: 'evaluated'; readonly evaluation: Evaluation }
  /** The curve was cut: a branch started at `step`. */
  | { readonly type: 'branched'; readonly step: number }
  /** What was kept back while a question was open: the present branch beyond the cursor. */
  | {
      readonly type: 'curve-told';
      readonly series: readonly SeriesPoint[];
      readonly evaluations: readonly Evaluation[];
    }
  | { readonly type: 'presence-changed'; readonly presence: Presence };

export interface Position {
  /** Grows whenever a server (re)takes the room; seq counts anew in each. */
  readonly term: number;
  readonly seq: number;
}

export interface RoomEventMessage extends Position {
  readonly event: RoomEvent;
}

/** Sent by the client with the handshake. */
export interface Hello {
  readonly version: number;
  readonly room: string;
  /** A member that returns. */
  readonly member?: { readonly id: string; readonly token: string };
  /** The instructor's secret, from the URL fragment. */
  readonly secret?: string;
  /** With the secret: the instructor whose second device this is. */
  readonly as?: string;
  /** A projector. */
  readonly screen?: true;
  /** Of a screen: it stands in a page of somebody else's, such as slides, and is no projector before the class. */
  readonly embed?: true;
  /** What a new member wants to be called. */
  readonly name?: string;
  /** The last reliable event seen, when the connection was lost. */
  readonly seen?: Position;
}

/** The server's first message on every connection. */
export type Welcome = Position & {
  /** Wall time at the server, milliseconds since 1970: a page's own clock may go otherwise. */
  readonly now: number;
  readonly member: { readonly id: string; readonly token: string; readonly instructor: boolean };
} & (
    | { readonly resumed: 'events'; readonly events: readonly RoomEventMessage[] }
    | { readonly resumed: 'snapshot'; readonly snapshot: Snapshot }
  );

/** A command as it is sent: under one id it is performed once, however often it comes. */
export interface Order {
  readonly id: string;
  readonly command: Command;
}

/** Characters of an order's id. */
export const ORDER_ID_LIMIT = 64;

export type Acknowledgement =
  | {
      readonly ok: true;
      /** Performed, and not saved yet. */
      readonly unsaved?: true;
    }
  | { readonly ok: false; readonly error: RefusalData };

export type ReportReply =
  { readonly ok: true; readonly report: Report } | { readonly ok: false; readonly error: RefusalData };

export type LessonPageReply =
  { readonly ok: true; readonly page: SeminarPage } | { readonly ok: false; readonly error: RefusalData };

export type WordVectorsReply =
  | {
      readonly ok: true;
      /** Whether each word has a vector of its own (otherwise: unknown or number row). */
      readonly known: readonly boolean[];
      /** words × d float32s */
      readonly vectors: Bytes;
      /** What the dictionary says of each word by itself; null when it does not know it. */
      readonly dictionary: readonly (string | null)[];
    }
  | { readonly ok: false; readonly error: RefusalData };

export type LossesReply =
  | {
      readonly ok: true;
      /** Whose losses they are: the present ones. */
      readonly run: number;
      readonly branch: number;
      /** In order of steps, at most LOSS_POINTS_LIMIT. */
      readonly points: readonly ToldLoss[];
    }
  | { readonly ok: false; readonly error: RefusalData };

/** Null: the step is not known any more, or another was asked for meanwhile. */
export type EvaluationReply =
  | { readonly ok: true; readonly judged: ToldReport | null }
  | { readonly ok: false; readonly error: RefusalData };

/** How well one step labels a part of the corpus. */
export interface ToldReport {
  readonly run: number;
  readonly branch: number;
  /** Updates of θ. */
  readonly step: number;
  readonly report: EvaluationReport;
  /** Of each of its worst sentences the words. */
  readonly tokens: readonly (readonly string[])[];
}

export interface ToldLoss extends LossPoint {
  /** Its figures are those of these very steps; otherwise of a point of the curve, which may reach further. */
  readonly exact: boolean;
}

/** A range of so many steps is shown step by step. */
export const LOSS_POINTS_LIMIT = 1000;

/** Whoever asks for one live picture in so many gets the fewest. */
export const PICTURES_APART_LIMIT = 100;

export interface ServerToClient {
  welcome: (welcome: Welcome) => void;
  event: (message: RoomEventMessage) => void;
  /** A live picture: protocol/frame bytes. */
  frame: (frame: Uint8Array) => void;
  /** What only this member is told, once after the welcome; and what of it is not as it was. */
  personal: (personal: Personal) => void;
  'personal-changed': (changes: readonly Change[]) => void;
  /** What only those who lead the class are told, once, and what of it is not as it was; null: no longer one of them. */
  desk: (desk: Desk | null) => void;
  'desk-changed': (changes: readonly Change[]) => void;
  /** To be answered at once: who does not is behind. */
  pulse: (pulse: number) => void;
  /** The server stops: come back after so many milliseconds, so that a class does not come back in one blow. */
  stopping: (comeBackAfter: number) => void;
  /** The member is sent away; the connection ends. */
  dismissed: (refusal: RefusalData) => void;
}

export interface ClientToServer {
  command: (order: Order, acknowledge: (reply: Acknowledgement) => void) => void;
  /** The number of the newest frame drawn: cumulative. */
  seen: (frame: number) => void;
  /** The sender takes one live picture in so many, 1 to PICTURES_APART_LIMIT; 0: none. At first it is each of them. */
  pictures: (every: number) => void;
  pulsed: (pulse: number) => void;
  /** The vectors of the asker's own words (normalised tokens). */
  vectors: (words: readonly string[], reply: (reply: WordVectorsReply) => void) => void;
  /** J of steps `from` to `to` of the present branch, for the timeline (SPEC TR8). */
  losses: (
    range: { readonly from: number; readonly to: number },
    reply: (reply: LossesReply) => void,
  ) => void;
  /** How well the network, as it stands, labels a part of the corpus (SPEC EV5). */
  evaluation: (part: JudgedPart, reply: (reply: EvaluationReply) => void) => void;
  /** The page of a seminar that the sender has turned to, from 0 (SPEC LE23). */
  'lesson-page': (page: number, reply: (reply: LessonPageReply) => void) => void;
  /** What the class has answered and where it was lost; for those who lead it. */
  report: (reply: (reply: ReportReply) => void) => void;
}

/** POST /api/rooms, and /api/rehearsals. */
export interface RoomCreated {
  readonly code: string;
  readonly secret: string;
}
