/**
 * The training loop on an injected clock and sink. It is called slice by slice by whoever owns the thread, and knows
 * neither thread nor socket. A slice ends after 10 ms, when nothing is due, or at the step at which `shouldPark` says so.
 */
import { isPaced, momentFloats } from '@deltaboard/shared/protocol/state.ts';
import { type Speed } from '@deltaboard/shared/training/speed.ts';
import { scoresOf } from '@deltaboard/shared/model/forward.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { forwardDone } from '@deltaboard/shared/training/operations.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import { gradientRms } from '@deltaboard/shared/training/rms.ts';
import { snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import type { Observe, StepResult, StepSettings } from '@deltaboard/shared/training/learner.ts';
import { createTrajectory, type Trajectory } from '@deltaboard/shared/training/trajectory.ts';
import { recordOn } from './branch-record.ts';
import { checkpointsOn, type Checkpoint } from './checkpoints.ts';
import { createCurve } from './curve.ts';
import { createJourney, type Way } from './journey.ts';
import { createPace, type Pace } from './pace.ts';
import { createLiveFrames } from './live-frames.ts';
import { createExactMoments } from './exact-moments.ts';
import { createEvaluations } from './evaluations.ts';
import { createRates } from './rates.ts';
import { SLICE } from './slots.ts';
import { isGivenUp } from '../pressure.ts';
import type { BranchMemory } from './run-memory.ts';
import type { RawMoment, Halt } from './halt.ts';
import { createWatch } from './watch.ts';
import type { Loop, LoopOptions, LoopSink, Next } from './loop-face.ts';

/** Milliseconds between two live pictures, and where they are to be fewer. */
export const FRAME_INTERVAL = 100;
export const FEWER_FRAMES_INTERVAL = 500;
/** Milliseconds after which a run that stands looks again whether its scores are put off still. */
const PUT_OFF_FOR = 1000;
/** Points of the curve that a seek brings at the most: it may go over many steps. */
const SEEK_POINTS = 256;

/** Where the class stands while the loop is away. */
interface Home {
  readonly branch: BranchMemory;
  readonly moment: RawMoment;
  readonly checkpoint: Float32Array;
  /** Steps that the branch which the loop is on has in common with it. */
  readonly common: number;
}

export function createLoop(options: LoopOptions, sink: LoopSink): Loop {
  const { configuration, now, shouldPark, level } = options;
  const { labels } = options.training.text;
  let { branch } = options;
  let record = recordOn(branch.record);
  const unrolled = (): Trajectory => createTrajectory(configuration, options.training, branch.commands);
  const trajectory = unrolled();
  const { learner, sampler } = trajectory;
  const plan = stepPlan(configuration);
  const checkpoints = checkpointsOn(options.checkpoints, snapshotLength(configuration, options.training));
  const frames = createLiveFrames(configuration, trajectory, options.probes);
  const moments = createExactMoments(trajectory, options.probes);
  const isSentEach = (): boolean => isPaced(speed, momentFloats(configuration));
  const curve = createCurve();
  const rates = createRates();
  const evaluations = createEvaluations(
    configuration,
    options.evaluation,
    trajectory,
    unrolled,
    () => ({ commands: branch.commands, record }),
    () => isGivenUp('evaluations', level()),
    (evaluation) => sink.evaluated(evaluation, numberOf(branch)),
  );
  /** Examples up to the epoch limit. */
  const limit = configuration.epochLimit * sampler.epochLength;
  /** The limit at which the run has stopped last: it goes on from there when it is asked to. */
  let stoppedAt = 0;

  let standing: RawMoment;
  let speed: Speed = 'max';
  let pace: Pace | null = null; // null: parked
  let probe = 0;
  let watch = createWatch([], configuration.head, labels);
  /** Set from where the loop leaves for a seek, or for a branch on which one must follow, to where it arrives. */
  let home: Home | null = null;
  let lastFrame = -Infinity;
  let madeUpLast = false;
  const journey = createJourney(
    { now, made: () => trajectory.updates, mayMake: isClear, make: () => void advance(false) },
    (made, of) => sink.approached(made, of),
  );

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
    const kept = moments.keep();
    trajectory.look(kept.observe);
    return kept.moment(trajectory.updates, operation);
  }

  /** One step. `exact` keeps what a moment needs: θ before the update, and the trainer's own numbers. */
  function advance(exact: boolean, observe?: Observe<Float32Array>): StepResult {
    const { settings } = trajectory;
    const kept = exact ? moments.keep() : null;
    const isWatched = kept !== null || observe !== undefined;
    const result = trajectory.advance(
      isWatched
        ? (example, J, passes) => {
            kept?.observe(example, J, passes);
            observe?.(example, J, passes);
          }
        : undefined,
    );
    const { updates } = trajectory;
    rates.made(result.J);
    if (kept) standing = kept.moment(updates, 0);
    if (updates > record.last) firstTime(updates, result.J, settings);
    return result;
  }

  /** What a replay does not do again. */
  function firstTime(updates: number, J: number, { nonLinearity }: StepSettings): void {
    record.add(J);
    curve.add(updates, J, gradientRms(learner));
    if (checkpoints.isDue(updates)) checkpoints.keep(branch.lineage, updates, trajectory.snapshot());
    // With the settings of the step that has just been made: a change that comes after it is not its own.
    if (evaluations.isDue(updates)) evaluations.begin(updates, nonLinearity);
  }

  function evaluateMissed(): void {
    evaluations.makeUp((step) => {
      const from = nearest(step);
      return from === 'here' ? { updates: trajectory.updates, snapshot: trajectory.snapshot() } : from;
    });
  }

  function judge(deadline: number): void {
    evaluations.advance(() => shouldPark() || now() >= deadline);
  }

  /** Whether the slice goes to scores. Of a run that is under way those that are made up take every other one. */
  function isForScores(): boolean {
    evaluateMissed();
    if (!evaluations.isUnderWay) return false;
    if (!pace || evaluations.isAwaited) return true;
    return (madeUpLast = !madeUpLast);
  }

  function stand(points?: number): Halt {
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
    depart(step, operation, () => sink.stopped(because, stand(), hit), null);
    return { wait: 0 };
  }

  function depart(step: number, operation: number, arrived: () => void, giveUp: Way['giveUp']): void {
    // The end of a step shows its whole pass: it is made once more.
    const updates = operation > 0 ? step - 1 : Math.max(0, step - 2);
    nearTo(updates);
    journey.depart({
      updates,
      end: step - 1,
      arrive() {
        home = null;
        if (operation > 0) standing = insideStep(operation);
        else if (step > 1) advance(true);
        else standing = moments.untouched();
        arrived();
      },
      giveUp,
    });
  }

  function leave(common: number): Home {
    const { moment, checkpoint } = home ?? { moment: standing, checkpoint: trajectory.snapshot() };
    return {
      branch: home?.branch ?? branch,
      moment,
      checkpoint,
      common: Math.min(home?.common ?? common, common),
    };
  }

  /** As if it had never left; what was computed on the way stays known. */
  function returnTo({ branch: left, moment, checkpoint, common }: Home): Halt {
    home = null;
    const points = curve.take(SEEK_POINTS);
    if (numberOf(left) !== numberOf(branch)) take(left, common);
    trajectory.restore(checkpoint, moment.updates);
    rates.forget();
    standing = moment;
    return { ...stand(), points };
  }

  /** From where the fewest steps lead to so many updates: where the loop is, a checkpoint, or null: the beginning. */
  function nearest(updates: number): Checkpoint | 'here' | null {
    const kept = checkpoints.nearest(branch.lineage, updates);
    const here = trajectory.updates;
    return here <= updates && here >= (kept?.updates ?? 0) ? 'here' : kept;
  }

  /** A record has every step: of one that knows fewer than a branch with which it shares them, the others are made again on the way. */
  function nearTo(updates: number): void {
    const from = nearest(Math.min(updates, record.last));
    if (from === 'here') return;
    if (from) trajectory.restore(from.snapshot, from.updates);
    else trajectory.rewind();
    rates.forget();
  }

  /** A step on the way that is evaluated waits for the scores of the one before. */
  function isClear(step: number, deadline: number): boolean {
    const waits = (): boolean => evaluations.isUnderWay && evaluations.isDue(step);
    if (waits()) judge(deadline);
    return !waits();
  }

  function report(at: number): void {
    const interval = isGivenUp('pictures', level()) ? FEWER_FRAMES_INTERVAL : FRAME_INTERVAL;
    if (at - lastFrame >= interval && !isSentEach()) {
      sink.frame(frames.take(probe, rates.meanLoss, rates.stepsPerSecond));
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
    const look: Observe<Float32Array> = (example, _, passes) => {
      if (wrong || isSeen(example)) return;
      const hit = watch.byScore(windows[example], scoresOf(passes));
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

  /** The branch from now on: the same, with a command that has joined it, or another, which is the same up to `kept`. */
  function take(next: BranchMemory, kept: number): void {
    const isSame = numberOf(next) === numberOf(branch);
    branch = next;
    record = recordOn(next.record);
    evaluations.cutAt(kept, isSame);
    if (isSame) {
      // What was computed beyond is true no more.
      record.cutAt(kept);
      checkpoints.drop(numberOf(next), kept);
    }
    trajectory.follow(next.commands);
    if (trajectory.updates > Math.min(kept, record.last)) nearTo(kept);
    if (!isSame) evaluateMissed();
  }

  return {
    get lane() {
      if (journey.isUnderWay) return journey.isLong ? 'in-line' : 'first';
      return evaluations.isBehind || pace ? 'in-line' : null;
    },
    slice(length = SLICE) {
      const deadline = now() + length;
      journey.goOn(deadline);
      if (journey.isUnderWay) return { wait: 0 };
      if (isForScores()) {
        judge(deadline);
        if (evaluations.isAwaited || now() >= deadline) return { wait: 0 };
      }
      if (!pace) return evaluations.isBehind ? { wait: evaluations.isPutOff ? PUT_OFF_FOR : 0 } : 'idle';
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
        if (evaluations.isAwaited || at >= deadline) return { wait: 0 };
      }
    },
    start(at) {
      speed = at;
      frames.restart();
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
    park: (parked) =>
      // Where it was to go it goes first.
      journey.afterwards(() => {
        // One more step with θ kept, so that the pause shows a whole pass, exact. A run that has just begun or is paced
        // stands on such a moment already.
        if (pace && standing.updates !== trajectory.updates) advance(true);
        parked(stand());
      }),
    seek: (step, operation, { arrived, gaveUp }) =>
      journey.afterwards(() => {
        const left = (home = leave(Infinity));
        depart(
          step,
          operation,
          () => arrived(stand(SEEK_POINTS)),
          () => gaveUp(returnTo(left), numberOf(branch)),
        );
      }),
    cancel: () => journey.cancel(),
    follow(next, common) {
      const isSame = numberOf(next) === numberOf(branch);
      const kept = isSame ? trajectory.updates : common;
      // Where the class stands may be on the branch that is left alone.
      if (!isSame && trajectory.updates > kept) home = leave(kept);
      take(next, kept);
      // A step that has not ended is shown with the settings that it will be made with.
      if (standing.operation > 0) standing = insideStep(standing.operation);
      else if (standing.updates !== trajectory.updates || standing.examples.length === 0)
        standing = moments.untouched();
    },
  };
}

const numberOf = ({ lineage }: BranchMemory): number => lineage[0].branch;
