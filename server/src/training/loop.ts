/**
 * The training loop on an injected clock and sink. It is called slice by slice by whoever owns the thread, and knows
 * neither thread nor socket. A slice ends after 10 ms, when nothing is due, or at the step at which `shouldPark` says so.
 */
import { isPaced, momentFloats, type Evaluation, type Speed } from '@deltaboard/shared/protocol/state.ts';
import { scoresOf } from '@deltaboard/shared/model/forward.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import {
  evaluationDue,
  type Evaluated,
  type EvaluationData,
} from '@deltaboard/shared/training/evaluation.ts';
import { forwardDone } from '@deltaboard/shared/training/operations.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import { gradientRms } from '@deltaboard/shared/training/rms.ts';
import { settingsAt } from '@deltaboard/shared/training/run.ts';
import { snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { Observe, StepResult, StepSettings } from '@deltaboard/shared/training/learner.ts';
import {
  createTrajectory,
  type TrainingData,
  type Trajectory,
} from '@deltaboard/shared/training/trajectory.ts';
import { recordOn } from './branch-record.ts';
import { checkpointsOn, type Checkpoint } from './checkpoints.ts';
import { createCurve } from './curve.ts';
import { createPace, type Pace } from './pace.ts';
import { createCamera, type ProbeInput } from './camera.ts';
import { createDarkroom } from './darkroom.ts';
import { createLateEvaluation } from './late-evaluation.ts';
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
  readonly evaluation: EvaluationData;
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
  /** Stops at a step boundary, with the moment of one last step; on the way to a place, once it is there. */
  park(parked: (standing: Standing) => void): void;
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
  const unrolled = (): Trajectory => createTrajectory(configuration, options.training, branch.commands);
  const trajectory = unrolled();
  const { learner, sampler } = trajectory;
  const plan = stepPlan(configuration);
  const checkpoints = checkpointsOn(options.checkpoints, snapshotLength(configuration, options.training));
  const camera = createCamera(configuration, trajectory, options.probes);
  const darkroom = createDarkroom(trajectory, options.probes);
  const isSentEach = (): boolean => isPaced(speed, momentFloats(configuration));
  const curve = createCurve();
  const rates = createRates();
  const scorer = createScorer(options.evaluation, (evaluation) => {
    record.evaluated = evaluation.step;
    sink.evaluated(evaluation, branch.lineage[0].branch);
  });
  const late = createLateEvaluation(unrolled, scoreLate);
  /** Examples up to the epoch limit. */
  const limit = configuration.epochLimit * sampler.epochLength;
  /** The limit at which the run has stopped last: it goes on from there when it is asked to. */
  let stoppedAt = 0;

  let standing: RawMoment;
  let speed: Speed = 'max';
  let pace: Pace | null = null; // null: parked
  let probe = 0;
  let watch = createWatch([], configuration.head, labels);
  /** On the way to a place: first to `updates`, then `arrive`, where `end` updates have been made. */
  let way: { readonly updates: number; readonly end: number; readonly arrive: () => void } | null = null;
  /** What is done once it is there. */
  const then: (() => void)[] = [];
  let lastFrame = -Infinity;

  if (options.standing) {
    const { checkpoint, moment } = options.standing;
    trajectory.restore(checkpoint, moment.updates);
    stoppedAt = moment.updates;
    standing = moment;
  } else {
    standing = insideStep(forwardDone(plan));
  }
  evaluateMissed();
  rates.start(now(), trajectory.updates);

  /** Inside the next step: its whole pass without its update; how much of it is shown says `operation`. */
  function insideStep(operation: number): RawMoment {
    const exposed = darkroom.expose();
    trajectory.look(exposed.observe);
    return exposed.moment(trajectory.updates, operation);
  }

  /** One step. `exact` keeps what a moment needs: θ before the update, and the trainer's own numbers. */
  function advance(exact: boolean, observe?: Observe): StepResult {
    const { settings } = trajectory;
    const exposed = exact ? darkroom.expose() : null;
    const result = trajectory.advance((example, J) => {
      exposed?.observe(example, J);
      observe?.(example, J);
    });
    const { updates } = trajectory;
    rates.made(result.J);
    if (exposed) standing = exposed.moment(updates, 0);
    if (updates > record.last) firstTime(updates, result.J, settings);
    return result;
  }

  /** What a replay does not do again. */
  function firstTime(updates: number, J: number, { nonLinearity }: StepSettings): void {
    record.add(J);
    curve.add(updates, J, gradientRms(learner));
    if (checkpoints.isDue(updates)) checkpoints.keep(branch.lineage, updates, trajectory.snapshot());
    if (isEvaluated(updates)) {
      // With the settings of the step that has just been made: a change that comes after it is not its own.
      scorer.begin(updates, evaluated(nonLinearity));
    }
  }

  function evaluated(nonLinearity: StepSettings['nonLinearity'], on = trajectory): Evaluated {
    return {
      parameters: on.learner.state.parameters,
      nonLinearity,
      head: configuration.head,
      vectors: on.vectors,
      trainsVectors: configuration.trainVectors,
    };
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
    if (trajectory.updates === step) return scoreLate(step, trajectory);
    const from = nearest(step);
    const { updates } = trajectory;
    late.begin(step, from === 'here' ? { updates, snapshot: trajectory.snapshot() } : from);
  }

  function scoreLate(step: number, there: Trajectory): void {
    const { nonLinearity } = settingsAt(configuration, branch.commands, Math.max(0, step - 1));
    scorer.begin(step, evaluated(nonLinearity, there));
  }

  /** Scores are under way: no step that is evaluated too is made before they are there. */
  const isScoring = (): boolean => late.isUnderWay || scorer.isBusy;

  function judge(deadline: number): void {
    const enough = (): boolean => shouldPark() || now() >= deadline;
    late.advance(enough);
    if (!late.isUnderWay) scorer.advance(enough);
  }

  function stand(points?: number): Standing {
    pace = null;
    return {
      moment: standing,
      points: curve.take(points),
      checkpoint: trajectory.snapshot(),
      known: record.last,
    };
  }

  function stop(because: PauseReason, hit: Breakpoint | null = null): Next {
    sink.stopped(because, stand(), hit);
    return 'idle';
  }

  /** A minibatch may reach over the end of an epoch: the run stops at the end of that step. */
  function isLimit(updates: number): boolean {
    const times = Math.floor((updates * plan.batch) / limit);
    return times > 0 && Math.ceil((times * limit) / plan.batch) === updates && updates !== stoppedAt;
  }

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
        else standing = darkroom.untouched();
        arrived();
      },
    };
  }

  /** From where the fewest steps lead to so many updates: where the loop is, a checkpoint, or null: the beginning. */
  function nearest(updates: number): Checkpoint | 'here' | null {
    const kept = checkpoints.nearest(branch.lineage, updates);
    const here = trajectory.updates;
    return here <= updates && here >= (kept?.updates ?? 0) ? 'here' : kept;
  }

  function nearTo(updates: number): void {
    const from = nearest(updates);
    if (from === 'here') return;
    if (from) trajectory.restore(from.snapshot, from.updates);
    else trajectory.rewind();
    rates.forget();
  }

  function goOn(deadline: number): void {
    while (way) {
      const next = trajectory.updates + 1;
      if (isScoring() && next <= way.end && isEvaluated(next)) {
        judge(deadline);
        if (isScoring()) return;
      }
      if (trajectory.updates < way.updates) {
        advance(false);
      } else {
        const { arrive } = way;
        way = null;
        arrive();
        for (const next of then.splice(0)) next();
      }
      if (now() >= deadline) return;
    }
  }

  function report(at: number): void {
    if (at - lastFrame >= FRAME_INTERVAL && !isSentEach()) {
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
    const shown = standing.updates === step - 1 ? standing.operation : 0;
    // What is met by a pass that the class stands behind already is not met again.
    const isSeen = (example: number): boolean => shown >= forwardDone(plan, 'J', example);
    const windows = watch.isIdle ? [] : trajectory.windowsOf(step).map(([window]) => window);
    for (const [example, window] of windows.entries()) {
      const early = isSeen(example) ? null : watch.byWindow(window);
      if (!early) continue;
      standing = insideStep(forwardDone(plan, 'J', example));
      return stop('breakpoint', early);
    }
    let wrong: { readonly example: number; readonly hit: Breakpoint } | null = null;
    const look: Observe = (example) => {
      if (wrong || isSeen(example)) return;
      const hit = watch.byScore(windows[example], scoresOf(learner.passes));
      if (hit) wrong = { example, hit };
    };
    const ends = isLimit(step);
    const result = advance(isSentEach() || ends, watch.isIdle ? undefined : look);
    if (!Number.isFinite(result.J)) {
      return stopAt(step + 1, 0, 'not-finite', watch.byStep(step, result, [0, 0, 0]));
    }
    if (ends) return stopAtLimit();
    if (watch.isIdle) return null;
    const met = wrong as { readonly example: number; readonly hit: Breakpoint } | null;
    if (met) return stopAt(step, forwardDone(plan, 'J', met.example), 'breakpoint', met.hit);
    const late = watch.byStep(step, result, gradientRms(learner));
    return late && stopAt(step + 1, 0, 'breakpoint', late);
  }

  return {
    slice() {
      const deadline = now() + SLICE;
      goOn(deadline);
      if (way) return { wait: 0 };
      judge(deadline);
      if (isScoring()) return { wait: 0 };
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
        if (isSentEach()) sink.moment(standing, curve.take());
        report(at);
        if (scorer.isBusy || at >= deadline) return { wait: 0 };
      }
    },
    start(at) {
      speed = at;
      const started = now();
      pace = createPace(speed, plan.batch, started);
      rates.start(started, trajectory.updates);
    },
    setSpeed(at) {
      speed = at;
      if (pace) pace = createPace(speed, plan.batch, now());
    },
    setProbe: (index) => void (probe = index),
    setBreakpoints: (set) => void (watch = createWatch(set, configuration.head, labels)),
    park(parked) {
      // Where it was to go it goes first.
      if (way) return void then.push(() => parked(stand()));
      // One more step with θ kept, so that the pause shows a whole pass, exact. A run that has just begun or is paced
      // stands on such a moment already.
      if (pace && standing.updates !== trajectory.updates) advance(true);
      parked(stand());
    },
    seek: (step, operation, arrived) => depart(step, operation, () => arrived(stand(SEEK_POINTS))),
    follow(next, common) {
      const isSame = next.lineage[0].branch === branch.lineage[0].branch;
      const kept = isSame ? trajectory.updates : common;
      branch = next;
      record = recordOn(next.record);
      scorer.cutAt(kept);
      // Of another branch what is missed there is made instead.
      late.cutAt(isSame ? kept : -1);
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
      else if (standing.updates !== trajectory.updates || standing.examples.length === 0)
        standing = darkroom.untouched();
    },
  };
}
