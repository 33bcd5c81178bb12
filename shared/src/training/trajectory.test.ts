import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { toBytes } from '../protocol/bytes.ts';
import type { RunCommand } from './run.ts';
import { goldenHashes } from './testing/golden-hashes.ts';
import { goldenKernels, goldenNames, goldenState } from './testing/golden.ts';
import { configurations } from './testing/configurations.ts';
import { tinyConfiguration, tinyData } from './testing/tiny-run.ts';
import type { Configuration } from './configuration.ts';
import type { Observe } from './learner.ts';
import { PADDING } from '../dataset/vocabulary.ts';
import { createTrajectory, type Trajectory } from './trajectory.ts';

const data = tinyData().training;
const bitsOf = (trajectory: Trajectory): Uint8Array => toBytes(trajectory.snapshot());
const runTo = (trajectory: Trajectory, updates: number): Trajectory => {
  while (trajectory.updates < updates) trajectory.advance();
  return trajectory;
};

describe('a trajectory', () => {
  it.each(goldenKernels.flatMap((kernels) => goldenNames.map((name) => [kernels, name] as const)))(
    'NU4 NU18 with %s has the golden state after 1,000 steps: %s',
    (kernels, name) => {
      const hash = createHash('sha256').update(goldenState(name, kernels)).digest('hex');
      expect(hash).toBe(goldenHashes[kernels][name]);
    },
  );

  it('NU4 the golden runs are different ones', () => {
    for (const hashes of Object.values(goldenHashes)) {
      expect(Object.keys(hashes).toSorted()).toEqual(goldenNames.toSorted());
      expect(new Set(Object.values(hashes)).size).toBe(goldenNames.length);
    }
    expect(goldenHashes['version 2']['large steps']).not.toBe(goldenHashes['version 1']['large steps']);
  });

  it('TR4 replay from any checkpoint equals the straight run, bit for bit', () => {
    const change = fc.oneof(
      fc.record({
        setting: fc.constant('nonLinearity' as const),
        value: fc.constantFrom(...nonLinearityNames),
      }),
      fc.record({
        setting: fc.constant('learningRate' as const),
        value: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      }),
    );
    const commands = fc
      .array(fc.record({ afterStep: fc.integer({ min: 0, max: 60 }), change }), { maxLength: 4 })
      .map((list): RunCommand[] => list.toSorted((a, b) => a.afterStep - b.afterStep));
    fc.assert(
      fc.property(
        fc.nat(80),
        fc.nat(80),
        configurations,
        commands,
        (checkpoint, more, configuration, log) => {
          const { training } = tinyData(configuration);
          const first = runTo(createTrajectory(configuration, training, log), checkpoint);
          const resumed = createTrajectory(configuration, training, log);
          resumed.restore(first.snapshot(), checkpoint);
          runTo(resumed, checkpoint + more);
          runTo(first, checkpoint + more);
          expect(bitsOf(resumed)).toEqual(bitsOf(first));
          expect(resumed.settings).toEqual(first.settings);
          first.rewind();
          expect(bitsOf(runTo(first, checkpoint + more))).toEqual(bitsOf(resumed));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('RN9 a look is the passes of the next step, bit for bit, and leaves everything as it is', () => {
    fc.assert(
      fc.property(configurations, (configuration) => {
        const { training } = tinyData(configuration);
        const trajectory = runTo(createTrajectory(configuration, training), 20);
        const before = bitsOf(trajectory);
        const seen = (): { readonly observed: unknown[]; readonly observe: Observe<Float32Array> } => {
          const observed: unknown[] = [];
          const observe: Observe<Float32Array> = (example, J, passes) =>
            void observed.push([
              example,
              J,
              passes.map(({ x, layers, s }) =>
                structuredClone(
                  [x, layers.map(({ z, delta }) => [z, delta]), s]
                    .flat(2)
                    .map((values) => Array.from(values)),
                ),
              ),
            ]);
          return { observed, observe };
        };
        const [look, step] = [seen(), seen()];
        const looked = trajectory.look(look.observe);
        expect(bitsOf(trajectory)).toEqual(before);
        expect(trajectory.updates).toBe(20);
        expect(trajectory.advance(step.observe)).toEqual(looked);
        expect(step.observed).toEqual(look.observed);
        expect(look.observed).toHaveLength(configuration.batch);
        expect(bitsOf(trajectory)).toEqual(bitsOf(runTo(createTrajectory(configuration, training), 21)));
      }),
      { numRuns: 30 },
    );
  });

  it('TR10 the examples of a step follow one another in the order of an epoch', () => {
    const batched = createTrajectory({ ...tinyConfiguration, batch: 3 }, data);
    const single = createTrajectory(tinyConfiguration, data);
    const draws = Array.from({ length: 30 }, (_, i) => single.windowsOf(i + 1)[0]);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((step) => batched.windowsOf(step))).toEqual(draws);
    const { epochLength } = batched.sampler;
    const last = Math.floor(epochLength / 3) + 1;
    expect([batched.epochOf(1), batched.epochOf(last - 1)]).toEqual([1, 1]);
    expect(batched.epochOf(last + 1)).toBe(2);
  });

  it('TR14 only rows that occur in a training window move, and padding never', () => {
    const configuration = { ...tinyConfiguration, trainVectors: true };
    const { vectors: frozen, text } = data;
    const trajectory = runTo(createTrajectory(configuration, data), 200);
    const { dimensions } = configuration.input;
    const rows = new Set(text.rows);
    let moved = 0;
    for (let row = 0; row < frozen.length / dimensions; row++) {
      const of = (table: Float32Array): Float32Array =>
        table.subarray(row * dimensions, (row + 1) * dimensions);
      if (!rows.has(row) || row === PADDING) expect(of(trajectory.vectors)).toEqual(of(frozen));
      else if (of(trajectory.vectors).some((entry, i) => entry !== of(frozen)[i])) moved++;
    }
    expect(moved).toBeGreaterThan(rows.size / 2);
  });

  it('RN2 a command takes effect exactly at its step', () => {
    const changed = createTrajectory(tinyConfiguration, data, [
      { afterStep: 10, change: { setting: 'learningRate', value: 0.2 } },
    ]);
    const plain = createTrajectory(tinyConfiguration, data);
    expect(bitsOf(runTo(changed, 10))).toEqual(bitsOf(runTo(plain, 10)));
    expect(changed.settings.learningRate).toBe(0.2);
    expect(bitsOf(runTo(changed, 11))).not.toEqual(bitsOf(runTo(plain, 11)));
  });

  it.each<[string, Partial<Configuration>]>([
    ['one layer', {}],
    ['no layer', { hidden: [] }],
    ['three layers', { hidden: [6, 5, 4] }],
    ['softmax', { head: 'softmax' }],
    ['max-margin', { head: 'max-margin' }],
    ['a batch of 4', { batch: 4, learningRate: 0.3 }],
    ['AdaGrad', { optimiser: 'adagrad' }],
    ['L2', { decay: 0.0001 }],
    ['trained vectors', { trainVectors: true }],
  ])('S11 learns: the loss of the last epoch is well below that of the first, %s', (_name, change) => {
    const trajectory = createTrajectory({ ...tinyConfiguration, ...change }, data);
    const steps = Math.ceil(trajectory.sampler.epochLength / (change.batch ?? 1));
    const epoch = (): number => {
      let sum = 0;
      for (let i = 0; i < steps; i++) sum += trajectory.advance().J;
      return sum / steps;
    };
    const first = epoch();
    for (let i = 0; i < 60; i++) epoch();
    expect(epoch()).toBeLessThan(first / 3);
  });
});
