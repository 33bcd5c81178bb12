/**
 * A trainer in a thread of its own, started when the room needs it and released when it has been idle for a while: the
 * last standing is kept here, and a new thread goes on from it.
 */
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Moment, RunDescription, Speed } from '@deltaboard/shared/protocol/state.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { commonStep, type Run } from '@deltaboard/shared/training/run.ts';
import { snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import { createSampler } from '@deltaboard/shared/training/sampling.ts';
import type { Catalogue, RunData } from '../data/catalogue.ts';
import { checkpointsOn } from './checkpoints.ts';
import { composeMoment } from './moment.ts';
import { createRunMemory, type RunMemory } from './run-memory.ts';
import { createReplayer, replayInThread, REPLAY_WITHIN } from './replayer.ts';
import { createFlags, createSlotMemory, PARK } from './slots.ts';
import { ended, spawn } from './spawn.ts';
import type { RawMoment, Standing } from './standing.ts';
import type { FromThread, ThreadData, ToThread } from './thread.ts';
import type { Parked, Trainer, TrainerFactory, TrainerRequest, TrainerSink } from './trainer.ts';

export interface WorkerTrainerOptions {
  readonly catalogue: Catalogue;
  readonly cores: number;
  /** Milliseconds a parked thread is kept. */
  readonly releaseAfter: number;
}

export function createWorkerTrainers({
  catalogue,
  cores,
  releaseAfter,
}: WorkerTrainerOptions): TrainerFactory {
  const slots = createSlotMemory(cores);
  return (request, sink) => createWorkerTrainer(request, sink, { catalogue, slots, releaseAfter });
}

interface Means {
  readonly catalogue: Catalogue;
  readonly slots: SharedArrayBuffer;
  readonly releaseAfter: number;
}

function createWorkerTrainer(request: TrainerRequest, sink: TrainerSink, means: Means): Trainer {
  const { configuration } = request.run;
  let run = request.run;
  let branch = 0;
  /** The branch that `standing` is on. */
  let stood = 0;
  let probe = 0;
  let breakpoints: readonly Breakpoint[] = [];
  /** The last step of the branch that the room was told of. */
  let told = 0;
  let opening: { readonly data: RunData; readonly memory: RunMemory } | null = null;
  let standing: Standing | null = null;
  let thread: Thread | null = null;
  let release: NodeJS.Timeout | undefined;

  const parkedAt = (at: Standing): Parked => {
    standing = at;
    stood = branch;
    told = at.known;
    clearTimeout(release);
    release = setTimeout(() => void closeThread(), means.releaseAfter).unref();
    const { moment, points, known } = at;
    return { updates: moment.updates, moment: momentOf(moment), points, known };
  };
  const replayer = createReplayer(({ branch: on, from, to }) => {
    const { data, memory } = opened();
    return replayInThread({
      configuration: withoutText(configuration),
      branch: memory.branch(run, on),
      checkpoints: memory.checkpoints,
      training: data.training,
      slots: means.slots,
      within: REPLAY_WITHIN,
      from,
      to,
    });
  });
  const momentOf = (raw: RawMoment): Moment =>
    composeMoment(raw, opened().data, { run: request.number, branch });
  const opened = (): { readonly data: RunData; readonly memory: RunMemory } => {
    if (!opening) throw new Error('the trainer has not been opened');
    return opening;
  };

  /** The live thread, started from the last standing if there is none. */
  function ensureThread(): Thread {
    clearTimeout(release);
    if (thread) return thread;
    const { data, memory } = opened();
    const started = startThread(
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
      (message) => thread === started && heard(message),
      (error) => {
        if (thread !== started) return;
        thread = null;
        if (!standing) return;
        forgetUntold();
        sink.failed(error, parkedAt({ ...standing, points: [], known: told }));
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
        return sink.moment(momentOf(message.moment), message.points);
      case 'progressed':
        told = Math.max(told, message.updates);
        return sink.progressed(message.updates, message.points);
      case 'evaluated':
        return sink.evaluated(message.evaluation, message.branch);
      case 'stopped':
        return sink.stopped(message.because, parkedAt(message.standing), message.hit);
      case 'stood':
        return; // the thread has answered its asker
    }
  }

  async function closeThread(): Promise<void> {
    clearTimeout(release);
    const closing = thread;
    thread = null;
    await closing?.close();
  }

  const ask = async (request: Request): Promise<Parked> => parkedAt(await ensureThread().ask(request));

  return {
    async open() {
      const data = means.catalogue.open(configuration);
      opening = { data, memory: createRunMemory(snapshotLength(configuration, data.training)) };
      const parked = await ask({ type: 'park' });
      return { description: describe(request, data), parked };
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
    follow(grown: Run, on: number) {
      // The thread must know the branch that it leaves.
      const follower = ensureThread();
      const { memory } = opened();
      const common = commonStep(grown, branch, on);
      if (standing && standing.moment.updates <= commonStep(grown, stood, on)) stood = on;
      run = grown;
      branch = on;
      told = memory.record(run, branch).last;
      follower.order({ type: 'follow', branch: memory.branch(run, branch), common });
    },
    losses: (from, to, width) => Promise.resolve(opened().memory.record(run, branch).losses(from, to, width)),
    sentenceView: (sentence) => opened().data.sentenceView(sentence),
    async replay(from, to) {
      return to <= opened().memory.record(run, branch).last ? replayer.losses({ branch, from, to }) : null;
    },
    async close() {
      await Promise.all([closeThread(), replayer.close()]);
    },
  };
}

type Request =
  Omit<Extract<ToThread, { type: 'park' }>, 'id'> | Omit<Extract<ToThread, { type: 'seek' }>, 'id'>;

interface Thread {
  order(message: Exclude<ToThread, { id: number }>): void;
  ask(request: Request): Promise<Standing>;
  close(): Promise<void>;
}

function startThread(
  data: Omit<ThreadData, 'flags'>,
  heard: (message: FromThread) => void,
  died: (error: Error) => void,
): Thread {
  const flags = createFlags();
  const worker = spawn('training-worker', { ...data, flags } satisfies ThreadData);
  const asked = new Map<number, { resolve(standing: Standing): void; reject(error: Error): void }>();
  let lastId = 0;
  let failure = new Error('the training thread ended');
  worker.on('message', (message: FromThread) => {
    if (message.type === 'stood') {
      asked.get(message.id)?.resolve(message.standing);
      asked.delete(message.id);
    }
    heard(message);
  });
  worker.on('error', (error) => (failure = error instanceof Error ? error : failure));
  worker.on('exit', () => {
    for (const { reject } of asked.values()) reject(failure);
    asked.clear();
    died(failure);
  });
  const post = (message: ToThread): void => worker.postMessage(message);
  return {
    order: post,
    ask: (request) =>
      new Promise((resolve, reject) => {
        asked.set(++lastId, { resolve, reject });
        // Seen at the next step, long before the message is read.
        if (request.type === 'park') Atomics.store(flags, PARK, 1);
        post({ ...request, id: lastId });
      }),
    async close() {
      // It ends by itself between two slices: a slot is never lost with it.
      post({ type: 'close' });
      await ended(worker);
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
