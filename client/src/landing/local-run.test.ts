import { expect, test } from 'vitest';
import { createLocalRun } from './local-run.ts';

test('the first page’s run really learns: Paris becomes a location', () => {
  const run = createLocalRun();
  const before = run.picture();
  for (let i = 0; i < 600; i++) run.advance();
  const after = run.picture();
  expect(run.updates()).toBe(600);
  expect(after.updates).toBe(600);
  expect(after.p).toBeGreaterThan(0.8);
  expect(after.J ?? Infinity).toBeLessThan(before.J ?? 0);
});

test('RN2 it is the same run on every visit', () => {
  const [one, other] = [createLocalRun(), createLocalRun()];
  for (let i = 0; i < 50; i++) {
    one.advance();
    other.advance();
  }
  expect(one.picture()).toEqual(other.picture());
});
