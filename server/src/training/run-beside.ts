/** What is computed beside a run, of what it shares: losses that are held no more, and how well a step labels (SPEC TR9, EV5). */
import type { ComparedLength, ComparedSeed } from '@deltaboard/shared/evaluation/comparison.ts';
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { Report } from '@deltaboard/shared/evaluation/report.ts';
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import type { RunData } from '../data/catalogue.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { createSampler } from '@deltaboard/shared/training/sampling.ts';
import type { ComparingOptions } from './comparing.ts';
import { BESIDE_WITHIN, createJobsBeside, jobInThread, type JobBeside } from './jobs-beside.ts';
import type { JudgingOptions } from './judging.ts';
import type { Replayed, ReplayOptions } from './replay.ts';
import type { SlotMemory } from './slots.ts';
import type { ThreadMeans } from './spawn.ts';
import type { Judged } from './trainer.ts';
import type { BesideHolder } from './work-beside.ts';

/** Milliseconds after which one configuration is given up. */
const COMPARED_WITHIN = 20 * 60_000;

/** A run as it shares itself with threads. */
export interface SharedRun extends Omit<Replayed, 'training'> {
  readonly data: RunData;
  readonly slots: SlotMemory;
}

export interface RunBeside {
  losses(branch: number, from: number, to: number): Promise<readonly LossPoint[] | null>;
  judge(branch: number, updates: number, part: JudgedPart): Promise<Judged | null>;
  compare(
    configuration: Configuration,
    data: RunData,
    length: ComparedLength,
    signal: AbortSignal,
  ): Promise<ComparedSeed | null>;
  close(): Promise<void>;
}

interface Range {
  readonly branch: number;
  readonly from: number;
  readonly to: number;
}

interface Place {
  readonly branch: number;
  readonly updates: number;
  readonly part: JudgedPart;
}

/** @param share the run as it is now, on a branch */
export function createRunBeside(share: (branch: number) => SharedRun, means: ThreadMeans): RunBeside {
  const given = (branch: number) => {
    const { data, ...run } = share(branch);
    return { data, thread: { ...run, training: data.training, within: BESIDE_WITHIN } };
  };
  const replays = createJobsBeside(
    ({ branch, from, to }: Range) => {
      const work = { ...given(branch).thread, from, to } satisfies ReplayOptions;
      return jobInThread<readonly LossPoint[]>('replay-worker', work, means);
    },
    ({ branch, from, to }) => `${branch}:${from}-${to}`,
  );
  const judgings = createJobsBeside(
    ({ branch, updates, part }: Place) => {
      const { data, thread } = given(branch);
      const { evaluation, looked } = data;
      const work = { ...thread, evaluation, looked: looked[part], part, updates } satisfies JudgingOptions;
      return jobInThread<Report>('judging-worker', work, means);
    },
    ({ branch, updates, part }) => `${branch}:${updates} ${part}`,
  );
  const comparisons = new Set<JobBeside<ComparedSeed>>();
  return {
    losses: (branch, from, to) => replays.of({ branch, from, to }),
    async judge(branch, updates, part) {
      const report = await judgings.of({ branch, updates, part });
      if (!report) return null;
      const sentences = share(branch).data.judged[part];
      return { report, tokens: report.worst.map(({ sentence }) => sentences[sentence].tokens) };
    },
    async compare(configuration, data, { epochs, patience }, signal) {
      const { training, evaluation, looked } = data;
      const { sampling, seed, head, batch } = configuration;
      const { epochLength } = createSampler(training.text.labels, sampling, seed, head === 'max-margin');
      const work = {
        ...{ configuration, training, evaluation, looked: looked.dev, slots: share(0).slots },
        ...{ epochs, patience, steps: Math.ceil((epochs * epochLength) / batch) },
        within: COMPARED_WITHIN,
      } satisfies ComparingOptions & Omit<BesideHolder, 'seat'>;
      const job = jobInThread<ComparedSeed>('judging-worker', work, means);
      const giveUp = (): void => void job.cancel();
      signal.addEventListener('abort', giveUp, { once: true });
      comparisons.add(job);
      try {
        return await job.made;
      } finally {
        comparisons.delete(job);
        signal.removeEventListener('abort', giveUp);
      }
    },
    async close() {
      await Promise.all([replays.close(), judgings.close(), ...[...comparisons].map((job) => job.cancel())]);
    },
  };
}
