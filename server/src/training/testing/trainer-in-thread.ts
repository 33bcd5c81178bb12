/** A trainer in a real thread, on the bundled data. */
import type { Evaluation, Moment } from '@deltaboard/shared/protocol/state.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun, type Run, type RunCommand } from '@deltaboard/shared/training/run.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { createCatalogue, type RunData } from '../../data/catalogue.ts';
import { loadCorpus } from '../../data/corpus.ts';
import { loadVectors } from '../../data/vectors.ts';
import type { Parked, RunCache, Trainer } from '../trainer.ts';
import { createSlotMemory } from '../slots.ts';
import { createWorkerTrainers } from '../worker-trainer.ts';

const data = new URL('../../../data/', import.meta.url);
export const catalogue = createCatalogue(
  loadVectors(new URL('vectors/', data)),
  loadCorpus(new URL('corpus/', data)),
);

const open: Trainer[] = [];
export async function closeTrainers(): Promise<void> {
  await Promise.all(open.splice(0).map((trainer) => trainer.close()));
}

/** A trainer in a real thread, and a way to await what it says. */
export function startTrainer(
  configuration: Configuration = presets.board,
  run: Run = newRun(configuration),
  cache: RunCache | null = null,
) {
  const frames: Uint8Array[] = [];
  const moments: Moment[] = [];
  const evaluations: Evaluation[] = [];
  const stops: { because: PauseReason; parked: Parked; hit: Breakpoint | null }[] = [];
  const deaths: Parked[] = [];
  const approaches: { made: number; of: number }[] = [];
  const waiting = new Set<() => void>();
  const heard = (): void => {
    for (const check of [...waiting]) check();
  };
  const trainer = createWorkerTrainers({ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000 })(
    { run, number: 0, preset: null, cache },
    {
      frame: (bytes) => void (frames.push(bytes), heard()),
      moment: (moment) => void (moments.push(moment), heard()),
      progressed: heard,
      evaluated: (evaluation) => void (evaluations.push(evaluation), heard()),
      stopped: (because, parked, hit) => void (stops.push({ because, parked, hit }), heard()),
      approached: (made, of) => void (approaches.push({ made, of }), heard()),
      failed: (_error, parked) => void (deaths.push(parked), heard()),
    },
  );
  open.push(trainer);
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { trainer, frames, moments, evaluations, stops, deaths, approaches, until };
}

const openedData = (configuration: Configuration): RunData => {
  const data = catalogue.opened(configuration);
  if (!data) throw new Error('not open');
  return data;
};

/** Everything that moves, without thread, seek or checkpoint. */
export const straightTo = (
  configuration: Configuration,
  updates: number,
  commands: readonly RunCommand[] = [],
): Float32Array => {
  const trajectory = createTrajectory(configuration, openedData(configuration).training, commands);
  while (trajectory.updates < updates) trajectory.advance();
  return trajectory.snapshot();
};
