import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitChange, newRun, reached } from '@deltaboard/shared/training/run.ts';
import { configurations } from '@deltaboard/shared/training/testing/configurations.ts';
import { tinyConfiguration } from '@deltaboard/shared/training/testing/tiny-run.ts';
import { APPROACH_INTERVAL } from './journey.ts';
import type { Halt } from './halt.ts';
import { onTestClock, straight } from './testing/loop-on-clock.ts';

type Test = ReturnType<typeof onTestClock>;

/** Leaves for a place, and gives up after so many slices: what was said then. */
function giveUp({ loop }: Test, step: number, slices: number) {
  const said: { standing: Halt; branch: number | null }[] = [];
  loop.seek(step, 0, {
    arrived: (standing) => said.push({ standing, branch: null }),
    gaveUp: (standing, branch) => said.push({ standing, branch }),
  });
  for (let slice = 0; slice < slices; slice++) loop.slice();
  loop.cancel();
  expect(said).toHaveLength(1);
  return said[0];
}

describe('RN14 a way to a place', () => {
  it('that is long says how far it is, at most four times a second', () => {
    const test = onTestClock();
    const began = test.time();
    test.seek(100_001, 0);
    const { approaches } = test;
    expect(approaches.length).toBeGreaterThan(2);
    let [last, made] = [began, 0];
    for (const said of approaches) {
      expect(said.of).toBe(100_000);
      expect(said.made).toBeGreaterThan(made);
      expect(said.at - last).toBeGreaterThanOrEqual(APPROACH_INTERVAL);
      expect(said.at - last).toBeLessThan(2 * APPROACH_INTERVAL);
      [last, made] = [said.at, said.made];
    }
    expect(made).toBeLessThanOrEqual(100_000);
  });

  it('that goes on from a checkpoint counts from there, and a short one says nothing', () => {
    const test = onTestClock();
    test.seek(1001, 0);
    expect(test.approaches).toEqual([]);
    test.seek(1, 0);
    test.seek(100_001, 0);
    expect(test.approaches[0].of).toBe(99_000);
  });

  it('is given up within a slice: all stands as before, and every place is as it would have been', () => {
    fc.assert(
      fc.property(
        configurations,
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom(0, 5),
        fc.integer({ min: 4000, max: 6000 }),
        fc.nat(3),
        fc.integer({ min: 1, max: 900 }),
        (configuration, from, operation, to, slices, then) => {
          const test = onTestClock({ configuration });
          const { moment, checkpoint } = test.seek(from, operation);
          const { standing, branch } = giveUp(test, to, slices);
          expect(branch).toBe(0);
          expect({ moment: standing.moment, checkpoint: standing.checkpoint }).toEqual({
            moment,
            checkpoint,
          });
          expect(test.park()).toEqual({ ...standing, points: [] });
          expect(test.seek(then + 1, 0).checkpoint).toEqual(straight(then, [], configuration).snapshot());
        },
      ),
      { numRuns: 20 },
    );
  });

  it('that is given up keeps what was computed on it: every step is in the curve once, and is not made again', () => {
    const test = onTestClock();
    const { points, known } = test.seek(11, 0);
    const { standing } = giveUp(test, 50_001, 3);
    expect(standing.known).toBeGreaterThan(known);
    const further = test.seek(standing.known + 101, 0);
    const all = [...points, ...standing.points, ...further.points];
    let next = 1;
    for (const { step, count } of all) {
      expect(step).toBe(next);
      next += count;
    }
    expect(next).toBe(standing.known + 101);
    expect(test.evaluations.map(({ step }) => step)).toEqual([
      ...new Set(test.evaluations.map(({ step }) => step)),
    ]);
  });

  it('TH3 a pause that waits for a seek which is given up stands where the seek began', () => {
    const test = onTestClock();
    const { moment } = test.seek(8, 3);
    const told: string[] = [];
    test.loop.seek(90_001, 0, { arrived: () => told.push('arrived'), gaveUp: () => told.push('gave up') });
    test.loop.slice();
    test.loop.park((standing) => {
      told.push('parked');
      expect(standing.moment).toEqual(moment);
    });
    test.loop.cancel();
    expect(told).toEqual(['gave up', 'parked']);
    expect(test.loop.slice()).toBe('idle');
  });

  it('to another branch that is given up leads back to the branch that was stood on, evaluations and all', () => {
    const test = onTestClock();
    const { moment, checkpoint } = test.seek(5001, 0);
    while (test.loop.slice() !== 'idle');
    const change = { setting: 'learningRate', value: 0.3 } as const;
    const { run, branch } = commitChange(reached(newRun(tinyConfiguration), 0, 5000), 0, 150, change);
    test.loop.follow(test.memory.branch(run, branch), 150);
    const { standing, branch: back } = giveUp(test, 90_001, 2);
    expect(back).toBe(0);
    expect(standing).toMatchObject({ moment, checkpoint, known: 5000 });
    const before = test.evaluations.length;
    while (test.loop.slice() !== 'idle');
    expect(test.evaluations).toHaveLength(before);
    expect(test.seek(5101, 0).checkpoint).toEqual(straight(5100).snapshot());
    test.loop.follow(test.memory.branch(run, branch), 150);
    expect(test.seek(301, 0).checkpoint).toEqual(straight(300, run.branches[1].commands).snapshot());
  });

  it('of a run that stops by itself is gone to its end', () => {
    const test = onTestClock();
    test.loop.setBreakpoints([{ breakpoint: { kind: 'step', step: 777 }, windows: [] }]);
    test.loop.start('max');
    for (let next = test.loop.slice(); next !== 'idle'; next = test.loop.slice()) test.loop.cancel();
    expect(test.stops).toMatchObject([{ because: 'breakpoint', standing: { moment: { updates: 777 } } }]);
  });

  it('is given up by nobody where none is under way', () => {
    const test = onTestClock();
    const { moment } = test.seek(20, 4);
    test.loop.cancel();
    expect(test.park().moment).toEqual(moment);
  });
});
