/**
 * The training loop on an injected clock and sink. It is called slice by slice by whoever owns the thread, and knows
 * neither thread nor socket. A slice ends after 10 ms, when nothing is due, or at the step at which `shouldPark` says so.
 */
import { isPaced, type Evaluation, type Speed } from '@deltaboard/shared/protocol/state.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { evaluationDue, type EvaluationData } from '@deltaboard/shared/training/evaluation.ts';
import { forwardDone } from '@deltaboard/shared/training/operations.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import { gradientRms } from '@deltaboard/shared/training/rms.ts';
import { settingsAt } from '@deltaboard/shared/training/run.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { StepResult, StepSettings } from '@deltaboard/shared/training/step.ts';
import { createTrajectory, type TrainingData } from '@deltaboard/shared/training/trajectory.ts';
import { recordOn } from './branch-record.ts';
import { checkpointsOn } from './checkpoints.ts';
import { createCurve } from './curve.ts';
import { createPace, type Pace } from './pace.ts';
import { createCamera, type ProbeInput } from './picture.ts';
import { createRates } from './rates.ts';
import type { BranchMemory } from './run-memory.ts';
import { createScorer } from './scorer.ts';
import type { RawMoment, Standing } from './standing.ts';
import { createWatch, type SetBreakpoint } from './watch.ts';

/** Milliseconds a slice computes at the most, so that many rooms share the cores (SPEC TH2). */
export const SLICE = 10;
/** Milliseconds between two live pictures. */
export const FRAME_INTERVAL = 100;
/** Points of the curve that a seek brings at the most: it may go over many steps. */
const SEEK_POINTS = 256;

export interface LoopSink {
  frame(bytes: Uint8Array<ArrayBuffer>): void;
  moment(moment: RawMoment, points: readonly SeriesPoint[]): void;
  progressed(updates: number, points: readonly SeriesPoint[]): void;
  evaluated(evaluation: Evaluation, branch: number): void;
  stopped(because: PauseReason, standing: Standing, hit: Breakpoint | null): void;
}

export interface LoopOptions {
  readonly configuration: Configuration;
  readonly branch: BranchMemory;
  readonly checkpoints: SharedArrayBuffer;
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
  setBreakpoints(breakpoints: readonly SetBreakpoint[]): void;
  /** Stops at a step boundary, with the moment of one last step. */
  park(): Standing;
  /** Parked only: goes in the slices to come to where `operation` operations of `step` have been performed (SPEC RN9). */
  seek(step: number, operation: number, arrived: (standing: Standing) => void): void;
  /** Parked only: the branch has a new command here, or it is another one, which is the same up to `common` updates. */
  follow(branch: BranchMemory, common: number): void;
}

