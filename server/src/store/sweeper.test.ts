import { describe, expect, test } from 'vitest';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { SWEEP_AFTER_MS, Sweeper } from './sweeper.ts';

/** What is promised (SPEC ST9). */
const PROMISED_MS = 5000;

function onTestClock() {
  const clock = manualClock(0);
  const emptied: number[] = [];
  const world = { isRead: false };
  const sweeper = new Sweeper(clock, () => {
    if (!world.isRead) emptied.push(clock.now());
    return !world.isRead;
  });
  return { clock, emptied, world, sweeper };
}

describe('ST9 the log is emptied soon after something was erased', () => {
  test('once for all that was erased meanwhile, and not where nothing was', () => {
    const { clock, emptied, sweeper } = onTestClock();
    clock.pass(10_000);
    expect(emptied).toEqual([]);
    sweeper.note();
    clock.pass(300);
    sweeper.note();
    clock.pass(10_000);
    expect(emptied).toEqual([10_000 + SWEEP_AFTER_MS]);
  });

  test('in time for each, also when they keep coming', () => {
    const { clock, emptied, sweeper } = onTestClock();
    for (let at = 0; at < 60_000; at += 70) {
      sweeper.note();
      clock.pass(70);
      const longest = Math.max(
        ...[0, ...emptied].map((from, index) => (emptied[index] ?? clock.now()) - from),
      );
      expect(longest).toBeLessThan(PROMISED_MS / 2);
    }
    expect(emptied.length).toBeLessThanOrEqual(60);
  });

  test('again and again while somebody reads from it', () => {
    const { clock, emptied, world, sweeper } = onTestClock();
    let isSettled = false;
    world.isRead = true;
    sweeper.note();
    sweeper.settled(() => (isSettled = true));
    clock.pass(3500);
    expect([emptied, isSettled]).toEqual([[], false]);
    world.isRead = false;
    clock.pass(SWEEP_AFTER_MS);
    expect([emptied, isSettled]).toEqual([[4000], true]);
  });

  test('settled is told at once where nothing waits, and otherwise behind the emptying', () => {
    const { clock, sweeper } = onTestClock();
    const told: string[] = [];
    sweeper.settled(() => told.push('nothing waits'));
    sweeper.note();
    sweeper.settled(() => told.push('emptied'));
    expect(told).toEqual(['nothing waits']);
    clock.pass(SWEEP_AFTER_MS);
    expect(told).toEqual(['nothing waits', 'emptied']);
  });

  test('at the end at once', () => {
    const { clock, emptied, sweeper } = onTestClock();
    let isSettled = false;
    sweeper.note();
    sweeper.settled(() => (isSettled = true));
    sweeper.finish();
    expect([emptied, isSettled]).toEqual([[0], true]);
    clock.pass(10_000);
    expect(emptied).toEqual([0]);
  });

  test('at the end nobody is told what is not so', () => {
    const { world, sweeper } = onTestClock();
    let isSettled = false;
    world.isRead = true;
    sweeper.note();
    sweeper.settled(() => (isSettled = true));
    sweeper.finish();
    expect(isSettled).toBe(false);
  });
});
