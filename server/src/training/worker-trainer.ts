/**
 * A trainer in a thread of its own, started when the room needs it and released when it has been idle for a while: the
 * last standing is kept here, and a new thread goes on from it.
 */
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Moment, RunDescription } from '@deltaboard/shared/protocol/state.ts';
import type { Speed } from '@deltaboard/shared/training/speed.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { commonStep, type Run } from '@deltaboard/shared/training/run.ts';
import { snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import { createSampler } from '@deltaboard/shared/training/sampling.ts';
import { trainedRowsOf } from '@deltaboard/shared/training/trained-vectors.ts';
import { appendPoints, seriesUpTo, type SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { Cancel } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { uncontained } from '../containment.ts';
import type { Catalogue, RunData } from '../data/catalogue.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import { checkpointsOn } from './checkpoints.ts';
import { composeMoment } from './moment.ts';
import { packRun, unpackRun } from './run-cache.ts';
import { createRunMemory, type RunMemory } from './run-memory.ts';
import { createRunBeside } from './run-beside.ts';
import { slotsOn, type SlotMemory } from './slots.ts';
import { startWorker, type ThreadMeans } from './spawn.ts';
import type { ThreadFailure } from './thread-failure.ts';
import { createWatchdog } from './watchdog.ts';
import { requireSizes, sizesOf } from './sizes.ts';
import type { RawMoment, Halt } from './halt.ts';
import type { FromThread, ToThread } from './thread.ts';
import {
  Cancelled,
  type Parked,
  type Trainer,
  type TrainerFactory,
  type TrainerRequest,
  type TrainerSink,
} from './trainer.ts';
import { startTrainingThread, type Request, type TrainingThread } from './training-thread.ts';

export interface WorkerTrainerOptions {
  readonly catalogue: Catalogue;
  readonly slots: SlotMemory;
  /** Milliseconds a parked thread is kept. */
  readonly releaseAfter: number;
  readonly limits?: Pick<Limits, 'threadSilence' | 'threadMemory' | 'runMemory'>;
  readonly start?: typeof startWorker;
}

export function createWorkerTrainers({
  catalogue,
  slots,
  releaseAfter,
  limits = defaultLimits,
  start = startWorker,
}: WorkerTrainerOptions): TrainerFactory {
  const watchdog = createWatchdog(slotsOn(slots), 1000 * limits.threadSilence);
  const outside = uncontained(systemClock);
  const { threadMemory: memory, runMemory } = limits;
  const threads = { start, watchdog, memory, runMemory };
  return (request, sink, within = outside) =>
    createWorkerTrainer(request, sink, { ...threads, catalogue, slots, releaseAfter, within });
}

interface Means extends ThreadMeans {
  readonly catalogue: Catalogue;
  readonly slots: SlotMemory;
  readonly releaseAfter: number;
  /** Megabytes of a run beside its thread's heap. */
  readonly runMemory: number;
}

function createWorkerTrainer(request: TrainerRequest, sink: TrainerSink, means: Means): Trainer {
  const { configuration } = request.run;
  const { within } = means;
  let run = request.run;
  let branch = 0;
  /** The branch that `standing` is on. */
  let stood = 0;
  let probe = 0;
  let breakpoints: readonly Breakpoint[] = [];
  /** The last step of the branch that the room was told of. */
  let told = 0;
  /** Of a run that is under way, updates that it was last known to have made; null while it stands. */
  let ranTo: number | null = null;
  /** It is gone back to there, after its thread died. */
  let isReturning = false;
  /** Of each branch the curve of what was computed on the way of a seek that was given up. */
  const untold = new Map<number, readonly SeriesPoint[]>();
  /** Of an opening whose data are still being read. */
  let giveUpOpening: ((reason: Cancelled) => void) | null = null;
  let opening: { readonly data: RunData; readonly memory: RunMemory } | null = null;
  let standing: Halt | null = null;
  let thread: TrainingThread | null = null;
  let release: Cancel = () => undefined;

  const stoodAt = (at: Halt): void => {
    standing = at;
    stood = branch;
    told = at.known;
    ranTo = null;
    release();
    release = within.clock.after(means.releaseAfter, () => within.later(closeThread()));
  };
  const parkedAt = (at: Halt): Parked => {
    stoodAt(at);
    const { moment, points, known } = at;
    return { updates: moment.updates, moment: momentOf(moment), points: withUntold(points), known };
  };
  const withUntold = (points: readonly SeriesPoint[]): readonly SeriesPoint[] => {
    const before = untold.get(branch);
    untold.delete(branch);
    return before ? appendPoints(before, points) : points;
  };
  const beside = createRunBeside((on) => {
    const { data, memory } = opened();
    const { checkpoints } = memory;
    const shared = { configuration: withoutText(configuration), branch: memory.branch(run, on), checkpoints };
    return { ...shared, data, slots: means.slots };
  }, means);
  const momentOf = (raw: RawMoment): Moment =>
    composeMoment(raw, opened().data, { run: request.number, branch });
  const opened = (): { readonly data: RunData; readonly memory: RunMemory } => {
    if (!opening) throw new Error('the trainer has not been opened');
    return opening;
  };

  /** The live thread, started from the last standing if there is none. */
  function ensureThread(): TrainingThread {
    release();
    if (thread) return thread;
    const { data, memory } = opened();
    const started = startTrainingThread(
      {
        configuration: withoutText(configuration),
        branch: memory.branch(run, branch),
        checkpoints: memory.checkpoints,
        training: data.training,
        evaluation: data.evaluation,
        probes: data.probes.map(({ x, gold, rows }) => ({ x: fromBytes(x), y: gold, rows })),
        standing,
        slots: means.slots,
      },
      means,
      (message) => thread === started && heard(message),
      (failure) => {
        if (thread === started) died(failure);
      },
    );
    thread = started;
    if (probe !== 0) started.order({ type: 'probe', probe });
    if (breakpoints.length > 0) started.order(breakpointsOrder());
    return started;
  }

  const breakpointsOrder = (): Extract<ToThread, { type: 'breakpoints' }> => ({
    type: 'breakpoints',
    breakpoints: breakpoints.map((breakpoint) => ({
      breakpoint,
      windows: breakpoint.kind === 'word' ? opened().data.windowsOf(breakpoint.word) : [],
    })),
  });

  /** Where a run that was under way was last known to be good is gone to, once; where that fails too, or it stood, it stands as before. */
  function died(failure: ThreadFailure): void {
    thread = null;
    const [before, good] = [standing, ranTo];
    ranTo = null;
    if (!before) return;
    forgetUntold();
    if (isReturning) return; // whoever waits for it hears
    const stays = (): void => sink.failed(failure, parkedAt({ ...before, points: [], known: told }));
    if (good === null || good <= before.moment.updates) return stays();
    isReturning = true;
    const back = ensureThread().ask({ type: 'seek', step: good + 1, operation: 0 });
    back.finally(() => (isReturning = false)).catch(() => undefined);
    const arrived = (at: Halt): void => sink.failed(failure, parkedAt(at));
    within.later(back.then(arrived, stays));
  }

  /** The thread died with steps that the class never heard of: they are made again. */
  function forgetUntold(): void {
    const { data, memory } = opened();
    memory.record(run, branch).cutAt(told);
    checkpointsOn(memory.checkpoints, snapshotLength(configuration, data.training)).drop(branch, told);
    // On the way to another branch, where nothing stands yet: back to the one where it stood.
    branch = stood;
    told = memory.record(run, branch).last;
  }

  function heard(message: FromThread): void {
    switch (message.type) {
      case 'frame':
        return sink.frame(message.bytes);
      case 'moment':
        told = Math.max(told, message.moment.updates);
        ranTo = message.moment.updates;
        return sink.moment(momentOf(message.moment), withUntold(message.points));
      case 'progressed':
        told = Math.max(told, message.updates);
        ranTo = message.updates;
        return sink.progressed(message.updates, withUntold(message.points));
      case 'evaluated':
        return sink.evaluated(message.evaluation, message.branch);
      case 'stopped':
        return sink.stopped(message.because, parkedAt(message.standing), message.hit);
      case 'approached':
        return sink.approached(message.made, message.of);
      case 'gave-up':
        untold.set(branch, appendPoints(untold.get(branch) ?? [], message.standing.points));
        branch = message.branch;
        return stoodAt({ ...message.standing, points: [] });
      case 'stood':
        return; // the thread has answered its asker
    }
  }

  async function closeThread(): Promise<void> {
    release();
    const closing = thread;
    if (!closing) return;
    thread = null;
    await closing.close();
    // It was on the way, or ran.
    if (!thread && opened().memory.record(run, branch).last > told) forgetUntold();
  }

  const ask = async (request: Request): Promise<Parked> => parkedAt(await ensureThread().ask(request));

  return {
    async open(at) {
      const data = await new Promise<RunData>((resolve, reject) => {
        giveUpOpening = reject;
        means.catalogue.open(configuration, sink.approached, request.own).then(resolve, reject);
      });
      const { vectors, text } = data.training;
      const sizes = sizesOf(configuration, {
        windows: text.labels.length,
        vocabulary: vectors.length / configuration.input.dimensions,
        trainedRows: configuration.trainVectors ? trainedRowsOf(text).length : 0,
      });
      requireSizes(sizes, means.runMemory);
      const memory = createRunMemory(snapshotLength(configuration, data.training));
      const restored = request.cache ? unpackRun(request.cache, run, memory) : false;
      opening = { data, memory };
      branch = stood = at?.branch ?? 0;
      told = memory.record(run, branch).last;
      const parked = await ask(
        at ? { type: 'seek', step: at.step, operation: at.operation } : { type: 'park' },
      );
      return { description: describe(request, data), parked, restored };
    },
    start: (speed: Speed) => ensureThread().order({ type: 'start', speed }),
    setSpeed: (speed: Speed) => thread?.order({ type: 'speed', speed }),
    setProbe(index) {
      probe = index;
      thread?.order({ type: 'probe', probe });
    },
    setBreakpoints(set) {
      breakpoints = set;
      thread?.order(breakpointsOrder());
    },
    park: () =>
      thread || !standing ? ask({ type: 'park' }) : Promise.resolve(parkedAt({ ...standing, points: [] })),
    seek: (step, operation) => ask({ type: 'seek', step, operation }),
    cancel() {
      giveUpOpening?.(new Cancelled());
      thread?.cancel();
    },
    follow(grown: Run, on: number) {
      // The thread must know the branch that it leaves.
      const follower = ensureThread();
      const { memory } = opened();
      const common = commonStep(grown, branch, on);
      if (standing && standing.moment.updates <= commonStep(grown, stood, on)) stood = on;
      // A command that joins the branch here makes anew what was computed beyond.
      const beyond = untold.get(on);
      if (on === branch && beyond) untold.set(on, seriesUpTo(beyond, standing?.moment.updates ?? 0));
      run = grown;
      branch = on;
      told = memory.record(run, branch).last;
      follower.order({ type: 'follow', branch: memory.branch(run, branch), common });
    },
    losses: (from, to, width) => Promise.resolve(opened().memory.record(run, branch).losses(from, to, width)),
    cache() {
      const { memory } = opened();
      const others = memory.branches.filter((other) => other !== branch).toReversed();
      return packRun(run, memory, [branch, ...others], (of) => {
        const first = untold.get(of)?.at(0)?.step ?? Infinity;
        return Math.min(first - 1, of === branch ? told : Infinity);
      });
    },
    sentenceView: (sentence) => opened().data.sentenceView(sentence),
    async replay(from, to) {
      return to <= opened().memory.record(run, branch).last ? beside.losses(branch, from, to) : null;
    },
    async judge(updates, part) {
      return updates <= opened().memory.record(run, branch).last ? beside.judge(branch, updates, part) : null;
    },
    async compare(compared, length, signal) {
      const data = await means.catalogue.open(compared, undefined, request.own);
      return signal.aborted ? null : beside.compare(withoutText(compared), data, length, signal);
    },
    async close() {
      giveUpOpening?.(new Cancelled());
      await Promise.all([closeThread(), beside.close()]);
    },
  };
}

function describe({ run, number, preset }: TrainerRequest, data: RunData): RunDescription {
  const { configuration } = run;
  const { labels } = data.training.text;
  const { sampling, seed, head } = configuration;
  const { epochLength, locationShare } = createSampler(labels, sampling, seed, head === 'max-margin');
  return {
    number,
    preset,
    configuration: withoutText(configuration),
    epochLength,
    locationShare,
    sentences: data.sentences,
    varianceKept: data.varianceKept,
    dictionary: data.dictionaryScore,
    probes: data.probes,
  };
}

/** A pasted text stays with the room's log; neither the thread nor the class needs it. */
const withoutText = (configuration: Configuration): Configuration =>
  configuration.corpus.kind === 'pasted'
    ? { ...configuration, corpus: { kind: 'pasted', text: '' } }
    : configuration;