export function createLoop(options: LoopOptions, sink: LoopSink): Loop {
  const { configuration, now, shouldPark } = options;
  const { labels } = options.training.text;
  let { branch } = options;
  let record = recordOn(branch.record);
  const trajectory = createTrajectory(configuration, options.training, branch.commands);
  const { pass, sampler } = trajectory;
  const { parameters } = pass;
  const checkpoints = checkpointsOn(options.checkpoints, parameters.theta.length);
  const camera = createCamera(trajectory, options.probes);
  const curve = createCurve();
  const rates = createRates();
  const scorer = createScorer(options.test, (evaluation) => {
    record.evaluated = evaluation.step;
    sink.evaluated(evaluation, branch.lineage[0].branch);
  });
  const limit = configuration.epochLimit * sampler.epochLength;
  /** The limit at which the run has stopped last: it goes on from there when it is asked to. */
  let stoppedAt = 0;

  let standing: RawMoment;
  let speed: Speed = 'max';
  let pace: Pace | null = null; // null: parked
  let probe = 0;
  let watch = createWatch([], labels);
  /** On the way to a place: first to `updates`, then `arrive`, where `end` updates have been made. */
  let way: { readonly updates: number; readonly end: number; readonly arrive: () => void } | null = null;
  let lastFrame = -Infinity;

  if (options.standing) {
    const { checkpoint, moment } = options.standing;
    trajectory.restore(checkpoint, moment.updates);
    stoppedAt = moment.updates;
    standing = moment;
  } else {
    standing = insideStep(forwardDone(parameters.shape));
  }
  evaluateMissed();
  rates.start(now(), trajectory.updates);

  /** Inside the next step: its whole pass without its update; how much of it is shown says `operation`. */
  function insideStep(operation: number): RawMoment {
    const { settings, updates } = trajectory;
    const result = trajectory.look();
    const theta = parameters.theta.slice();
    const window = sampler.windowOf(updates + 1);
    return { updates, operation, settings, theta, window, trainer: trainerNumbers(result) };
  }

  /** At (1, 0) there is nothing but θ. */
  function untouched(): RawMoment {
    const { settings, updates } = trajectory;
    return { updates, operation: 0, settings, theta: parameters.theta.slice(), window: null, trainer: null };
  }

  function trainerNumbers(result: StepResult): RawMoment['trainer'] {
    return { ...result, delta: pass.layers.map(({ delta }) => delta.slice()) };
  }

  /** One step. `exact` keeps what a moment needs: θ before the update, and the trainer's own numbers. */
  function advance(exact: boolean): StepResult {
    const { settings } = trajectory;
    const before = exact ? parameters.theta.slice() : null;
    const result = trajectory.advance();
    const { updates } = trajectory;
    rates.made(result.J);
    if (before) {
      const window = sampler.windowOf(updates);
      standing = { updates, operation: 0, settings, theta: before, window, trainer: trainerNumbers(result) };
    }
    if (updates > record.last) firstTime(updates, result.J, settings);
    return result;
  }

  /** What a replay does not do again. */
  function firstTime(updates: number, J: number, { nonLinearity }: StepSettings): void {
    record.add(J);
    curve.add(updates, J, gradientRms(pass));
    if (checkpoints.isDue(updates)) checkpoints.keep(branch.lineage, updates, parameters.theta);
    if (isEvaluated(updates)) {
      // With the settings of the step that has just been made: a change that comes after it is not its own.
      scorer.begin(updates, parameters, nonLinearity);
    }
  }

  /** Whether θ after so many updates is to be evaluated, and has not been. */
  const isEvaluated = (updates: number): boolean =>
    evaluationDue(updates, configuration.evaluateEvery) && updates > record.evaluated;

  /** What was given up with a thread or by leaving the branch is evaluated before the run goes on: of one step at the most. */
  function evaluateMissed(): void {
    if (scorer.isBusy) return;
    let step = record.last;
    while (step > record.evaluated && !evaluationDue(step, configuration.evaluateEvery)) step--;
    if (step <= record.evaluated) return;
    const here = { theta: parameters.theta.slice(), updates: trajectory.updates };
    nearTo(step);
    while (trajectory.updates < step) trajectory.advance();
    const { nonLinearity } = settingsAt(configuration, branch.commands, Math.max(0, step - 1));
    scorer.begin(step, parameters, nonLinearity);
    trajectory.restore(here.theta, here.updates);
  }

  const judge = (deadline: number): void => scorer.advance(() => shouldPark() || now() >= deadline);

  function stand(points?: number): Standing {
    pace = null;
    return {
      moment: standing,
      points: curve.take(points),
      checkpoint: parameters.theta.slice(),
      known: record.last,
    };
  }

  function stop(because: PauseReason, hit: Breakpoint | null = null): Next {
    sink.stopped(because, stand(), hit);
    return 'idle';
  }

  const isLimit = (updates: number): boolean => updates > 0 && updates % limit === 0 && updates !== stoppedAt;

  function stopAtLimit(): Next {
    stoppedAt = trajectory.updates;
    return stop('epoch-limit');
  }

  /** As `stop`, at a place that has been passed: it is gone back to. */
  function stopAt(step: number, operation: number, because: PauseReason, hit: Breakpoint | null): Next {
    pace = null;
    depart(step, operation, () => sink.stopped(because, stand(), hit));
    return { wait: 0 };
  }

  function depart(step: number, operation: number, arrived: () => void): void {
    // The end of a step shows its whole pass: it is made once more.
    const updates = operation > 0 ? step - 1 : Math.max(0, step - 2);
    nearTo(updates);
    way = {
      updates,
      end: step - 1,
      arrive() {
        if (operation > 0) standing = insideStep(operation);
        else if (step > 1) advance(true);
        else standing = untouched();
        arrived();
      },
    };
  }

  /** Stands where the fewest steps lead to so many updates. */
  function nearTo(updates: number): void {
    const nearest = checkpoints.nearest(branch.lineage, updates);
    const here = trajectory.updates;
    if (here <= updates && here >= (nearest?.updates ?? 0)) return;
    if (nearest) trajectory.restore(nearest.theta, nearest.updates);
    else trajectory.rewind();
    rates.forget();
  }

  function goOn(deadline: number): void {
    while (way) {
      const next = trajectory.updates + 1;
      if (scorer.isBusy && next <= way.end && isEvaluated(next)) {
        judge(deadline);
        if (scorer.isBusy) return;
      }
      if (trajectory.updates < way.updates) {
        advance(false);
      } else {
        const { arrive } = way;
        way = null;
        arrive();
      }
      if (now() >= deadline) return;
    }
  }

  function report(at: number): void {
    if (at - lastFrame >= FRAME_INTERVAL && !isPaced(speed, parameters.theta.length)) {
      sink.frame(camera.take(probe, rates.meanLoss, rates.stepsPerSecond));
      lastFrame = at;
    }
    if (rates.isReportDue(at, trajectory.updates)) sink.progressed(trajectory.updates, curve.take());
  }

  /** One step of a run that is under way; where it stops, what follows. */
  function runStep(): Next | null {
    // A pause for a change of settings may have landed on the limit.
    if (isLimit(trajectory.updates)) return stopAtLimit();
    const step = trajectory.updates + 1;
    const window = sampler.windowOf(step);
    // What is met by the pass that the class stands behind already is not met again.
    const seen = standing.updates === step - 1 && standing.operation >= forwardDone(parameters.shape);
    const early = seen ? null : watch.byWindow(window);
    if (early) {
      standing = insideStep(forwardDone(parameters.shape));
      return stop('breakpoint', early);
    }
    const ends = isLimit(step);
    const result = advance(isPaced(speed, parameters.theta.length) || ends);
    if (!Number.isFinite(result.J)) {
      return stopAt(step + 1, 0, 'not-finite', watch.byStep(step, result, [0, 0, 0]));
    }
    if (ends) return stopAtLimit();
    if (watch.isIdle) return null;
    const wrong = seen ? null : watch.byScore(window, result.s);
    if (wrong) return stopAt(step, forwardDone(parameters.shape), 'breakpoint', wrong);
    const late = watch.byStep(step, result, gradientRms(pass));
    return late && stopAt(step + 1, 0, 'breakpoint', late);
  }

  return {
    slice() {
      const deadline = now() + SLICE;
      goOn(deadline);
      if (way) return { wait: 0 };
      judge(deadline);
      if (scorer.isBusy) return { wait: 0 };
      if (!pace) return 'idle';
      for (let at = now(); ; at = now()) {
        if (shouldPark()) return { wait: 0 };
        const wait = pace.wait(at);
        if (wait > 0) {
          report(at);
          return { wait: Math.min(wait, FRAME_INTERVAL) };
        }
        const stopped = runStep();
        if (stopped) return stopped;
        pace.made();
        if (isPaced(speed, parameters.theta.length)) sink.moment(standing, curve.take());
        report(at);
        if (scorer.isBusy || at >= deadline) return { wait: 0 };
      }
    },
    start(at) {
      speed = at;
      const started = now();
      pace = createPace(speed, started);
      rates.start(started, trajectory.updates);
    },
    setSpeed(at) {
      speed = at;
      if (pace) pace = createPace(speed, now());
    },
    setProbe: (index) => void (probe = index),
    setBreakpoints: (set) => void (watch = createWatch(set, labels)),
    park() {
      // Where it was to go it goes first.
      while (way) goOn(Infinity);
      // One more step with θ kept, so that the pause shows a whole pass, exact. A run that has just begun or is paced
      // stands on such a moment already.
      if (pace && standing.updates !== trajectory.updates) advance(true);
      return stand();
    },
    seek: (step, operation, arrived) => depart(step, operation, () => arrived(stand(SEEK_POINTS))),
    follow(next, common) {
      const isSame = next.lineage[0].branch === branch.lineage[0].branch;
      const kept = isSame ? trajectory.updates : common;
      branch = next;
      record = recordOn(next.record);
      scorer.cutAt(kept);
      if (isSame) {
        // A command has joined the branch here: what was computed beyond is true no more.
        record.cutAt(kept);
        checkpoints.drop(next.lineage[0].branch, kept);
      }
      trajectory.follow(next.commands);
      if (trajectory.updates > kept) nearTo(kept);
      if (!isSame) evaluateMissed();
      // A step that has not ended is shown with the settings that it will be made with.
      if (standing.operation > 0) standing = insideStep(standing.operation);
      else if (standing.updates !== trajectory.updates || standing.window === null) standing = untouched();
    },
  };
}
