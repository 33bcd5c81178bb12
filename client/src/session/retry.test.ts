import { Manager } from 'socket.io-client';
import { expect, test } from 'vitest';
import { delayOf, retrying } from './retry.ts';

/** Beside the wait: a connection, and its welcome. */
const WELCOMED_WITHIN = 1000;
const BACK_WITHIN = 5000;

test('PR2 attempts to come back are spaced ever wider, up to a limit, and never all at once', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => delayOf(attempt, 1))).toEqual([
    500, 1000, 2000, 4000, 4000, 4000, 4000,
  ]);
  expect(delayOf(3, 0)).toBe(1000);
  const draws = new Set(Array.from({ length: 20 }, () => delayOf(5)));
  expect(draws.size).toBeGreaterThan(1);
  for (const draw of draws) {
    expect(draw).toBeGreaterThanOrEqual(2000);
    expect(draw).toBeLessThanOrEqual(4000);
  }
});

test('PR2 however long the server was away, and whoever counts the attempts, a page is back within 5 s after it listens', () => {
  // Socket.IO's own delays, as it draws them from what it is given.
  const { backoff } = new Manager('http://localhost', { autoConnect: false, ...retrying }) as unknown as {
    readonly backoff: { duration(): number };
  };
  const delays = Array.from({ length: 200 }, (_, k) => [backoff.duration(), delayOf(k + 1, 1)]).flat();
  expect(Math.max(...delays)).toBeLessThanOrEqual(BACK_WITHIN - WELCOMED_WITHIN);
});
