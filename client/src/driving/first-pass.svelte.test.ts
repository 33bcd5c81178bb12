import { beforeEach, expect, test } from 'vitest';
import { FirstPass } from './first-pass.svelte.ts';

const paused = (step: number, operation: number) => ({
  status: 'paused' as const,
  cursor: { run: 0, branch: 0, step, example: 0, operation },
  because: 'driver' as const,
});

beforeEach(() => localStorage.clear());

test('UI28 the cue stands until a pass has been walked, in this browser, and never comes back', () => {
  const first = new FirstPass();
  for (let operation = 5; operation <= 13; operation++) {
    first.see(paused(1, operation), true);
    expect(first.isDue).toBe(true);
  }
  first.see(paused(2, 0), true);
  expect(first.isDue).toBe(false);
  first.see(paused(1, 5), true);
  expect(first.isDue).toBe(false);
  expect(new FirstPass().isDue).toBe(false);
});

test('UI28 what others drive is not one’s own first pass', () => {
  const first = new FirstPass();
  first.see(paused(9, 0), false);
  first.see({ status: 'running', run: 0, branch: 0 }, false);
  expect(first.isDue).toBe(true);
  first.see({ status: 'running', run: 0, branch: 0 }, true);
  expect(first.isDue).toBe(false);
});
