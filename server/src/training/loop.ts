/**
 * The training loop on an injected clock and sink. It is called slice by slice by whoever owns the thread, and knows
 * neither thread nor socket. A slice ends after 10 ms, when nothing is due, or at the step at which `shouldPark` says so.
 */
import type { RunCommand } from '@deltaboard/shared/training/run.ts';
import { isPaced, type Evaluation, type Speed } from '@deltaboard/shared/protocol/state.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import {
  createEvaluator,
  evaluationDue,
  type EvaluationData,
  type Evaluator,
} from '@deltaboard/shared/training/evaluation.ts';
import { forwardDone } from '@deltaboard/shared/training/operations.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import { gradientRms } from '@deltaboard/shared/training/rms.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { StepResult, StepSettings } from '@deltaboard/shared/training/step.ts';
import { createTrajectory, type TrainingData } from '@deltaboard/shared/training/trajectory.ts';
import { createCurve } from './curve.ts';
import { createPace, type Pace } from './pace.ts';
import { createCamera, type ProbeInput } from './picture.ts';

/** Milliseconds a slice computes at the most, so that many rooms share the cores (SPEC TH2). */
export const SLICE = 10;
/** Milliseconds between two live pictures. */
export const FRAME_INTERVAL = 100;
const PROGRESS_INTERVAL = 1000;
const MEAN_OVER = 200;
/** Multiplications between two looks at the clock while evaluating: about a millisecond. */
const EVALUATION_CHUNK = 500_000;

/** A moment without its words: what the thread knows. The room's side adds sentence and cursor. */
export interface RawMoment {
  /** Updates of θ made. */
  readonly updates: number;
  /** Operations performed of step updates + 1. */
  readonly operation: number;
  readonly settings: StepSettings;
  /** θ with which the shown pass is computed: before its update. */
  readonly theta: Float32Array;
  /** Training window of the shown pass; null at step 0. */
  readonly window: number | null;
  readonly trainer: (StepResult & { readonly delta: readonly Float32Array[] }) | null;
}

export interface Standing {
  readonly moment: RawMoment;
  readonly points: readonly SeriesPoint[];
  /** θ after `moment.updates` updates: from here a new loop can go on. */
  readonly checkpoint: Float32Array;
}

export interface LoopSink {
  frame(bytes: Uint8Array<ArrayBuffer>): void;
  moment(moment: RawMoment, points: readonly SeriesPoint[]): void;
  progressed(updates: number, points: readonly SeriesPoint[]): void;
  evaluated(evaluation: Evaluation): void;
  stopped(because: PauseReason, standing: Standing): void;
}

export interface LoopOptions {
  readonly configuration: Configuration;
  readonly commands: readonly RunCommand[];
  readonly training: TrainingData;
  readonly test: EvaluationData;
  readonly probes: readonly ProbeInput[];
  /** Where to stand; null: inside step 1 with the forward pass done. */
  readonly standing: Standing | null;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Read at every step: someone wants the run to stop here. */
  readonly shouldPark: () => boolean;
}

/** What the owner of the thread does next: call again, call again after so many ms, or wait for a command. */
export type Next = { readonly wait: number } | 'idle';

export interface Loop {
  slice(): Next;
  start(speed: Speed): void;
  setSpeed(speed: Speed): void;
  setProbe(probe: number): void;
  /** Stops at a step boundary, with the moment of one last step. */
  park(): Standing;
  step(): Standing;
  home(): Standing;
  follow(commands: readonly RunCommand[]): void;
}

