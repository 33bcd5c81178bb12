import { describe, expect, test } from 'vitest';
import { Budget } from './budget.ts';
import { manualClock } from './rooms/testing/manual-clock.ts';

function budget(points = 3, seconds = 6) {
  const clock = manualClock();
  return { clock, spending: new Budget(clock, { points, seconds }) };
}

describe('PR5 so many in so many seconds', () => {
  test('of each key; what was spent comes back evenly, and no more than was spent', () => {
    const { clock, spending } = budget();
    const spend = (key: string, times: number) => Array.from({ length: times }, () => spending.spend(key));
    expect(spend('a', 4)).toEqual([true, true, true, false]);
    expect(spend('b', 1)).toEqual([true]);
    clock.pass(1999);
    expect(spend('a', 1)).toEqual([false]);
    clock.pass(1);
    expect(spend('a', 2)).toEqual([true, false]);
    clock.pass(1_000_000);
    expect(spend('a', 4)).toEqual([true, true, true, false]);
  });

  test('several at once, or none of them', () => {
    const { spending } = budget();
    expect(spending.spend('a', 2)).toBe(true);
    expect(spending.spend('a', 2)).toBe(false);
    expect(spending.left('a')).toBe(1);
    expect(spending.left('b')).toBe(3);
  });

  test('keys that have everything back are forgotten, and never more than 100,000 are known', () => {
    const { clock, spending } = budget();
    for (let k = 0; k < 100_500; k++) spending.spend(`${k}`);
    expect(spending.keys).toBe(100_000);
    for (let k = 0; k < 60_000; k++) {
      clock.pass(2000);
      spending.spend('a');
    }
    expect(spending.keys).toBe(1);
  });
});
