import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { expect, test } from 'vitest';
import { curveOf, epochEnds, pointAt, pointsIn, uprights } from './curve.ts';

const exact = (steps: number): readonly LossPoint[] =>
  Array.from({ length: steps }, (_, k) => ({ step: k + 1, count: 1, J: [k / 100, k / 100, k / 100] }));

test('UI12 a step by itself is a dot at its exact J', () => {
  const { dots, band, mean, scale } = curveOf(
    [
      { step: 1, count: 1, J: [0.5, 0.5, 0.5] },
      { step: 10, count: 1, J: [0.05, 0.05, 0.05] },
    ],
    { from: 0, to: 20 },
  );
  expect(scale).toMatchObject({ top: 0.5, bottom: 0.01 });
  expect([dots, band, mean]).toEqual(['M50 0h0M500 58.9h0', '', '']);
});

test('UI12 of more steps the band reaches from the least to the greatest J, over all of them', () => {
  const { dots, band, mean, clipped } = curveOf([{ step: 1, count: 10, J: [0.1, 0.5, 0.5] }], {
    from: 0,
    to: 20,
  });
  expect([dots, clipped]).toEqual(['', '']);
  expect(band).toBe('M25 0H525V41.1H25Z');
  expect(mean).toBe('M275 0');
});

test('UI12 UI41 what is above the upper edge, below the lower one, or no finite number, is marked as clipped', () => {
  const points: LossPoint[] = [
    { step: 1, count: 2, J: [0, 0.4, 7] },
    { step: 3, count: 1, J: [NaN, NaN, NaN] },
    { step: 4, count: 1, J: [0, 0, 0] },
  ];
  const { scale, clipped, dots } = curveOf(points, { from: 0, to: 10 });
  expect(scale.top).toBe(5);
  expect(clipped).toBe('M50 0H250M300 0h0M400 100h0');
  expect(dots).toBe('M300 0h0M400 100h0');
});

test('TR6 merging for the screen keeps least, mean and greatest of every step', () => {
  const points = exact(10_000);
  const drawn = pointsIn(points, { from: 0, to: 10_000 });
  expect(drawn.length).toBeLessThanOrEqual(241);
  expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  for (const { step, count, J } of drawn) {
    const [first, last] = [(step - 1) / 100, (step + count - 2) / 100];
    expect(J[0]).toBe(first);
    expect(J[1]).toBeCloseTo((first + last) / 2, 9);
    expect(J[2]).toBe(last);
  }
  expect(pointsIn(points, { from: 400, to: 420 })).toEqual(points.slice(399, 420));
});

test('the point of a step', () => {
  const points: LossPoint[] = [{ step: 1, count: 4, J: [0, 1, 2] }, ...exact(6).slice(5)];
  expect(pointAt(points, 4)).toBe(points[0]);
  expect(pointAt(points, 5)).toBeNull();
  expect(pointAt(points, 6)?.count).toBe(1);
});

test('epochs have a mark each where they fit, otherwise some of them', () => {
  expect(epochEnds(1000, { from: 0, to: 3000 })).toEqual([1000, 2000, 3000]);
  expect(epochEnds(1000, { from: 1500, to: 2500 })).toEqual([2000]);
  expect(epochEnds(10, { from: 0, to: 3000 }).length).toBeLessThanOrEqual(40);
  expect(uprights([0, 5, 30], { from: 0, to: 10 }, 80, 100)).toBe('M0 80V100M500 80V100');
});
