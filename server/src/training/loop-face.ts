/** What a training loop is given, what it says, and what can be asked of it. */
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import type { Speed } from '@deltaboard/shared/training/speed.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { EvaluationData } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { TrainingData } from '@deltaboard/shared/training/training-data.ts';
import type { ProbeInput } from './live-frames.ts';
import type { BranchMemory } from './run-memory.ts';
import type { RawMoment, Halt } from './halt.ts';
import type { Lane } from './turns.ts';
import type { SetBreakpoint } from './watch.ts';

export interface LoopSink {
  frame(bytes: Uint8Array<ArrayBuffer>): void;
  moment(moment: RawMoment, points: readonly SeriesPoint[]): void;
  progressed(updates: number, points: readonly SeriesPoint[]): void;
  evaluated(evaluation: Evaluation, branch: number): void;
  stopped(because: PauseReason, standing: Halt, hit: Breakpoint | null): void;
  /** How many steps of a long way to a place have been made, and of how many in all (SPEC RN14). */
  approached(made: number, of: number): void;
}

export interface LoopOptions {
  readonly configuration: Configuration;
  readonly branch: BranchMemory;
  readonly checkpoints: SharedArrayBuffer;
  readonly training: TrainingData;
  readonly evaluation: EvaluationData;
  readonly probes: readonly ProbeInput[];
  /** Where to stand; null: inside step 1 with the forward pass done. */
  readonly standing: Halt | null;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Read at every step: someone wants the run to stop here. */
  readonly shouldPark: () => boolean;
  /** What the server gives up at present: pictures become fewer, scores are put off (SPEC DG2). */
  readonly level: () => PressureLevel;
}

/** What the owner of the thread does next: call again, call again after so many ms, or wait for a command. */
export type Next = { readonly wait: number } | 'idle';

export interface Loop {
  /** Where it queues for its next slice; null: it has nothing to compute. A seek goes first, but not for long (SPEC TH5). */
  readonly lane: Lane | null;
  /** @param length milliseconds it computes at the most */
  slice(length?: number): Next;
  start(speed: Speed): void;
  setSpeed(speed: Speed): void;
  setProbe(probe: number): void;
  setBreakpoints(breakpoints: readonly SetBreakpoint[]): void;
  /** Stops at a step boundary, with the moment of one last step; on the way to a place, once it is there. */
  park(parked: (standing: Halt) => void): void;
  /** Parked only: goes in the slices to come to where `operation` operations of `step` have been performed (SPEC RN9). */
  seek(step: number, operation: number, asker: Asker): void;
  /** Gives up the seek that is under way, if one is. */
  cancel(): void;
  /** Parked only: the branch has a new command here, or it is another one, which is the same up to `common` updates. */
  follow(branch: BranchMemory, common: number): void;
}

/** Who asked for a place. */
export interface Asker {
  arrived(standing: Halt): void;
  /** The loop is back where it stood before, on that branch; the points are those of the branch that was gone on. */
  gaveUp(standing: Halt, branch: number): void;
}
