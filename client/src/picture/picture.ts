/**
 * What the board draws, whatever it came from: an exact moment (everything recomputed here in float64 from the exact
 * parameters), a probe at the exact parameters, or a live frame (sampled, W rounded).
 */
import type { EntityType } from '@deltaboard/shared/dataset/sentence.ts';
import type { HeadName, Label } from '@deltaboard/shared/model/head.ts';
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { Method } from '@deltaboard/shared/training/learner.ts';
import type { ObjectiveName } from '@deltaboard/shared/training/operations.ts';
import type { Agreements } from './agreement.ts';
import type { ComputedPass } from './computed-pass.ts';
import type { ExamplePlace, Progress } from './progress.ts';

/**
 * `not-yet` is not zero: it has not been computed at this cursor. `partial`: a sum to which more will be added.
 * `not-applied`: computed, but the update leaves it out.
 */
export type TensorState = 'not-yet' | 'partial' | 'ready' | 'not-applied';

/** What a parameter's gradient is while a step has several windows, or L2. */
export interface Sum {
  /** How many of the step's windows have been added. */
  readonly done: number;
  readonly of: number;
  /** What is added, one by one: an example's part, or, where examples are pairs, a window's. */
  readonly part: 'example' | 'window';
  /** The sum, the sum divided by B, or that with λ times the weights added. */
  readonly stage: 'sum' | 'mean' | 'decay';
}

/**
 * W of a live frame: each entry rounded to one of 255 levels, or the mean of the block that it lies in. Never feeds a reading as an exact
 * number.
 */
export type Rounding = 'level' | 'mean';

export interface Tensor {
  readonly state: TensorState;
  readonly rows: number;
  readonly columns: number;
  /** rows × columns, row-major; empty while not yet. */
  readonly values: Float32Array | Float64Array;
  readonly rounded: Rounding | false;
  /** Of a parameter's gradient; null where it is that of the one window. */
  readonly sum: Sum | null;
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
  /** −η∂J/∂·, with AdaGrad divided by √Σ(∂J/∂·)² + ε, in float64 from the exact gradient. */
  readonly descent: Tensor;
  /** Δ: after − before, as float32 training has it. */
  readonly difference: Tensor;
}

/** Of the open layer, which is null where there is none, and of u. */
export interface Update {
  readonly W: Change | null;
  readonly b: Change | null;
  readonly u: Change;
  /** Of the shown window's word vectors, 1 × m; null where they are frozen, or where another layer than the first is open. */
  readonly x: Change | null;
}

/** A picture without what says where in the run it stands and what became of it. */
export type PassPicture = Omit<
  Picture,
  | 'source'
  | 'liveProbe'
  | 'averaged'
  | 'subject'
  | 'updates'
  | 'step'
  | 'progress'
  | 'learningRate'
  | 'probabilityAfter'
  | 'update'
  | 'agreement'
>;

/** A scalar, or null while not yet. */
export type Scalar = number | null;

export interface Picture {
  readonly source: 'moment' | 'probe' | 'live';
  readonly subject: 'window' | 'probe';
  /** Of a live picture, which of the run's probes it is of; null otherwise. */
  readonly liveProbe: number | null;
  /** Of a live picture: W has more entries than came; the mean of a block stands in each of its entries. */
  readonly averaged: boolean;
  /** Updates of θ made before the pass that is shown. */
  readonly updates: number;
  /** The step whose pass is shown; null for a probe (never part of a step). */
  readonly step: number | null;
  /** What is differentiated: gradients are ∂J/∂· or ∂s/∂·. Of s there is no J. */
  readonly objective: ObjectiveName;
  /** Of several scores the one that is differentiated: the index of its label. */
  readonly label: number;
  readonly head: HeadName;
  /** How the step goes on from the gradients: what the words and formulas of the update need. */
  readonly method: Pick<Method, 'batch' | 'optimiser' | 'decay'>;
  readonly example: ExamplePlace;
  /** The layer that is open, 0-based; −1 where there is none. */
  readonly open: number;
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
  /** x, z, h, s and their gradients are of the shown window; gradients by parameters are sums (`Tensor.sum`). */
  readonly x: Tensor;
  readonly layers: readonly LayerPicture[];
  /** Uᵀ: a row for each unit of the last layer, a column for each score. Without a layer U itself: a row for each score. */
  readonly u: Tensor;
  /** k × 1 */
  readonly s: Tensor;
  /** softmax(s), k × 1; null with another head. */
  readonly probabilities: Tensor | null;
  /** p of LOCATION; null where a score is no log-odds. */
  readonly p: Scalar;
  /** Of a pair, as far as they are there; null with one window. */
  readonly scores: { readonly s: Scalar; readonly corrupted: Scalar } | null;
  /** Of the example. */
  readonly J: Scalar;
  readonly gradientOfJ: Scalar;
  readonly gradientOfS: Tensor;
  /** In the form of `u`. */
  readonly gradientOfU: Tensor;
  readonly gradientOfX: Tensor;
  /** p of the same window after the update; null when no update was made, or where there is no p. */
  readonly probabilityAfter: Scalar;
  /** Once the step's last operation has been performed. */
  readonly update: Update | null;
  /** Exact pictures only. */
  readonly pass: ComputedPass | null;
  /** How far the implementations agree on the gradients of the shown example performed so far; null where none is, and live. */
  readonly agreement: Agreements | null;
}
