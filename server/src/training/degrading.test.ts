import { describe, expect, it } from 'vitest';
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import { evaluationDue } from '@deltaboard/shared/evaluation/evaluation.ts';
import { FEWER_FRAMES_INTERVAL } from './loop.ts';
import { onTestClock, straight } from './testing/loop-on-clock.ts';

/** A loop under a pressure that the test chooses. */
function pressed(at: PressureLevel) {
  let level = at;
  const test = onTestClock({ level: () => level });
  const stepsOf = (): number[] => test.evaluations.map(({ step }) => step);
  return { ...test, stepsOf, become: (to: PressureLevel) => void (level = to) };
}
type Pressed = ReturnType<typeof pressed>;

/** At full speed until so many steps have been made; it is left parked. */
function runTo(test: Pressed, steps: number): void {
  for (let updates = 0; updates < steps;) {
    test.loop.start('max');
    test.runUntil(test.time() + 20);
    ({ updates } = test.park().moment);
  }
}

/** What is to be computed is; every step that is evaluated until `last`. */
const untilIdle = (test: Pressed): void => test.runUntil(Infinity);
const due = (test: Pressed): number[] => {
  const { updates } = test.park().moment;
  return Array.from({ length: updates + 1 }, (_, step) => step).filter((step) => evaluationDue(step, 100));
};

describe('DG2 under pressure', () => {
  it.each([1, 2, 3] as const)('level %s: at most two pictures a second, at the same pace', (level) => {
    const test = pressed(level);
    test.loop.start(400);
    test.runUntil(10_000);
    const { updates, theta } = test.park().moment;
    expect(Math.abs(updates - 4000)).toBeLessThanOrEqual(4000 / 50 + 2);
    expect(test.frames.length).toBeGreaterThan(10);
    expect(test.frames.length).toBeLessThanOrEqual(10_000 / FEWER_FRAMES_INTERVAL + 1);
    expect(theta).toEqual(straight(updates - 1).snapshot());
  });

  it.each([1, 2, 3] as const)('DG3 level %s: a paced run tells every step exactly, at its pace', (level) => {
    const test = pressed(level);
    test.loop.start(4);
    test.runUntil(10_000);
    expect(test.moments.map(({ updates }) => updates)).toEqual(test.moments.map((_, k) => k + 1));
    expect(Math.abs(test.moments.length - 40)).toBeLessThanOrEqual(1);
    expect(test.moments[20].theta).toEqual(straight(20).snapshot());
  });

  it('level 1 scores as always; from level 2 on none is begun, and steps wait for none', () => {
    const first = pressed(1);
    runTo(first, 500);
    expect(first.stepsOf().slice(0, 5)).toEqual([0, 100, 200, 300, 400]);
    for (const level of [2, 3] as const) {
      const test = pressed(level);
      runTo(test, 1500);
      expect(test.stepsOf()).toEqual([]);
      // A run that stands keeps nobody busy with it.
      expect(test.loop.slice()).toEqual({ wait: 1000 });
    }
  });

  it('what was put off is made up in the order of its steps once it may, with the scores that it would have had', () => {
    const test = pressed(2);
    runTo(test, 1500);
    test.become(1);
    untilIdle(test);
    expect(test.stepsOf()).toEqual(due(test));
    const never = pressed(0);
    runTo(never, 1500);
    untilIdle(never);
    expect(test.evaluations.slice(0, 15)).toEqual(never.evaluations.slice(0, 15));
  });

  it('is made up beside a run that is under way, which goes on, and catches up', () => {
    const test = pressed(2);
    runTo(test, 1000);
    test.become(0);
    const { updates: before } = test.park().moment;
    test.loop.start('max');
    for (let slices = 0; slices < 10; slices++) test.loop.slice();
    const { updates } = test.park().moment;
    expect(updates).toBeGreaterThan(before);
    untilIdle(test);
    expect(test.stepsOf()).toEqual(due(test));
    expect(test.park().checkpoint).toEqual(straight(updates).snapshot());
  });

  it('a score that is under way when the pressure comes is put off too, and nothing waits for it', () => {
    const test = pressed(0);
    const begun = test.loop.lane;
    test.become(2);
    runTo(test, 150);
    expect([begun, test.stepsOf()]).toEqual(['in-line', []]);
    test.become(0);
    untilIdle(test);
    expect(test.stepsOf()).toEqual(due(test));
  });
});
