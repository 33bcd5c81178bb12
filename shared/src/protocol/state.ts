/**
 * What a room shows, as it crosses the wire. Exact numbers travel as the little-endian bytes of float32 arrays
 * (`Bytes`), which msgpack carries as they are.
 */
import type { EntityType } from '../dataset/sentence.ts';
import { headOf, type Label } from '../model/head.ts';
import type { Scratch } from '../scratch/scratch.ts';
import type { Breakpoint } from '../training/breakpoint.ts';
import { parameterCount } from '../model/parameters.ts';
import { inputLength } from '../dataset/windows.ts';
import { modelShape, stepPlan, type Configuration } from '../training/configuration.ts';
import type { Cursor } from '../training/cursor.ts';
import { operationsOf, windowPlan, type ObjectiveName, type Operation } from '../training/operations.ts';
import type { Playback, Situation } from '../training/playback.ts';
import type { PresetName } from '../training/presets.ts';
import type { Compared, ComparedSeed } from '../evaluation/comparison.ts';
import type { EntityScore } from '../evaluation/entity-score.ts';
import type { EvaluationResult } from '../evaluation/evaluation.ts';
import type { Branch } from '../training/run.ts';
import type { SeriesPoint } from '../training/series.ts';
import type { Speed } from '../training/speed.ts';
import type { StepSettings } from '../training/learner.ts';
import type { OpenText, PosedQuestion, Shown } from './participation.ts';
import type { ToldLesson } from './lesson.ts';
import type { Presence } from './people.ts';
import type { Pointer } from './pointer.ts';
import type { View } from './view.ts';

export type { EntityScore };

/** Little-endian float32s. */
export type Bytes = Uint8Array;

/** Bytes of θ a second that a viewer's link carries with ease: 1 Mbit/s. */
const PACED_BYTES = 131_072;
/**
 * Whether every step is sent, exact and reliably: slow enough to be read, and small enough for every viewer's link.
 * `floats`: of a moment (`momentFloats`).
 */
export const isPaced = (speed: Speed, floats: number): boolean =>
  speed !== 'max' && speed <= 4 && speed * 4 * floats <= PACED_BYTES;

/** Float32s that a moment carries: θ, AdaGrad's sums, and x of every window. */
export function momentFloats(configuration: Configuration): number {
  const parameters = parameterCount(modelShape(configuration));
  const { windows, batch } = stepPlan(configuration);
  const ofTheta = configuration.optimiser === 'adagrad' ? 2 * parameters : parameters;
  return ofTheta + windows * batch * inputLength(configuration.input);
}

/**
 * What the board shows while paused: the step's training window, or at the present θ a probe or a sentence that the
 * driver has typed. `operation`: how many have been performed of a pass that has no update; null: all of them.
 */
export type Subject =
  | { readonly kind: 'window' }
  | { readonly kind: 'probe'; readonly probe: number; readonly operation: number | null }
  | { readonly kind: 'sentence'; readonly view: SentenceView; readonly operation: number | null };

/** Of a pass that belongs to no step: a probe's, a typed sentence's. */
export type ProbeSubject = Exclude<Subject, { kind: 'window' }>;

