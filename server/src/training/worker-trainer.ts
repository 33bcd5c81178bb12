/**
 * A trainer in a thread of its own, started when the room needs it and released when it has been idle for a while: the
 * last standing is kept here, and a new thread goes on from it.
 */
import { Worker } from 'node:worker_threads';
import { fromBytes, toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Moment, RunDescription, Speed } from '@deltaboard/shared/protocol/state.ts';
import { type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { commandsOf, type Run } from '@deltaboard/shared/training/run.ts';
import { createSampler } from '@deltaboard/shared/training/sampling.ts';
import type { Catalogue, RunData } from '../data/catalogue.ts';
import type { RawMoment, Standing } from './loop.ts';
import { createSlotMemory, slotsOn } from './slots.ts';
import { FLAGS, HOLDS_SLOT, PARK, type FromThread, type ThreadData, type ToThread } from './thread.ts';
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
  let probe = 0;
  let data: RunData | null = null;
  let standing: Standing | null = null;
  let thread: Thread | null = null;
  let release: NodeJS.Timeout | undefined;

  const parkedAt = (at: Standing): Parked => {
    standing = at;
    clearTimeout(release);
    release = setTimeout(() => void closeThread(), means.releaseAfter).unref();
    return { updates: at.moment.updates, moment: momentOf(at.moment), points: at.points };
  };
  const momentOf = (raw: RawMoment): Moment => composeMoment(raw, opened(), request.number, branch);
  const opened = (): RunData => {
    if (!data) throw new Error('the trainer has not been opened');
    return data;
  };

  /** The live thread, started from the last standing if there is none. */
  function ensureThread(): Thread {
    clearTimeout(release);
    if (thread) return thread;
    const { training, test, probes } = opened();
    const started = startThread(
      {
        configuration: withoutText(configuration),
        commands: commandsOf(run, branch),
        training,
        test,
        probes: probes.map(({ x, gold }) => ({ x: fromBytes(x), y: gold })),
        standing,
        slots: means.slots,
      },
      (message) => thread === started && heard(message),
      (error) => {
        if (thread !== started) return;
        thread = null;
        if (standing) sink.failed(error, parkedAt(standing));
      },
    );
    thread = started;
    if (probe !== 0) started.order({ type: 'probe', probe });
    return started;
  }

  function heard(message: FromThread): void {
    switch (message.type) {
      case 'frame':
        return sink.frame(message.bytes);
      case 'moment':
        return sink.moment(momentOf(message.moment), message.points);
      case 'progressed':
        return sink.progressed(message.updates, message.points);
      case 'evaluated':
        return sink.evaluated(message.evaluation);
      case 'stopped':
        return sink.stopped(message.because, parkedAt(message.standing));
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

  const ask = async (type: 'park' | 'step' | 'home'): Promise<Parked> =>
    parkedAt(await ensureThread().ask(type));

  return {
    async open() {
      data = means.catalogue.open(configuration);
      const parked = await ask('park');
      return { description: describe(request, data), parked };
    },
    start: (speed: Speed) => ensureThread().order({ type: 'start', speed }),
    setSpeed: (speed: Speed) => thread?.order({ type: 'speed', speed }),
    setProbe(index) {
      probe = index;
      thread?.order({ type: 'probe', probe });
    },
    park: () => (thread || !standing ? ask('park') : Promise.resolve(parkedAt({ ...standing, points: [] }))),
    step: () => ask('step'),
    home: () => ask('home'),
    follow(grown: Run, on: number) {
      run = grown;
      branch = on;
      ensureThread().order({ type: 'follow', commands: commandsOf(run, branch) });
    },
    close: closeThread,
  };
}

/** Milliseconds after which a thread that does not end by itself is cut. */
const CLOSE_WITHIN = 2000;

interface Thread {
  order(message: Exclude<ToThread, { id: number }>): void;
  ask(type: 'park' | 'step' | 'home'): Promise<Standing>;
  close(): Promise<void>;
}

function startThread(
  data: Omit<ThreadData, 'flags'>,
  heard: (message: FromThread) => void,
  died: (error: Error) => void,
): Thread {
  const flags = new Int32Array(new SharedArrayBuffer(4 * FLAGS));
  const worker = new Worker(workerFile(), { workerData: { ...data, flags } satisfies ThreadData });
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
    if (Atomics.exchange(flags, HOLDS_SLOT, 0) === 1) slotsOn(data.slots).release();
    for (const { reject } of asked.values()) reject(failure);
    asked.clear();
    died(failure);
  });
  const post = (message: ToThread): void => worker.postMessage(message);
  return {
    order: post,
    ask: (type) =>
      new Promise((resolve, reject) => {
        asked.set(++lastId, { resolve, reject });
        // Seen at the next step, long before the message is read.
        if (type === 'park') Atomics.store(flags, PARK, 1);
        post({ type, id: lastId });
      }),
    async close() {
      // It ends by itself between two slices: a slot is never lost with it.
      post({ type: 'close' });
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      const late = setTimeout(() => void worker.terminate(), CLOSE_WITHIN);
      await ended;
      clearTimeout(late);
    },
  };
}

/** From source a plain-JavaScript bootstrap, from the bundle its own entry. */
function workerFile(): URL {
  const name = import.meta.url.endsWith('.ts') ? './worker-bootstrap.mjs' : './training-worker.js';
  return new URL(name, import.meta.url);
}

function composeMoment(raw: RawMoment, data: RunData, run: number, branch: number): Moment {
  const { updates, operation, settings, window, trainer } = raw;
  return {
    cursor: { run, branch, step: updates + 1, example: 0, operation },
    settings,
    theta: toBytes(raw.theta),
    window: window === null ? null : data.windowView(window),
    trainer: trainer && {
      s: trainer.s,
      J: trainer.J,
      gradientOfS: trainer.gradientOfS,
      delta: trainer.delta.map(toBytes),
    },
  };
}

function describe({ run, number, preset }: TrainerRequest, data: RunData): RunDescription {
  const { configuration } = run;
  const { labels } = data.training.text;
  const { epochLength, locationShare } = createSampler(labels, configuration.sampling, configuration.seed);
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
