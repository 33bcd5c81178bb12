import { expect, test } from 'vitest';
import { Allowance } from './allowance.ts';
import { manualClock } from './testing/manual-clock.ts';

test('TR9 so many times in any stretch of time, and each member by itself', () => {
  const clock = manualClock();
  const allowance = new Allowance(clock, { points: 2, milliseconds: 100 });
  expect(allowance.take('ada')).toBe(true);
  clock.pass(60);
  expect(allowance.take('ada')).toBe(true);
  expect(allowance.take('ada')).toBe(false);
  expect(allowance.take('bob')).toBe(true);
  clock.pass(39);
  expect(allowance.take('ada')).toBe(false);
  clock.pass(1);
  expect(allowance.take('ada'), 'the first is a hundred milliseconds ago').toBe(true);
  expect(allowance.take('ada')).toBe(false);
});
