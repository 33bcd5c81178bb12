import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonLinearityNames } from '../model/non-linearity.ts';
import type { RunCommand } from './run.ts';
import { goldenHashes } from './testing/golden-hashes.ts';
import { goldenTheta } from './testing/golden.ts';
import { tinyConfiguration, tinyData } from './testing/tiny-run.ts';
import { createTrajectory, type Trajectory } from './trajectory.ts';

const data = tinyData().training;
const runTo = (trajectory: Trajectory, updates: number): Trajectory => {
  while (trajectory.updates < updates) trajectory.advance();
  return trajectory;
};
const thetaOf = ({ pass }: Trajectory): Float32Array => pass.parameters.theta.slice();

describe('a trajectory', () => {
  it.each(nonLinearityNames)('NU4 has the golden parameters after 1,000 steps: %s', (name) => {
    expect(createHash('sha256').update(goldenTheta(name)).digest('hex')).toBe(goldenHashes[name]);
  });

  it('NU4 the golden runs are seven different ones', () => {
    expect(new Set(Object.values(goldenHashes)).size).toBe(nonLinearityNames.length);
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
      fc.property(fc.nat(80), fc.nat(80), fc.nat(0xffff), commands, (checkpoint, more, seed, log) => {
        const configuration = { ...tinyConfiguration, seed };
        const first = runTo(createTrajectory(configuration, data, log), checkpoint);
        const resumed = createTrajectory(configuration, data, log);
        resumed.restore(thetaOf(first), checkpoint);
        runTo(resumed, checkpoint + more);
        runTo(first, checkpoint + more);
        expect(thetaOf(resumed)).toEqual(thetaOf(first));
        expect(resumed.settings).toEqual(first.settings);
        first.rewind();
        expect(thetaOf(runTo(first, checkpoint + more))).toEqual(thetaOf(resumed));
      }),
      { numRuns: 60 },
    );
  });

  it('RN9 a look is the pass of the next step, bit for bit, and leaves θ as it is', () => {
    const trajectory = runTo(createTrajectory(tinyConfiguration, data), 20);
    const theta = thetaOf(trajectory);
    const looked = trajectory.look();
    const delta = trajectory.pass.layers.map((layer) => layer.delta.slice());
    expect(thetaOf(trajectory)).toEqual(theta);
    expect(trajectory.updates).toBe(20);
    expect(trajectory.advance()).toEqual(looked);
    expect(trajectory.pass.layers.map((layer) => layer.delta)).toEqual(delta);
    expect(thetaOf(trajectory)).toEqual(thetaOf(runTo(createTrajectory(tinyConfiguration, data), 21)));
  });

  it('RN2 a command takes effect exactly at its step', () => {
    const changed = createTrajectory(tinyConfiguration, data, [
      { afterStep: 10, change: { setting: 'learningRate', value: 0.2 } },
    ]);
    const plain = createTrajectory(tinyConfiguration, data);
    expect(thetaOf(runTo(changed, 10))).toEqual(thetaOf(runTo(plain, 10)));
    expect(changed.settings.learningRate).toBe(0.2);
    expect(thetaOf(runTo(changed, 11))).not.toEqual(thetaOf(runTo(plain, 11)));
  });

  it('S11 learns: the loss of the last epoch is well below that of the first', () => {
    const trajectory = createTrajectory(tinyConfiguration, data);
    const { epochLength } = trajectory.sampler;
    const epoch = (): number => {
      let sum = 0;
      for (let i = 0; i < epochLength; i++) sum += trajectory.advance().J;
      return sum / epochLength;
    };
    const first = epoch();
    for (let i = 0; i < 30; i++) epoch();
    expect(epoch()).toBeLessThan(first / 3);
  });
});
