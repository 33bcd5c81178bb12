import { describe, expect, it } from 'vitest';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { tinyConfiguration, tinyData } from '@deltaboard/shared/training/testing/tiny-run.ts';
import { onTestClock, straight } from './testing/loop-on-clock.ts';

const { labels } = tinyData().training.text;
const FORWARD_DONE = 5;

/** Where a run stops, again and again, at one breakpoint. */
function stopsAt(breakpoint: Breakpoint, windows: readonly number[], times = 4) {
  const test = onTestClock();
  test.loop.setBreakpoints([{ breakpoint, windows }]);
  test.seek(1, 0);
  for (let i = 0; i < times; i++) {
    test.loop.start('max');
    test.runUntil(test.time() + 1e6);
  }
  expect(test.stops.map(({ because, hit }) => [because, hit])).toEqual(
    Array.from({ length: times }, () => ['breakpoint', breakpoint]),
  );
  return test.stops.map(({ standing: { moment } }) => moment);
}

/** The first steps of the run of which this is true. */
function stepsWhere(isMet: (step: ReturnType<typeof facts>) => boolean, times = 4): number[] {
  const found: number[] = [];
  const trajectory = straight(0);
  while (found.length < times) {
    const step = facts(trajectory);
    if (isMet(step)) found.push(trajectory.updates);
  }
  return found;
}

function facts(trajectory: ReturnType<typeof straight>) {
  const window = trajectory.sampler.windowOf(trajectory.updates + 1);
  const result = trajectory.advance();
  const [s] = trajectory.learner.passes[0].s;
  return { window, label: labels[window], s, ...result };
}

describe('RN11 a run stops', () => {
  it.each<[Breakpoint, readonly number[], Parameters<typeof stepsWhere>[0]]>([
    [{ kind: 'location' }, [], ({ label }) => label === 1],
    [{ kind: 'word', word: 'paris' }, [3], ({ window }) => window === 3],
    [{ kind: 'misclassified' }, [], ({ s, label }) => s >= 0 !== (label === 1)],
  ])('inside the step, with the forward pass done: %j', (breakpoint, windows, isMet) => {
    const moments = stopsAt(breakpoint, windows);
    const steps = stepsWhere(isMet);
    expect(moments.map(({ updates }) => updates + 1)).toEqual(steps);
    for (const { operation, theta, updates } of moments) {
      expect(operation).toBe(FORWARD_DONE);
      expect(theta).toEqual(straight(updates).snapshot());
    }
  });

  it('at the end of the step whose |∂J/∂s| is above the bound', () => {
    const moments = stopsAt({ kind: 'score-gradient-above', bound: 0.2 }, []);
    expect(moments.map(({ updates }) => updates)).toEqual(
      stepsWhere(({ largestGradientOfS }) => largestGradientOfS > 0.2),
    );
    for (const { operation, theta, updates, trainer } of moments) {
      expect(operation).toBe(0);
      expect(theta).toEqual(straight(updates - 1).snapshot());
      expect(Math.abs(trainer?.[0].windows[0].gradientOfS[0] ?? 0)).toBeGreaterThan(0.2);
    }
  });

  it('at the end of a step by its number, once', () => {
    const [moment] = stopsAt({ kind: 'step', step: 777 }, [], 1);
    expect(moment).toMatchObject({ updates: 777, operation: 0 });
    expect(moment.theta).toEqual(straight(776).snapshot());
  });

  it('where gradients are above a bound, and not below it', () => {
    const [first] = stopsAt({ kind: 'rms-above', bound: 0.01 }, [], 1);
    expect(first.operation).toBe(0);
    const test = onTestClock();
    test.loop.setBreakpoints([{ breakpoint: { kind: 'rms-above', bound: 1000 }, windows: [] }]);
    test.loop.start('max');
    test.runUntil(500);
    expect(test.stops).toEqual([]);
  });

  it('TR7 a loss that is not finite is said to be one, and which breakpoint it met', () => {
    const configuration = { ...tinyConfiguration, nonLinearity: 'identity' as const, learningRate: 10 };
    const test = onTestClock({ configuration });
    test.loop.setBreakpoints([{ breakpoint: { kind: 'not-finite' }, windows: [] }]);
    test.loop.start('max');
    test.runUntil(1e6);
    expect(test.stops).toMatchObject([{ because: 'not-finite', hit: { kind: 'not-finite' } }]);
  });

  it('not in the pass that the class stands behind already', () => {
    const { loop, park, runUntil, stops, time } = onTestClock();
    const [first] = stepsWhere(({ s, label }) => s >= 0 !== (label === 1));
    expect(first).toBe(1);
    loop.setBreakpoints([{ breakpoint: { kind: 'misclassified' }, windows: [] }]);
    expect(park().moment).toMatchObject({ updates: 0, operation: FORWARD_DONE });
    loop.start('max');
    runUntil(time() + 1e6);
    expect(stops[0].standing.moment.updates).toBeGreaterThan(0);
  });

  it('not at a step that the class goes over by itself', () => {
    const test = onTestClock();
    test.loop.setBreakpoints([{ breakpoint: { kind: 'location' }, windows: [] }]);
    expect(test.seek(100, 0).moment.updates).toBe(99);
    expect(test.stops).toEqual([]);
  });
});
