import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { expect, test } from 'vitest';
import { heightOf, lossScale } from './loss-scale.ts';

const dots = (...losses: readonly number[]): readonly LossPoint[] =>
  losses.map((J, k) => ({ step: k + 1, count: 1, J: [J, J, J] }));

test('UI41 the axis of J goes from a power of ten below the least to a 1-2-5 number above the greatest', () => {
  expect(lossScale(dots(0.7, 0.03))).toEqual({ top: 1, bottom: 0.01, marks: [0.01, 0.1, 1] });
  expect(lossScale(dots(2.4, 0.5))).toEqual({ top: 5, bottom: 0.1, marks: [0.1, 1] });
  expect(lossScale(dots(0.5))).toEqual({ top: 0.5, bottom: 0.1, marks: [0.1] });
  expect(lossScale([])).toEqual({ top: 1, bottom: 0.1, marks: [0.1, 1] });
});

test('UI41 a band is in sight up to its greatest, unless that is far above every mean, and a power of ten below its mean', () => {
  const band = (most: number): LossPoint => ({ step: 1, count: 100, J: [0, 0.3, most] });
  expect(lossScale([band(1.7)])).toMatchObject({ top: 2, bottom: 0.01 });
  expect(lossScale([band(1e9)])).toMatchObject({ top: 5, bottom: 0.01 });
});

test('UI41 it has five powers of ten at the most, and zero and what is not finite do not move it', () => {
  expect(lossScale(dots(1, 1e-12, 0, NaN, Infinity))).toMatchObject({ top: 1, bottom: 1e-5 });
});

test('UI41 equal factors are equal distances; what lies beyond an edge stands at it', () => {
  const scale = lossScale(dots(1, 0.01));
  expect([1, 0.1, 0.01].map((J) => heightOf(J, scale))).toEqual([0, 0.5, 1]);
  expect([0, -1, 1e-9].map((J) => heightOf(J, scale))).toEqual([1, 1, 1]);
  expect([2, Infinity, NaN].map((J) => heightOf(J, scale))).toEqual([0, 0, 0]);
});
