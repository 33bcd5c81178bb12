/**
 * What the board draws, whatever it came from: an exact moment (everything recomputed here in float64 from the exact
 * parameters), a probe at the exact parameters, or a live frame (sampled, W rounded).
 */
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { Label } from '@deltaboard/shared/model/objective.ts';
import type { EntityType } from '@deltaboard/shared/dataset/sentence.ts';

/** `not-yet` is not zero: it has not been computed at this cursor. `not-applied`: computed, but the update leaves it out. */
export type TensorState = 'not-yet' | 'ready' | 'not-applied';

export interface Tensor {
  readonly state: TensorState;
  readonly rows: number;
  readonly columns: number;
  /** rows × columns, row-major; empty while not yet. */
  readonly values: Float32Array | Float64Array;
  /** W of a live frame: rounded to one of 255 levels. Never feeds a reading as an exact number. */
  readonly rounded: boolean;
}

export interface LayerPicture {
  readonly W: Tensor;
  readonly b: Tensor;
  readonly z: Tensor;
  readonly h: Tensor;
  readonly gradientOfW: Tensor;
  readonly gradientOfB: Tensor;
  /** δ = ∂J/∂z */
  readonly delta: Tensor;
  readonly gradientOfH: Tensor;
}

/** A scalar, or null while not yet. */
export type Scalar = number | null;

export interface Picture {
  readonly source: 'moment' | 'probe' | 'live';
  readonly subject: 'window' | 'probe';
  /** Updates of θ made before the pass that is shown. */
  readonly updates: number;
  /** The step whose pass is shown; null for a probe (never part of a step). */
  readonly step: number | null;
  readonly nonLinearity: NonLinearityName;
  readonly learningRate: number;
  readonly header: {
    readonly tokens: readonly string[];
    readonly centre: number;
    readonly radius: number;
    /** The 2r + 1 words of the window, '' for padding. */
    readonly words: readonly string[];
    readonly gold: Label;
    readonly goldType: EntityType | 'O';
    readonly dictionary: EntityType | 'O' | null;
  } | null;
  /** Entries of x that belong to one word. */
  readonly wordWidth: number;
  readonly x: Tensor;
  readonly layers: readonly LayerPicture[];
  readonly u: Tensor;
  readonly s: Scalar;
  readonly p: Scalar;
  readonly J: Scalar;
  readonly gradientOfJ: Scalar;
  readonly gradientOfS: Scalar;
  readonly gradientOfU: Tensor;
  readonly gradientOfX: Tensor;
  /** p of the same window after the update; null when no update was made. */
  readonly probabilityAfter: Scalar;
  /** Exact pictures only: how far the implementations agree. */
  readonly agreement: {
    /** by hand against graph */
    readonly graph: number;
    /** by hand against central differences; null where it was not taken (a large model) */
    readonly numeric: number | null;
    readonly skipped: number;
    /** Whether all of it is within the tolerances; what is not a number never is. */
    readonly agree: boolean;
    /** The first comparison that is not within them. */
    readonly apart: 'graph' | 'numeric' | 'skipped' | null;
    /** by hand (float64) against the trainer's own float32 δ; null without a trainer's pass */
    readonly trainer: number | null;
  } | null;
}
