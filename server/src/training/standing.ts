/** Where a loop stands, as it crosses from the thread to the room's side. */
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { StepResult, StepSettings } from '@deltaboard/shared/training/step.ts';

/** A moment without its words: what the thread knows. The room's side adds sentence and cursor. */
export interface RawMoment {
  /** Updates of θ made. */
  readonly updates: number;
  /** Operations performed of step updates + 1. */
  readonly operation: number;
  readonly settings: StepSettings;
  /** θ with which the shown pass is computed: before its update. */
  readonly theta: Float32Array;
  /** Training window of the shown pass; null at (1, 0). */
  readonly window: number | null;
  /** What training itself computed in the shown pass. */
  readonly trainer: (StepResult & { readonly delta: readonly Float32Array[] }) | null;
}

export interface Standing {
  readonly moment: RawMoment;
  readonly points: readonly SeriesPoint[];
  /** θ after `moment.updates` updates: from here a new loop can go on. */
  readonly checkpoint: Float32Array;
  /** The furthest step of the branch that was ever computed. */
  readonly known: number;
}