export interface RoomState {
  readonly code: string;
  /** What the driver calls the class; null: nothing. */
  readonly name: string | null;
  /** What happens is being kept: false while the disk takes nothing. */
  readonly saving: boolean;
  /** A run is being made beside the present one; `progress`: steps made of those on its way, where they are many. */
  readonly beside: { readonly progress: { readonly made: number; readonly of: number } | null } | null;
  readonly playback: Playback;
  readonly speed: Speed;
  /** The settings that the next step will use. */
  readonly settings: StepSettings;
  /** Branches of the present run, and the one the cursor is on. */
  readonly branch: number;
  readonly branches: readonly Branch[];
  /** The probe shown while running. */
  readonly probe: number;
  /** What the board shows while paused. */
  readonly subject: Subject;
  /** memberId of who holds the wheel. */
  readonly driver: string | null;
  readonly view: View;
  /** How often the class has opened the test part to be judged on it. */
  readonly testOpenings: number;
  /** What the view compares, as far as it is made; null: nothing. */
  readonly comparison: ToldComparison | null;
  /** What the driver points at: the same entry on every screen, wherever it is drawn there. */
  readonly pointer: Pointer | null;
  readonly scratch: Scratch;
  readonly breakpoints: readonly Breakpoint[];
  /** Every run of the room, oldest first: each can be opened again. */
  readonly runs: readonly RunSummary[];
  /** Nobody new comes in. */
  readonly locked: boolean;
  /** Nobody's name is told to anybody else. */
  readonly namesHidden: boolean;
  /** The driver asks for the eyes: every other screen is covered. */
  readonly screensHeld: boolean;
  /** What a member has written, on the board. */
  readonly shown: Shown | null;
  /** Questions that the class may read and vote for, oldest first. */
  readonly openTexts: readonly OpenText[];
  /** The question that the class has before it. */
  readonly question: PosedQuestion | null;
  /** The page of the lesson that the class is led through. */
  readonly lesson: ToldLesson | null;
  /** It is a rehearsal: nothing of it is kept, and nobody joins it. Absent in every other class. */
  readonly rehearsal?: true;
}

/** What is compared, and how far it is. */
export interface ToldComparison extends Compared {
  /** Of each run a list by seeds; null: not yet. */
  readonly seeds: readonly (readonly (ComparedSeed | null)[])[];
}

export interface RunSummary {
  readonly preset: PresetName | null;
  readonly configuration: Pick<
    Configuration,
    | 'seed'
    | 'input'
    | 'hidden'
    | 'head'
    | 'nonLinearity'
    | 'learningRate'
    | 'batch'
    | 'optimiser'
    | 'decay'
    | 'trainVectors'
  > & { readonly corpus: Configuration['corpus']['kind'] };
  /** SHA-256 of a text of one's own, hexadecimal; null: the bundled corpus. */
  readonly corpusHash: string | null;
  readonly branches: readonly Pick<Branch, 'from' | 'head'>[];
}

/** As far as it decides what is differentiated. */
export type PlayedSubject =
  { readonly kind: 'window' | 'probe' } | { readonly kind: 'sentence'; readonly isLabelled: boolean };

/**
 * What is differentiated in the pass that is looked at: a window by itself has no J without a label, or where J is that of a
 * pair.
 */
export function objectiveOfWindow(
  objective: ObjectiveName,
  subject: PlayedSubject,
  { head }: Pick<Configuration, 'head'>,
): ObjectiveName {
  if (subject.kind === 'window') return objective;
  const isUnlabelled = subject.kind === 'sentence' && !subject.isLabelled;
  return isUnlabelled || headOf(head).windows > 1 ? 's' : objective;
}

/** The same as a client knows it. */
export const objectiveOf = (
  { view, subject }: Pick<RoomState, 'view' | 'subject'>,
  configuration: Pick<Configuration, 'head'>,
): ObjectiveName =>
  objectiveOfWindow(
    view.objective,
    subject.kind === 'sentence' ? { kind: 'sentence', isLabelled: subject.view.gold !== null } : subject,
    configuration,
  );

/** The operations of the pass that is looked at: of a step with its update, where it has one. */
export function operationsLookedAt(
  looked: Pick<RoomState, 'view' | 'subject'>,
  configuration: Configuration,
): readonly Operation[] {
  const plan = stepPlan(configuration);
  const objective = objectiveOf(looked, configuration);
  return looked.subject.kind === 'window'
    ? operationsOf(plan, objective)
    : operationsOf(windowPlan(plan), objective).filter(({ phase }) => phase !== 'update');
}

/** What decides which commands are live (training/playback). */
export const situationOf = (
  { playback, view, subject }: Pick<RoomState, 'playback' | 'view' | 'subject'>,
  { configuration, epochLength }: Pick<RunDescription, 'configuration' | 'epochLength'>,
): Situation => ({
  playback,
  objective: view.objective,
  probe:
    subject.kind === 'window'
      ? null
      : { operation: subject.operation, objective: objectiveOf({ view, subject }, configuration) },
  plan: stepPlan(configuration),
  epochLength,
});

