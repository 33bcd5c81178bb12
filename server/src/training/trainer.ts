/**
 * What a room needs of the thing that trains, whether it runs in a worker, in this process or one day on another
 * machine. A trainer holds one run on one branch and stands somewhere on it; it never decides, it obeys.
 */
import type { TypedSentence } from '@deltaboard/shared/class/commands/schemas.ts';
import type {
  Bytes,
  Evaluation,
  Moment,
  RunDescription,
  SentenceView,
} from '@deltaboard/shared/protocol/state.ts';
import type { Speed } from '@deltaboard/shared/training/speed.ts';
import type { ComparedLength, ComparedSeed } from '@deltaboard/shared/evaluation/comparison.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { Report } from '@deltaboard/shared/evaluation/report.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import type { PresetName } from '@deltaboard/shared/training/presets.ts';
import type { Run } from '@deltaboard/shared/training/run.ts';
import type { LossPoint, SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { Within } from '../containment.ts';
import type { Own } from '../data/own.ts';

export interface TrainerRequest {
  readonly run: Run;
  /** Index of the run in its room. */
  readonly number: number;
  readonly preset: PresetName | null;
  /** What an earlier trainer of the run has left; it is ignored where it is damaged or of another run (SPEC RN16). */
  readonly cache?: Uint8Array | null;
  /** What the class may read of somebody's own; absent: nothing. */
  readonly own?: Own;
}

/** What the trainer says by itself, in order. None of these is awaited: a slow listener never slows training. */
export interface TrainerSink {
  /** A live picture, encoded (protocol/frame). At most the room's frame rate. */
  frame(bytes: Bytes): void;
  /** Every step of a paced run. `updates` counts the updates of θ made. */
  moment(moment: Moment, points: readonly SeriesPoint[]): void;
  /** Once a second while running. */
  progressed(updates: number, points: readonly SeriesPoint[]): void;
  /** θ of the branch was scored: it may be one that has been left meanwhile. */
  evaluated(evaluation: Evaluation, branch: number): void;
  /** The run stopped by itself and stands at the moment; `hit` is the breakpoint that was met. */
  stopped(because: PauseReason, parked: Parked, hit: Breakpoint | null): void;
  /**
   * A seek, or an opening at a place, takes long: so many of the steps of its way have been made. At most four times a
   * second.
   */
  approached(made: number, of: number): void;
  /** Its thread died; it can be used again, and stands where it was last known to be. Nothing is tried again by itself. */
  failed(error: Error, parked: Parked): void;
}

/** Checkpoints and losses of a run (`run-cache.ts`). */
export type RunCache = Uint8Array<ArrayBuffer>;

/** A report with the words of its worst sentences, one list for each. */
export interface Judged {
  readonly report: Report;
  readonly tokens: readonly (readonly string[])[];
}

/** Where `operation` operations of `step` of a branch have been performed. */
export type BranchPlace = Pick<Cursor, 'branch' | 'step' | 'operation'>;

/** What was under way was given up because somebody wanted so. */
export class Cancelled extends Error {
  constructor() {
    super('given up');
    this.name = 'Cancelled';
  }
}

export interface Parked {
  /** Updates of θ made on the branch: the cursor's step is the one after. */
  readonly updates: number;
  readonly moment: Moment;
  /** What the curve has not been told yet. */
  readonly points: readonly SeriesPoint[];
  /** The furthest step of the branch that this trainer ever computed. */
  readonly known: number;
}

export interface Trainer {
  /**
   * Builds the run and stands at the place, or inside step 1 with the forward pass done. Rejects with a Refusal when the
   * data cannot be trained on (a malformed pasted corpus), with Cancelled when it was given up: then it stands inside
   * step 1 of the branch if it had been built, and can be opened again if not.
   */
  open(at?: BranchPlace): Promise<{
    readonly description: RunDescription;
    readonly parked: Parked;
    /** What was kept of it was trusted, and is in it. */
    readonly restored: boolean;
  }>;
  /** Runs on from where it stands. */
  start(speed: Speed): void;
  setSpeed(speed: Speed): void;
  /** The probe of the live pictures. */
  setProbe(probe: number): void;
  /** Stops at the next step boundary (within 100 ms at any speed) and says where. Parked already: says so again. */
  park(): Promise<Parked>;
  /** What the run is to stop at by itself. */
  setBreakpoints(breakpoints: readonly Breakpoint[]): void;
  /**
   * Parked only: stands where `operation` operations of `step` have been performed (SPEC RN9). Forward it trains on,
   * over the recorded commands; back it goes by the nearest checkpoint. Rejects with Cancelled when it was given up.
   */
  seek(step: number, operation: number): Promise<Parked>;
  /**
   * Gives up the seek, or the opening, that is under way, within a slice. The trainer stands exactly where it stood
   * before, also if a branch was followed for that seek: then it is on the branch that it stood on. What was computed on
   * the way stays known.
   */
  cancel(): void;
  /**
   * Parked only: the run's log has grown at the step where the trainer stands, or another branch is to be followed; if
   * that one left before here, a seek must come next.
   */
  follow(run: Run, branch: number): void;
  /** What is held of J of the branch from step `from` to `to`, in points of `width` steps or fewer (SPEC TR8). */
  losses(from: number, to: number, width: number): Promise<readonly LossPoint[]>;
  /**
   * J of every step of the branch from `from` to `to`, made again without disturbing the run; null when another range
   * was asked for while this one waited, or it would take too long (SPEC TR9).
   */
  replay(from: number, to: number): Promise<readonly LossPoint[] | null>;
  /**
   * How well the branch's θ after so many updates labels a part of the corpus, without disturbing the run; null where that step has not been
   * computed, another report was asked for while this one waited, or it would take too long (SPEC EV5).
   */
  judge(updates: number, part: JudgedPart): Promise<Judged | null>;
  /**
   * A configuration, perhaps another run's, trained from its beginning for so long and judged on the way, without disturbing the run; null where it was given up by the signal, or ended with the trainer (SPEC CR2).
   */
  compare(
    configuration: Configuration,
    length: ComparedLength,
    signal: AbortSignal,
  ): Promise<ComparedSeed | null>;
  /**
   * What is worth keeping beside the log, at most 3 MB: with it another trainer of the run is soon where this one was. What it
   * holds of a branch is known then, and not told again: neither curve nor evaluations.
   */
  cache(): RunCache;
  /** A typed sentence as the run sees it; `centre` is one of its tokens. */
  sentenceView(sentence: TypedSentence): SentenceView;
  /** Releases every resource, whatever is under way: that rejects with Cancelled. A later command would start from where it stood. */
  close(): Promise<void>;
}

/** `within`: the room for which it runs, and with which it ends. */
export type TrainerFactory = (request: TrainerRequest, sink: TrainerSink, within?: Within) => Trainer;
