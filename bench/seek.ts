/**
 * How long it takes to stand at a step of the past, on a preset in its thread after a long run: any of the last 10,000
 * steps, and the worst of the older ones; and what is kept for it at the most. `tsx bench/seek.ts [preset] [steps] [seeks]`
 */
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parameterCount } from '@deltaboard/shared/model/parameters.ts';
import { createRandom } from '@deltaboard/shared/random.ts';
import { modelShape, stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { forwardDone } from '@deltaboard/shared/training/operations.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { createCatalogue } from '../server/src/data/catalogue.ts';
import { loadCorpus } from '../server/src/data/corpus.ts';
import { loadVectors } from '../server/src/data/vectors.ts';
import { classLimits } from '@deltaboard/shared/class/limits.ts';
import { READY_RUNS } from '../server/src/rooms/ready-runs.ts';
import { createRecordMemory } from '../server/src/training/branch-record.ts';
import {
  CHECKPOINT_BYTES,
  createCheckpointMemory,
  RECENT_STEPS,
} from '../server/src/training/checkpoints.ts';
import { createSlotMemory } from '../server/src/training/slots.ts';
import { createWorkerTrainers } from '../server/src/training/worker-trainer.ts';
import { spread } from './live-server.ts';

const PRESET = process.argv[2] === 'judge' ? 'judge' : 'board';
const STEPS = Number(process.argv[3] ?? (PRESET === 'board' ? 300_000 : 60_000));
const SEEKS = Number(process.argv[4] ?? 500);

const folder = (path: string): string => fileURLToPath(new URL(`../server/data/${path}/`, import.meta.url));
const catalogue = createCatalogue(loadVectors(folder('vectors')), loadCorpus(folder('corpus')));
const slots = createSlotMemory(availableParallelism());
const trainers = createWorkerTrainers({ catalogue, slots, releaseAfter: 600_000 });
const configuration = { ...presets[PRESET], evaluateEvery: 100_000 };
const ignore = (): void => undefined;
const trainer = trainers(
  { run: newRun(configuration), number: 0, preset: null },
  {
    frame: ignore,
    moment: ignore,
    progressed: ignore,
    evaluated: ignore,
    stopped: ignore,
    approached: ignore,
    failed: (error) => {
      throw error;
    },
  },
);
await trainer.open();
const from = performance.now();
await trainer.seek(STEPS + 1, 0);
const trained = performance.now() - from;

const random = createRandom(1);
const between = (least: number, most: number): number =>
  least + Math.floor(random.uniform() * (most - least + 1));

/** Every other time inside the step. */
async function seeks(least: number, most: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < SEEKS; i++) {
    const [step, operation] = [between(least, most), i % 2 === 0 ? 0 : forwardDone(stepPlan(configuration))];
    const began = performance.now();
    await trainer.seek(step, operation);
    times.push(performance.now() - began);
  }
  return times;
}

const parameters = parameterCount(modelShape(configuration));
const { byteLength } = createCheckpointMemory(parameters);
console.log(
  `${PRESET} preset, ${parameters} parameters, ${STEPS} steps in ${(trained / 1000).toFixed(1)} s; checkpoints ${(byteLength / 1e6).toFixed(2)} MB; ${availableParallelism()} × ${cpus()[0].model}, Node ${process.version}`,
);
console.log(spread(`a step of the last ${RECENT_STEPS}`, await seeks(STEPS - RECENT_STEPS + 1, STEPS)));
console.log(spread('an older step', await seeks(1, STEPS - RECENT_STEPS)));
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const record = createRecordMemory().byteLength;
const run = CHECKPOINT_BYTES + classLimits.branches * record;
console.log(
  `kept at the most: checkpoints ${megabytes(CHECKPOINT_BYTES)} a run, losses ${megabytes(record)} a branch; ` +
    `a run of ${classLimits.branches} branches ${megabytes(run)}; a room of ${READY_RUNS + 1} such runs ${megabytes((READY_RUNS + 1) * run)}`,
);
await trainer.close();
process.exit(0);
