// @vitest-environment node
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runningMean, spanOf } from './running-mean.ts';

const series = (losses: readonly number[], count = 1): readonly SeriesPoint[] =>
  losses.map((J, k) => ({ step: 1 + k * count, count, J: [J, J, J], rms: [J, J, J] }));
const J = (point: SeriesPoint): number => point.J[1];

test('the mean of fewer windows than the span is that of all', () => {
  expect(runningMean(series([1, 2, 6]), 50, J).map(({ y }) => y)).toEqual([1, 1.5, 3]);
});

test('the mean is of the last windows only', () => {
  expect(runningMean(series([9, 1, 2, 6]), 2, J).map(({ y }) => y)).toEqual([9, 5, 1.5, 4]);
});

test('a point of many windows weighs as many, and stands at its last step', () => {
  const points = [...series([4]), { step: 2, count: 3, J: [0, 8, 9], rms: [0, 0, 0] } satisfies SeriesPoint];
  expect(runningMean(points, 50, J)).toEqual([
    { x: 1, y: 4 },
    { x: 4, y: 7 },
  ]);
});

test('it agrees with a mean taken anew at every point', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 30 }),
      (losses, span) => {
        runningMean(series(losses), span, J).forEach(({ y }, k) => {
          const last = losses.slice(Math.max(0, k + 1 - span), k + 1);
          expect(y).toBeCloseTo(last.reduce((sum, value) => sum + value, 0) / last.length, 9);
        });
      },
    ),
  );
});

test('the span is a 1-2-5 number that grows with the run', () => {
  expect(spanOf([])).toBe(50);
  expect(spanOf(series([1, 1], 500))).toBe(50);
  expect(
    spanOf(
      series(
        Array.from({ length: 100 }, () => 1),
        120,
      ),
    ),
  ).toBe(500);
});
