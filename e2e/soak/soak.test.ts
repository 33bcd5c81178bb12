/** What a soak computes from what it has measured. */
import { describe, expect, test } from 'vitest';
import { slopeOf } from '../slope.ts';
import { chart } from './chart.ts';
import { bucketsOf, quantileBetween } from './histogram.ts';

describe('SK2 a straight line by least squares', () => {
  test('through points that lie on one is that line, without an error', () => {
    const { slope, error } = slopeOf([0, 1, 2, 5].map((x) => [x, 3 - 2 * x] as const));
    expect(slope).toBeCloseTo(-2, 12);
    expect(error).toBeCloseTo(0, 12);
  });

  test('through others has the slope and the standard error of the textbook', () => {
    const { slope, error } = slopeOf([
      [1, 2],
      [2, 1],
      [3, 4],
      [4, 3],
    ]);
    expect(slope).toBeCloseTo(0.6, 12);
    expect(error).toBeCloseTo(Math.sqrt(3.2 / 2 / 5), 12);
  });
});

describe('SK2 quantiles of a histogram between two readings', () => {
  const reading = (counts: readonly number[]): string =>
    ['0.01', '0.1', '+Inf'].map((le, k) => `age_bucket{le="${le}"} ${counts[k]}`).join('\n');
  const between = (before: readonly number[], after: readonly number[], share: number): number =>
    quantileBetween(bucketsOf(reading(before), 'age'), bucketsOf(reading(after), 'age'), share);

  test('lie in their bucket, at the place of their rank', () => {
    expect(between([0, 0, 0], [10, 20, 20], 0.5)).toBeCloseTo(0.01, 12);
    expect(between([5, 5, 5], [5, 15, 15], 0.5)).toBeCloseTo(0.055, 12);
  });

  test('beyond the last bound are that bound; of nothing there are none', () => {
    expect(between([0, 0, 0], [0, 0, 9], 0.99)).toBe(0.1);
    expect(between([1, 2, 3], [1, 2, 3], 0.5)).toBeNaN();
  });
});

test('SK2 the chart has a line for each series, and says its slope', () => {
  const line = {
    name: 'resident <MB>',
    colour: '#123456',
    points: [
      [0, 100],
      [10, 110],
    ] as const,
    slope: { slope: 1, error: 0.25 },
  };
  const drawn = chart([{ title: 'Memory', unit: 'MB', lines: [line] }], 10, 'a soak');
  expect(drawn).toContain('1.000 ± 0.250 MB a minute');
  expect(drawn).toContain('resident &lt;MB>');
  expect(drawn.match(/stroke="#123456" stroke-width="1.5"/g)).toHaveLength(1);
});
