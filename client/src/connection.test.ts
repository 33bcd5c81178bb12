import { expect, test } from 'vitest';
import { delayOf } from './connection.ts';

test('PR2 attempts to come back are spaced ever wider, up to a limit, and never all at once', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => delayOf(attempt, 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 8000, 8000,
  ]);
  expect(delayOf(3, 0)).toBe(1000);
  const draws = new Set(Array.from({ length: 20 }, () => delayOf(5)));
  expect(draws.size).toBeGreaterThan(1);
  for (const draw of draws) {
    expect(draw).toBeGreaterThanOrEqual(4000);
    expect(draw).toBeLessThanOrEqual(8000);
  }
});
