import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { granularities, moved, type Cursor, type Move } from '@deltaboard/shared/training/cursor.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { stepLengths } from '@deltaboard/shared/training/playback.ts';
import {
  commitChange,
  newRun,
  reached,
  type Run,
  type SettingChange,
} from '@deltaboard/shared/training/run.ts';
import { configurations } from '@deltaboard/shared/training/testing/configurations.ts';
import { tinyConfiguration, tinyData } from '@deltaboard/shared/training/testing/tiny-run.ts';
import { CHECKPOINT_INTERVAL } from './checkpoints.ts';
import { createExactMoments } from './exact-moments.ts';
import { APPROACH_INTERVAL } from './journey.ts';
import { SLICE } from './slots.ts';
import type { Halt } from './halt.ts';
import { memoryOf, onTestClock, straight } from './testing/loop-on-clock.ts';

const lengthsOf = (configuration: Configuration) =>
  stepLengths({
    plan: stepPlan(configuration),
    objective: 'J',
    epochLength: straight(0, [], configuration).sampler.epochLength,
  });
const lengths = lengthsOf(tinyConfiguration);
/** Beyond the first two checkpoints. */
const FURTHEST = 2 * CHECKPOINT_INTERVAL + 60;

const at = (step: number, operation: number): Cursor => ({ run: 0, branch: 0, step, example: 0, operation });

/** What must stand there, made by a run that was never sought in. */
function expectedAt({ step, operation }: Cursor, run: Run, branch = 0): Omit<Halt, 'points' | 'known'> {
  const commands = [
    ...(run.branches[branch].from ? run.branches[0].commands : []),
    ...run.branches[branch].commands,
  ];
  const inside = operation > 0;
  const trajectory = straight(inside ? step - 1 : Math.max(0, step - 2), commands, run.configuration);
  const moments = createExactMoments(trajectory, tinyData(run.configuration).probes);
  if (step === 1 && !inside) return { moment: moments.untouched(), checkpoint: trajectory.snapshot() };
  const kept = moments.keep();
  if (inside) trajectory.look(kept.observe);
  else trajectory.advance(kept.observe);
  return { moment: kept.moment(trajectory.updates, operation), checkpoint: trajectory.snapshot() };
}

const straightStanding = (step: number, configuration: Configuration) =>
  expectedAt(at(step, 0), newRun(configuration));

const place = fc.record({
  step: fc.integer({ min: 1, max: FURTHEST }),
  operation: fc.nat(lengths.operations - 1),
});
const move = fc.record({
  granularity: fc.constantFrom(...granularities),
  direction: fc.constantFrom<1 | -1>(1, -1),
});
const errand = fc.oneof(
  place.map((to) => ({ kind: 'seek' as const, ...to })),
  fc.record({ kind: fc.constant('moves' as const), move, times: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constant('run' as const), steps: fc.integer({ min: 1, max: 40 }) }),
);

