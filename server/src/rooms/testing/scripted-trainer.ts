/**
 * A trainer in this process, on a tiny corpus, that moves only when the test says so: the real training loop on a clock
 * of its own. It also does on command what a trainer does by itself.
 */
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Moment, RunDescription } from '@deltaboard/shared/protocol/state.ts';
import { goldOf } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { FailureReason, PauseReason } from '@deltaboard/shared/training/playback.ts';
import { commonStep } from '@deltaboard/shared/training/run.ts';
import { snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import { createSampler } from '@deltaboard/shared/training/sampling.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Next } from '../../training/loop-face.ts';
import { createComparing } from '../../training/comparing.ts';
import { createJudging } from '../../training/judging.ts';
import { createLoop } from '../../training/loop.ts';
import { createReplay } from '../../training/replay.ts';
import { composeMoment } from '../../training/moment.ts';
import { packRun, unpackRun } from '../../training/run-cache.ts';
import { createRunMemory, type RunMemory } from '../../training/run-memory.ts';
import type { RawMoment, Halt } from '../../training/halt.ts';
import { ThreadFailure } from '../../training/thread-failure.ts';
import {
  Cancelled,
  type Parked,
  type Trainer,
  type TrainerFactory,
  type TrainerRequest,
  type TrainerSink,
} from '../../training/trainer.ts';
import { tinyCorpus, type TinyCorpus } from './tiny-corpus.ts';

export interface ScriptedTrainer extends Trainer {
  /** Makes so many steps of a run that is under way; its clock goes on by what they take at its speed. */
  advance(steps: number): void;
  /** Goes on until the run stops by itself. */
  runUntilStopped(): void;
  stopByItself(because: PauseReason, hit?: Breakpoint): void;
  die(because?: FailureReason): void;
  /** Says how far it is on a long way. */
  approach(made: number, of: number): void;
  /** Tells the scores of a step of a branch, whichever it is on. */
  score(step: number, branch: number): void;
  /** No loss is held from now on, as of steps long past. */
  forgetLosses(): void;
  /** It has not been started since it stopped last: the room may be about to say so. */
  readonly isParked: boolean;
  readonly closed: boolean;
}

export interface ScriptedTrainers {
  readonly factory: TrainerFactory;
  /** Every trainer that was made, in order. */
  readonly made: ScriptedTrainer[];
  /** From now on those that are made die on their way to any place; null: they live. */
  mortal: Error | null;
  /** Whatever is opened or sought from now on takes until then; null: it is there at once. */
  until: Promise<void> | null;
}

export function scriptedTrainers(): ScriptedTrainers {
  const made: ScriptedTrainer[] = [];
  const trainers: ScriptedTrainers = {
    made,
    mortal: null,
    until: null,
    factory(request, sink) {
      const trainer = scriptedTrainer(request, sink, trainers.mortal, () => trainers.until);
      made.push(trainer);
      return trainer;
    },
  };
  return trainers;
}

const PROBES = [3, 11, 18];

function scriptedTrainer(
  request: TrainerRequest,
  sink: TrainerSink,
  death: Error | null,
  until: () => Promise<void> | null,
): ScriptedTrainer {
  const { configuration } = request.run;
  let { run } = request;
  let branch = 0;
  let now = 0;
  /** Looks of the loop at the flag before it is up: one lets it make one step. */
  let looks = 0;
  let isParked = true;
  let closed = false;
  let forgetful = false;
  /** What is under way and has not begun to compute yet. */
  let giveUp: (error: Error) => void = () => undefined;
  const inTime = async (): Promise<void> => {
    const given = until();
    if (given) await Promise.race([given, new Promise<never>((_, reject) => (giveUp = reject))]);
  };
  let started: {
    readonly corpus: TinyCorpus;
    readonly memory: RunMemory;
    readonly loop: ReturnType<typeof createLoop>;
  } | null = null;

  const opened = () => {
    if (!started) throw new Error('the trainer has not been opened');
    return started;
  };
  const momentOf = (raw: RawMoment): Moment =>
    composeMoment(raw, opened().corpus, { run: request.number, branch });
  const parked = (): Parked => {
    const { loop } = opened();
    isParked = true;
    let standing: Halt | null = null;
    loop.park((there) => void (standing = there));
    while (!standing) loop.slice();
    return parkedAt(standing);
  };
  const sought = (step: number, operation: number): Halt => {
    const { loop } = opened();
    let there: Halt | null = null;
    loop.seek(step, operation, {
      arrived: (standing) => void (there = standing),
      gaveUp: (standing) => void (there = standing),
    });
    while (!there) loop.slice();
    return there;
  };
  /** The last step of each branch that the room was told of. */
  const told = new Map<number, number>();
  const tell = (updates: number): void => void told.set(branch, Math.max(told.get(branch) ?? 0, updates));
  const parkedAt = ({ moment, points, known }: Halt): Parked => {
    tell(known);
    return { updates: moment.updates, moment: momentOf(moment), points, known };
  };

  return {
    async open(at) {
      await inTime();
      const corpus = await Promise.resolve().then(() => tinyCorpus(configuration));
      const { text, vectors, sentences, windowView } = corpus;
      const memory = createRunMemory(snapshotLength(configuration, corpus));
      const restored = request.cache ? unpackRun(request.cache, run, memory) : false;
      const labelled = { text, gold: goldOf(sentences) };
      branch = at?.branch ?? 0;
      const loop = createLoop(
        {
          configuration,
          branch: memory.branch(run, branch),
          checkpoints: memory.checkpoints,
          training: { text, vectors },
          evaluation: { test: labelled, dev: labelled, input: configuration.input },
          probes: PROBES.map(windowView).map(({ x, gold, rows }) => ({ x: fromBytes(x), y: gold, rows })),
          standing: null,
          now: () => now,
          shouldPark: () => looks-- <= 0,
          level: () => 0,
        },
        {
          ...sink,
          moment(moment, points) {
            tell(moment.updates);
            sink.moment(momentOf(moment), points);
          },
          progressed(updates, points) {
            tell(updates);
            sink.progressed(updates, points);
          },
          stopped(because, standing, hit) {
            isParked = true;
            sink.stopped(because, parkedAt(standing), hit);
          },
        },
      );
      started = { corpus, memory, loop };
      looks = 1;
      loop.slice(); // the scores at step 0
      return {
        description: describe(request, corpus),
        parked: at ? parkedAt(sought(at.step, at.operation)) : parked(),
        restored,
      };
    },
    advance(steps) {
      for (let made = 0; made < steps;) {
        looks = 1;
        const next = opened().loop.slice();
        if (next === 'idle') throw new Error('the trainer is parked');
        now += next.wait;
        if (next.wait === 0) made++;
      }
    },
    runUntilStopped() {
      for (let next: Next = { wait: 0 }; next !== 'idle'; now += next === 'idle' ? 0 : next.wait) {
        looks = 1;
        next = opened().loop.slice();
      }
    },
    stopByItself: (because, hit) => sink.stopped(because, parked(), hit ?? null),
    die: (because = 'failed') => sink.failed(new ThreadFailure(because), parked()),
    approach: (made, of) => sink.approached(made, of),
    score(step, branch) {
      const figures = { precision: 1, recall: 1, f1: 1, correct: 1, guessed: 1, gold: 1, threshold: 0 };
      sink.evaluated({ step, ...figures }, branch);
    },
    start(speed) {
      isParked = false;
      opened().loop.start(speed);
    },
    setSpeed: (speed) => opened().loop.setSpeed(speed),
    setProbe: (probe) => opened().loop.setProbe(probe),
    park: async () => Promise.resolve(parked()),
    setBreakpoints(breakpoints) {
      const { loop, corpus } = opened();
      loop.setBreakpoints(
        breakpoints.map((breakpoint) => ({
          breakpoint,
          windows: breakpoint.kind === 'word' ? corpus.windowsOf(breakpoint.word) : [],
        })),
      );
    },
    async compare(compared, { epochs, patience }, signal) {
      await inTime();
      if (signal.aborted) return null;
      const { text, vectors, sentences } = tinyCorpus(compared);
      const labelled = { text, gold: goldOf(sentences) };
      return createComparing({
        configuration: compared,
        training: { text, vectors },
        evaluation: { test: labelled, dev: labelled, input: compared.input },
        looked: text.labels,
        ...{ epochs, patience, steps: 8 * epochs },
      }).slice(() => signal.aborted);
    },
    async judge(updates, part) {
      const { corpus, memory } = opened();
      if (updates > memory.record(run, branch).last) return Promise.resolve(null);
      const { text, vectors, sentences } = corpus;
      const labelled = { text, gold: goldOf(sentences) };
      const report = createJudging({
        ...{ configuration, branch: memory.branch(run, branch), checkpoints: memory.checkpoints },
        training: { text, vectors },
        evaluation: { test: labelled, dev: labelled, input: configuration.input },
        looked: text.labels,
        ...{ part, updates },
      }).slice(() => false);
      return report && { report, tokens: report.worst.map(({ sentence }) => sentences[sentence].tokens) };
    },
    async seek(step, operation) {
      if (death) {
        sink.failed(death, parked());
        throw new Refusal('run-failed', { because: 'failed' });
      }
      try {
        await inTime();
      } catch (error) {
        // As a real one: back where it stood, also if a branch was followed.
        opened().loop.seek(step, operation, {
          arrived: () => undefined,
          gaveUp: (_, on) => (branch = on),
        });
        opened().loop.cancel();
        throw error;
      }
      return Promise.resolve(parkedAt(sought(step, operation)));
    },
    cancel: () => giveUp(new Cancelled()),
    follow(grown, on) {
      const common = commonStep(grown, branch, on);
      run = grown;
      branch = on;
      const { loop, memory } = opened();
      loop.follow(memory.branch(run, branch), common);
    },
    forgetLosses: () => void (forgetful = true),
    losses: (from, to, width) =>
      Promise.resolve(forgetful ? [] : opened().memory.record(run, branch).losses(from, to, width)),
    replay(from, to) {
      const { corpus, memory } = opened();
      const { text, vectors } = corpus;
      const replay = createReplay({
        configuration,
        training: { text, vectors },
        branch: memory.branch(run, branch),
        checkpoints: memory.checkpoints,
        from,
        to,
      });
      return Promise.resolve(replay.slice(() => false));
    },
    cache: () => packRun(run, opened().memory, opened().memory.branches, (of) => told.get(of) ?? Infinity),
    sentenceView: (sentence) => opened().corpus.sentenceView(sentence),
    close() {
      closed = true;
      giveUp(new Cancelled());
      return Promise.resolve();
    },
    get isParked() {
      return isParked;
    },
    get closed() {
      return closed;
    },
  };
}

function describe(
  { run, number, preset }: TrainerRequest,
  { text, sentences, windowView }: TinyCorpus,
): RunDescription {
  const { configuration } = run;
  const { epochLength, locationShare } = createSampler(
    text.labels,
    configuration.sampling,
    configuration.seed,
    configuration.head === 'max-margin',
  );
  return {
    number,
    preset,
    configuration,
    epochLength,
    locationShare,
    sentences: { train: sentences.length, dev: 0, test: sentences.length },
    varianceKept: 1,
    dictionary: { precision: 0, recall: 0, f1: 0, correct: 0, guessed: 0, gold: 0 },
    probes: PROBES.map(windowView),
  };
}