export function createLoop(options: LoopOptions, sink: LoopSink): Loop {
  const { configuration, now } = options;
  const trajectory = createTrajectory(configuration, options.training, options.commands);
  const { parameters } = trajectory.pass;
  const { theta } = parameters;
  const camera = createCamera(trajectory, options.probes);
  const curve = createCurve();
  const recentLosses = new Float64Array(MEAN_OVER);
  let losses = 0; // since this loop stood somewhere else
  const limit = configuration.epochLimit * trajectory.sampler.epochLength;
  /** Where the run stops itself next. */
  let stopsAt = limit;

  let standing: RawMoment;
  let speed: Speed = 'max';
  let pace: Pace | null = null; // null: parked
  let probe = 0;
  let evaluation: { readonly step: number; readonly evaluator: Evaluator } | null = null;
  let lastFrame = -Infinity;
  let lastProgress = { at: now(), updates: 0, stepsPerSecond: 0 };

  if (options.standing) {
    const { checkpoint, moment } = options.standing;
    trajectory.restore(checkpoint, moment.updates);
    stopsAt = (Math.floor(moment.updates / limit) + 1) * limit;
    standing = moment;
  } else {
    standing = insideStep();
    beginEvaluation(trajectory.settings);
  }

  /** Inside the next step: its window drawn, the forward pass done. */
  function insideStep(): RawMoment {
    const { window } = trajectory.load();
    return { ...untouched(), operation: forwardDone(parameters.shape), window };
  }

  /** Before anything of the next step: at step 0 there is nothing but θ. */
  function untouched(): RawMoment {
    const { settings, updates } = trajectory;
    return { updates, operation: 0, settings, theta: theta.slice(), window: null, trainer: null };
  }

  /** One step. `exact` keeps what a moment needs: θ before the update, and the trainer's own numbers. */
  function advance(exact: boolean): boolean {
    const { settings } = trajectory;
    const before = exact ? theta.slice() : null;
    const result = trajectory.advance();
    const { updates, pass } = trajectory;
    curve.add(updates, result.J, gradientRms(pass));
    recentLosses[losses++ % MEAN_OVER] = result.J;
    if (before) {
      const delta = pass.layers.map((layer) => layer.delta.slice());
      const window = trajectory.sampler.windowOf(updates);
      standing = { updates, operation: 0, settings, theta: before, window, trainer: { ...result, delta } };
    }
    if (evaluationDue(updates, configuration.evaluateEvery)) beginEvaluation(settings);
    return Number.isFinite(result.J);
  }

  /** With the settings of the step that has just been made: a change that comes after it is not its own. */
  function beginEvaluation({ nonLinearity }: StepSettings): void {
    while (evaluation) continueEvaluation(Infinity);
    const evaluator = createEvaluator(options.test, parameters, nonLinearity);
    evaluation = { step: trajectory.updates, evaluator };
  }

  /** Judges until `deadline`; a run waits for its evaluation, so that its steps are fixed and none is skipped. */
  function continueEvaluation(deadline: number): void {
    while (evaluation) {
      if (evaluation.evaluator.advance(Math.ceil(EVALUATION_CHUNK / theta.length))) {
        sink.evaluated({ step: evaluation.step, ...evaluation.evaluator.score() });
        evaluation = null;
      }
      if (options.shouldPark() || now() >= deadline) return;
    }
  }

  function stand(): Standing {
    pace = null;
    return { moment: standing, points: curve.take(), checkpoint: theta.slice() };
  }

  function stop(because: PauseReason): Next {
    sink.stopped(because, stand());
    return 'idle';
  }

  function stopAtLimit(): Next {
    stopsAt += limit;
    return stop('epoch-limit');
  }

  function meanLoss(): number {
    const known = recentLosses.subarray(0, Math.min(MEAN_OVER, losses));
    return known.length === 0 ? 0 : known.reduce((sum, J) => sum + J, 0) / known.length;
  }

  function report(at: number): void {
    if (at - lastFrame >= FRAME_INTERVAL && !isPaced(speed, theta.length)) {
      sink.frame(camera.take(probe, meanLoss(), lastProgress.stepsPerSecond));
      lastFrame = at;
    }
    const elapsed = at - lastProgress.at;
    if (elapsed >= PROGRESS_INTERVAL) {
      const { updates } = trajectory;
      const stepsPerSecond = (1000 * (updates - lastProgress.updates)) / elapsed;
      lastProgress = { at, updates, stepsPerSecond };
      sink.progressed(updates, curve.take());
    }
  }

  return {
    slice() {
      const deadline = now() + SLICE;
      if (evaluation) {
        continueEvaluation(deadline);
        if (evaluation) return { wait: 0 };
      }
      if (!pace) return 'idle';
      for (let at = now(); ; at = now()) {
        if (options.shouldPark()) return { wait: 0 };
        const wait = pace.wait(at);
        if (wait > 0) {
          report(at);
          return { wait: Math.min(wait, FRAME_INTERVAL) };
        }
        // A pause for a change of settings may have landed on the limit.
        if (trajectory.updates === stopsAt) return stopAtLimit();
        const ends = trajectory.updates + 1 === stopsAt;
        const finite = advance(isPaced(speed, theta.length) || ends);
        pace.made();
        if (!finite) {
          standing = insideStep();
          return stop('not-finite');
        }
        if (ends) return stopAtLimit();
        if (isPaced(speed, theta.length)) sink.moment(standing, curve.take());
        report(at);
        if (evaluation || at >= deadline) return { wait: 0 };
      }
    },
    start(at) {
      speed = at;
      const started = now();
      pace = createPace(speed, started);
      lastProgress = { at: started, updates: trajectory.updates, stepsPerSecond: 0 };
    },
    setSpeed(at) {
      speed = at;
      if (pace) pace = createPace(speed, now());
    },
    setProbe: (index) => void (probe = index),
    park() {
      // One more step with θ kept, so that the pause shows a whole pass, exact. A run that has just begun or is paced
      // stands on such a moment already.
      if (pace && standing.updates !== trajectory.updates) advance(true);
      return stand();
    },
    step() {
      advance(true);
      return stand();
    },
    home() {
      trajectory.rewind();
      stopsAt = limit;
      evaluation = null;
      losses = 0;
      standing = untouched();
      return stand();
    },
    follow(commands) {
      trajectory.follow(commands);
      // A step that has not ended is shown with the settings it will be made with.
      if (standing.trainer === null) standing = { ...standing, settings: trajectory.settings };
    },
  };
}
