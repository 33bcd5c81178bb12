/** Where a loop stands, as it crosses from the thread to the room's side. */
import type { StepSettings } from '@deltaboard/shared/training/learner.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';

/** A moment without its words: what the thread knows. The room's side adds sentences and cursor. */
export interface RawMoment {
  /** Updates of θ made. */
  readonly updates: number;
  /** Operations performed of step updates + 1. */
  readonly operation: number;
  readonly settings: StepSettings;
  /** θ with which the shown passes are computed: before their update. */
  readonly theta: Float32Array;
  /** AdaGrad's sums of squares then; null with SGD. */
  readonly squares: Float32Array | null;
  /** Null where word vectors are frozen. */
  readonly vectors: RawVectors | null;
  /** Training windows of the shown step, example after example; empty at (1, 0). */
  readonly examples: readonly (readonly number[])[];
  /** What training itself computed in the shown step, example after example. */
  readonly trainer: readonly RawTrainerNumbers[] | null;
}

/** Trained rows of the word vectors: those of the step's windows and of the probes. */
export interface RawVectors {
  readonly rows: readonly number[];
  /** rows × d */
  readonly values: Float32Array;
  readonly squares: Float32Array | null;
}

export interface RawTrainerNumbers {
  readonly J: number;
  readonly windows: readonly {
    readonly s: Float32Array;
    readonly gradientOfS: Float32Array;
    readonly delta: readonly Float32Array[];
  }[];
}

export interface Halt {
  readonly moment: RawMoment;
  readonly points: readonly SeriesPoint[];
  /** Everything that moves, after `moment.updates` updates: from here a new loop can go on. */
  readonly checkpoint: Float32Array;
  /** The furthest step of the branch that was ever computed. */
  readonly known: number;
}