/** Does not change while the run lasts. */
export interface RunDescription {
  /** Index in the room's list. */
  readonly number: number;
  readonly preset: PresetName | null;
  /** A pasted text is left out here ('' in its place): it stays on the server. */
  readonly configuration: Configuration;
  /** Windows in an epoch, and the share of them that are LOCATION. */
  readonly epochLength: number;
  readonly locationShare: number;
  readonly sentences: { readonly train: number; readonly dev: number; readonly test: number };
  /** Share of variance that the projection keeps; 1 when d is that of the source. */
  readonly varianceKept: number;
  /** The dictionary's LOCATION score on the test split, beside which the network's stands. */
  readonly dictionary: EntityScore;
  readonly probes: readonly WindowView[];
}

/** A window with its sentence: what the board's header and x show. */
export interface SentenceView {
  readonly tokens: readonly string[];
  /** Index of the centre word in `tokens`. */
  readonly centre: number;
  /** y of the run's head; null: nobody has labelled it. */
  readonly gold: Label | null;
  /** The gold entity type of the centre word. */
  readonly goldType: EntityType | 'O' | null;
  /** What the dictionary says of the centre word, in this sentence; null when it does not know the word. */
  readonly dictionary: EntityType | 'O' | null;
  /** x, (2r + 1) · width float32s. */
  readonly x: Bytes;
  /** Where word vectors are trained: for each word of the window its row, −1 where it is frozen. Otherwise null. */
  readonly rows: readonly number[] | null;
}

/** One of the corpus, which is labelled. */
export interface WindowView extends SentenceView {
  readonly gold: Label;
  readonly goldType: EntityType | 'O';
}

/**
 * An exact instant: the parameters the passes of a step are computed with, and its windows. Everything else (values,
 * gradients, the update) every client recomputes to the same bits with shared/.
 */
export interface Moment {
  readonly cursor: Cursor;
  /** The settings of the step that is shown. */
  readonly settings: StepSettings;
  /** θ before the update of the shown step: float32s in the order of model/parameters. */
  readonly theta: Bytes;
  /** AdaGrad's sums of squared gradients before it, in the same order; null with SGD. */
  readonly squares: Bytes | null;
  /**
   * The examples of the shown step, each with its window, or of a pair with the true and the corrupted one. Empty at (1, 0), where
   * no pass has begun.
   */
  readonly examples: readonly (readonly WindowView[])[];
  /** Where word vectors are trained, those of the step's windows and of the probes; otherwise null. */
  readonly vectors: MomentVectors | null;
  /**
   * What the trainer itself computed in float32 for each example, to be held against the recomputation: told once the whole pass has
   * been performed; null before that, and without one.
   */
  readonly trainer: readonly TrainerNumbers[] | null;
}

/** Rows of the word vectors before the update of the shown step. */
export interface MomentVectors {
  /** Which, as in `SentenceView.rows`, each once. */
  readonly rows: readonly number[];
  /** rows × d */
  readonly values: Bytes;
  /** AdaGrad's sums of their squared gradients, likewise; null with SGD. */
  readonly squares: Bytes | null;
}

export interface TrainerNumbers {
  readonly J: number;
  /** Of each window. */
  readonly windows: readonly {
    /** One entry a score. */
    readonly s: Bytes;
    readonly gradientOfS: Bytes;
    /** δ of each layer. */
    readonly delta: readonly Bytes[];
  }[];
}

export interface Evaluation extends EvaluationResult {
  readonly step: number;
}

/** Everything a latecomer needs, in one message. */
export interface Snapshot {
  readonly state: RoomState;
  readonly run: RunDescription | null;
  readonly moment: Moment | null;
  readonly series: readonly SeriesPoint[];
  readonly evaluations: readonly Evaluation[];
  readonly presence: Presence;
}