describe('RN9 a seek', () => {
  it('shows what a straight run shows, bit for bit, wherever it comes from', () => {
    fc.assert(
      fc.property(
        configurations,
        fc.array(errand, { minLength: 1, maxLength: 8 }),
        (configuration, errands) => {
          const run = newRun(configuration);
          const known = lengthsOf(configuration);
          const test = onTestClock({ configuration });
          let cursor = at(1, 5);
          const go = (to: Cursor): void => {
            const { moment, checkpoint } = test.seek(to.step, to.operation);
            expect({ moment, checkpoint }).toEqual(expectedAt(to, run));
            cursor = to;
          };
          for (const next of errands) {
            if (next.kind === 'seek') go(at(next.step, next.operation));
            else if (next.kind === 'moves') {
              const walk = (direction: Move['direction']): void => {
                for (let i = 0; i < next.times; i++) go(moved(cursor, { ...next.move, direction }, known));
              };
              // There and back again.
              const from = moved(cursor, { granularity: next.move.granularity, direction: -1 }, known);
              go(from);
              walk(1);
              walk(-1);
              expect(cursor).toEqual(from);
            } else {
              test.loop.start(400);
              test.runUntil(test.time() + next.steps * 2.5);
              const { moment, checkpoint } = test.park();
              cursor = at(moment.updates + 1, moment.operation);
              expect({ moment, checkpoint }).toEqual(expectedAt(cursor, run));
            }
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('RN6 RN10 branches never change each other, in whatever order they are gone to', () => {
    const change = (value: number): SettingChange => ({ setting: 'learningRate', value });
    const visit = fc.record({ branch: fc.nat(2), to: place });
    fc.assert(
      fc.property(
        configurations,
        fc.integer({ min: 1, max: FURTHEST - 1 }),
        fc.integer({ min: 1, max: FURTHEST - 1 }),
        fc.array(visit, { minLength: 1, maxLength: 6 }),
        (configuration, first, second, visits) => {
          const { seek, loop, memory } = onTestClock({ configuration });
          const fork = (run: Run, after: number, value: number): Run => {
            seek(after + 1, 0);
            const forked = commitChange(run, 0, after, change(value));
            loop.follow(memory.branch(forked.run, forked.branch), after);
            seek(FURTHEST, 0);
            return reached(forked.run, forked.branch, FURTHEST);
          };
          const back = (run: Run, from: number): void => {
            loop.follow(memory.branch(run, 0), run.branches[from].from?.step ?? 0);
            seek(1, 0);
          };
          seek(FURTHEST + 1, 0);
          let run = fork(reached(newRun(configuration), 0, FURTHEST), first, 0.3);
          back(run, 1);
          run = fork(run, second, 0.01);
          let here = 2;
          for (const { branch, to } of visits) {
            const common = Math.min(...[here, branch].map((one) => run.branches[one].from?.step ?? Infinity));
            if (branch !== here) loop.follow(memory.branch(run, branch), common);
            here = branch;
            const { moment, checkpoint } = seek(to.step, to.operation);
            expect({ moment, checkpoint }).toEqual(expectedAt(at(to.step, to.operation), run, branch));
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('a replay writes nothing twice: the curve, the losses and the evaluations stay', () => {
    const test = onTestClock();
    const { points, known } = test.seek(301, 0);
    expect(known).toBe(300);
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    expect(test.seek(20, 3).points).toEqual([]);
    expect(test.seek(300, 0)).toMatchObject({ points: [], known: 300 });
    expect(test.seek(303, 0).points.map(({ step }) => step)).toEqual([301, 302]);
    expect(test.evaluations.map(({ step }) => step)).toEqual([0, 100, 200, 300]);
    const record = test.memory.record(newRun(tinyConfiguration), 0);
    const losses = record.losses(1, 1000, 1);
    expect(losses.map(({ step }) => step)).toEqual(Array.from({ length: 302 }, (_, i) => i + 1));
    expect(losses[199].J[1]).toBe(test.seek(201, 0).moment.trainer?.[0].J);
  });

  it('EV2 an evaluation that is left with its branch, or dies with its thread, is made when the branch is there again', () => {
    const whole = onTestClock();
    whole.seek(250, 0);
    while (whole.loop.slice() !== 'idle');
    const test = onTestClock();
    test.seek(221, 0);
    // As a run is stopped while the scores of step 200 are under way: nothing of them is known yet.
    test.memory.record(newRun(tinyConfiguration), 0).evaluated = 100;
    const { run, branch } = commitChange(reached(newRun(tinyConfiguration), 0, 220), 0, 150, {
      setting: 'learningRate',
      value: 0.4,
    });
    const standing = test.park();
    test.loop.follow(test.memory.branch(run, branch), 150);
    test.seek(201, 0);
    while (test.loop.slice() !== 'idle');
    const [ofBranch] = test.evaluations.slice(-1);
    test.loop.follow(test.memory.branch(run, 0), 150);
    while (test.loop.slice() !== 'idle');
    const [again] = test.evaluations.slice(-1);
    const expected = whole.evaluations.filter(({ step }) => step === 200);
    expect([again]).toEqual(expected);
    expect(ofBranch.step).toBe(200);

    test.memory.record(run, 0).evaluated = 100;
    const next = onTestClock({ standing, branch: test.memory.branch(run, 0) }, run, test.memory);
    while (next.loop.slice() !== 'idle');
    expect(next.evaluations).toEqual(expected);
    expect(next.seek(223, 0).checkpoint).toEqual(straight(222).snapshot());
  });

  it('TH2 a long one goes in slices', () => {
    const { loop } = onTestClock();
    let arrived = false;
    loop.seek(5000, 0, { arrived: () => void (arrived = true), gaveUp: () => {} });
    loop.slice();
    expect(arrived).toBe(false);
    for (let slices = 0; !arrived && slices < 1000; slices++) loop.slice();
    expect(arrived).toBe(true);
  });

  it('TH5 goes before training for its first quarter of a second, and takes its turns like the others after it', () => {
    const { loop, time } = onTestClock();
    loop.start('max');
    expect(loop.lane).toBe('in-line');
    const departed = time();
    let arrived = false;
    loop.seek(100_000, 0, { arrived: () => void (arrived = true), gaveUp: () => {} });
    const lanes: { readonly at: number; readonly lane: string | null }[] = [];
    while (!arrived) {
      const { lane } = loop;
      lanes.push({ at: time() - departed, lane });
      loop.slice();
    }
    const isEarly = ({ at }: { readonly at: number }): boolean => at < APPROACH_INTERVAL;
    expect(new Set(lanes.filter(isEarly).map(({ lane }) => lane))).toEqual(new Set(['first']));
    expect(lanes.filter((look) => !isEarly(look)).length).toBeGreaterThan(10);
    expect(new Set(lanes.filter((look) => !isEarly(look)).map(({ lane }) => lane))).toEqual(
      new Set(['in-line']),
    );
    // The next one is a seek anew.
    loop.seek(1, 0, { arrived: () => {}, gaveUp: () => {} });
    expect(loop.lane).toBe('first');
  });

  it('TH2 a park on the way computes nothing at once: it is answered in the slices to come, after the seek', () => {
    const { loop, time } = onTestClock();
    const told: [string, Halt][] = [];
    loop.seek(5000, 0, { arrived: (there) => told.push(['arrived', there]), gaveUp: () => {} });
    loop.slice();
    loop.park((there) => told.push(['parked', there]));
    expect(told).toEqual([]);
    const slices: number[] = [];
    while (told.length < 2 && slices.length < 1000) {
      const began = time();
      loop.slice();
      slices.push(time() - began);
    }
    expect(told.map(([what]) => what)).toEqual(['arrived', 'parked']);
    expect(told[1][1]).toMatchObject({ points: [], checkpoint: straight(4999).snapshot() });
    expect(told[1][1].moment).toEqual(told[0][1].moment);
    expect(slices.length).toBeGreaterThan(2);
    expect(Math.max(...slices)).toBeLessThan(SLICE + 0.1);
  });

  it('TH2 EV2 an evaluation that was missed is made in slices, however far its step is from a checkpoint', () => {
    const configuration = { ...tinyConfiguration, evaluateEvery: 3000 };
    const run = newRun(configuration);
    const whole = onTestClock({ configuration });
    const standing = whole.seek(3101, 0);
    while (whole.loop.slice() !== 'idle');
    const record = whole.memory.record(run, 0);
    record.evaluated = 0;
    const { checkpoints } = memoryOf(run);
    const { checkpoint, moment } = straightStanding(101, configuration);
    const test = onTestClock(
      { configuration, checkpoints, standing: { ...standing, checkpoint, moment } },
      run,
      whole.memory,
    );
    test.loop.slice();
    expect(test.evaluations).toEqual([]);
    expect(test.park()).toMatchObject({ moment, checkpoint });
    while (test.loop.slice() !== 'idle');
    expect(test.evaluations).toEqual(whole.evaluations.filter(({ step }) => step === 3000));
    expect(test.park()).toMatchObject({ moment, checkpoint });
    expect(record.evaluated).toBe(3000);
  });

  it('a change made where a later step was computed already makes that step anew', () => {
    const { seek, loop, memory } = onTestClock();
    seek(11, 0);
    seek(10, 5);
    // Nobody was told of step 10: the branch's head is 9, and the change joins it.
    const { run } = commitChange(reached(newRun(tinyConfiguration), 0, 9), 0, 9, {
      setting: 'learningRate',
      value: 0.4,
    });
    loop.follow(memory.branch(run, 0), Infinity);
    expect(memory.record(run, 0).last).toBe(9);
    const { moment, checkpoint } = seek(12, 0);
    expect({ moment, checkpoint }).toEqual(expectedAt(at(12, 0), run));
  });
});
