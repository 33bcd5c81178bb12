/**
 * What the board draws, whatever it came from: an exact moment (everything recomputed here in float64 from the exact
 * parameters), a probe at the exact parameters, or a live frame (sampled, W rounded).
 */
import type { EntityType } from '@deltaboard/shared/dataset/sentence.ts';
import type { Gradient, Objective } from '@deltaboard/shared/gradient/gradient.ts';
import type { Activations, Model } from '@deltaboard/shared/model/forward.ts';
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { Label } from '@deltaboard/shared/model/objective.ts';
import type { ObjectiveName, Operation } from '@deltaboard/shared/training/operations.ts';
import type { Agreements } from './agreement.ts';

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

/** What the step does to a parameter. */
export interface Change {
  /** −η∂J/∂·, in float64 from the exact gradient. */
  readonly descent: Tensor;
  /** Δ: after − before, as float32 training has it. */
  readonly difference: Tensor;
}

export interface Update {
  readonly W: Change;
  readonly b: Change;
  readonly u: Change;
}

/** The whole pass in float64, whatever of it has been performed: for factors and chains. */
export interface ComputedPass {
  readonly model: Model;
  readonly objective: Objective;
  readonly activations: Activations;
  /** By hand. */
  readonly gradient: Gradient;
}

/** How far a pass has come. */
export interface Progress {
  /** The operation performed last; null at step 0, where none has been. */
  readonly operation: Operation | null;
  /** Its place among all of them, 1-based. */
  readonly number: number;
  readonly of: number;
}

/** A scalar, or null while not yet. */
export type Scalar = number | null;

export interface Picture {
  readonly source: 'moment' | 'probe' | 'live';
  readonly subject: 'window' | 'probe';
  /** Of a live picture, which of the run's probes it is of; null otherwise. */
  readonly liveProbe: number | null;
  /** Updates of θ made before the pass that is shown. */
  readonly updates: number;
  /** The step whose pass is shown; null for a probe (never part of a step). */
  readonly step: number | null;
  /** What is differentiated: gradients are ∂J/∂· or ∂s/∂·. Of s there is no J. */
  readonly objective: ObjectiveName;
  /** null: a live picture, which is always whole. */
  readonly progress: Progress | null;
  readonly nonLinearity: NonLinearityName;
  readonly learningRate: number;
  readonly header: {
    readonly tokens: readonly string[];
    readonly centre: number;
    readonly radius: number;
    /** The 2r + 1 words of the window, '' for padding. */
    readonly words: readonly string[];
    /** null: nobody has labelled it. */
    readonly gold: Label | null;
    readonly goldType: EntityType | 'O' | null;
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
  /** Once the step's last operation has been performed. */
  readonly update: Update | null;
  /** Exact pictures only. */
  readonly pass: ComputedPass | null;
  /** How far the implementations agree on the gradients performed so far; null where none is, and live. */
  readonly agreement: Agreements | null;
}
