import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kernelsOf } from '@deltaboard/shared/kernels/kernels-of.ts';
import { parameterCount } from '@deltaboard/shared/model/parameters.ts';
import { PARAMETER_LIMIT } from '@deltaboard/shared/training/configuration-limits.ts';
import { floatsOf } from '@deltaboard/shared/training/memory.ts';
import { modelShape, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { createRunState, snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import { trainedRowsOf } from '@deltaboard/shared/training/trained-vectors.ts';
import { defaultLimits } from '../limits.ts';
import { createRunMemory } from './run-memory.ts';
import { requireSizes, sizesOf } from './sizes.ts';
import { catalogue } from './testing/trainer-in-thread.ts';
import { createSlotMemory } from './slots.ts';
import { createWorkerTrainers } from './worker-trainer.ts';

/** The largest that the door lets in: four layers just below the limit of parameters, every vector trained by AdaGrad. */
const largest: Configuration = {
  ...presets.judge,
  input: { radius: 4, dimensions: 100, capitalisation: true },
  hidden: [400, 512, 500, 300],
  head: 'softmax',
  batch: 64,
  optimiser: 'adagrad',
  trainVectors: true,
};
const BUNDLED = 23_172;

describe('CN9 sizes', () => {
  test('the largest run of the family, of a text of the largest length, is allowed', () => {
    const count = parameterCount(modelShape(largest));
    expect(count).toBeGreaterThan(0.95 * PARAMETER_LIMIT);
    expect(count).toBeLessThanOrEqual(PARAMETER_LIMIT);
    // A word and what follows it are two characters at least.
    const sizes = sizesOf(largest, { windows: 200_000, vocabulary: 50_360, trainedRows: 50_360 });
    expect(() => requireSizes(sizes, defaultLimits.runMemory)).not.toThrow();
    expect(Math.round(sizes.all / 1e6)).toBeGreaterThan(150);
  });

  test('are those that are allocated', () => {
    const configuration = fc.record({
      hidden: fc.array(fc.integer({ min: 1, max: 64 }), { maxLength: 4 }),
      optimiser: fc.constantFrom('sgd' as const, 'adagrad' as const),
      trainVectors: fc.boolean(),
    });
    fc.assert(
      fc.property(configuration, (change) => {
        const run: Configuration = { ...presets.board, ...change };
        const data = catalogue.opened(run);
        if (!data) throw new Error('not open');
        const { text, vectors } = data.training;
        const sizes = sizesOf(run, {
          windows: text.labels.length,
          vocabulary: vectors.length / run.input.dimensions,
          trainedRows: run.trainVectors ? trainedRowsOf(text).length : 0,
        });
        expect(text.labels.length).toBeLessThan(BUNDLED);
        const memory = createRunMemory(snapshotLength(run, data.training));
        const kernels = kernelsOf(run.numerics, floatsOf(modelShape(run), 2 * run.batch + 1, vectors.length));
        const { state, snapshot } = createRunState(kernels, run, data.training);
        expect(sizes.parameters).toBe(state.parameters.theta.byteLength);
        expect(sizes.snapshot).toBe(snapshot().byteLength);
        expect(sizes.checkpoints).toBe(memory.checkpoints.byteLength);
        expect(sizes.record).toBe(memory.branch(newRun(run), 0).record.byteLength);
        const { squares, vectors: trained } = state;
        const moves = [state.parameters.theta, squares, trained?.table, trained?.squares];
        const held = moves.reduce((sum, part) => sum + (part?.byteLength ?? 0), 0);
        expect(sizes.thread).toBeGreaterThan(held);
        expect(sizes.all).toBeGreaterThanOrEqual(sizes.checkpoints + sizes.record + sizes.thread);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  test('beyond the limit are refused with both numbers before anything is allocated or started', async () => {
    let threads = 0;
    const create = createWorkerTrainers({
      ...{ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000 },
      limits: { ...defaultLimits, runMemory: 40 },
      start() {
        threads++;
        throw new Error('no thread is to be started');
      },
    });
    const nobody = (): void => undefined;
    const sink = { frame: nobody, moment: nobody, progressed: nobody, evaluated: nobody };
    const trainer = create(
      {
        run: newRun({ ...presets.judge, trainVectors: true, optimiser: 'adagrad' }),
        number: 0,
        preset: null,
      },
      { ...sink, stopped: nobody, approached: nobody, failed: nobody },
    );
    await expect(trainer.open()).rejects.toMatchObject({
      code: 'run-too-large',
      params: { megabytes: expect.any(Number) as number, limit: 40 },
    });
    expect(threads).toBe(0);
  });
});
