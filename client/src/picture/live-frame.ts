/** A live picture as it is drawn: what came, and what followed from it. */
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import type { Frame } from '@deltaboard/shared/protocol/frame-complete.ts';
import type { LiveWeights } from '@deltaboard/shared/protocol/frame-weights.ts';
import type { StepSettings } from '@deltaboard/shared/training/learner.ts';
import type { PictureRun } from './exact.ts';
import type { Picture } from './picture.ts';

/** The whole pass of the probe, with the newest W that has come. */
export interface LiveFrame extends Frame {
  readonly weights: readonly LiveWeights[];
}

/** What is drawn of it. */
export interface Live {
  readonly frame: LiveFrame;
  picture(run: PictureRun, settings: StepSettings, layer: number): Picture | null;
  /** θ, W rounded; null where W is averaged: it computes nothing then. */
  readonly parameters: Parameters<Float32Array> | null;
}
