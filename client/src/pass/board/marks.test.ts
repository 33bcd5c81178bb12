import { expect, test } from 'vitest';
import { column } from '../../picture/tensor.ts';
import { hasMarks, roundingBound, roundsToZero, type MarkOptions } from './marks.ts';
import { createPalette } from './palette.ts';

const options: MarkOptions = {
  scale: 0.5,
  palette: createPalette('light', 'gradients'),
  signs: false,
  line: 1,
  decimals: 3,
};
const grid = { left: 0, top: 0, rows: 2, columns: 1, cellWidth: 20, cellHeight: 20, blocks: 1, gap: 0 };
const marked = (...values: number[]) => hasMarks(column(Float64Array.from(values)), grid, options);

test('UI2 what prints as zero without being zero is not an exact zero', () => {
  const bound = roundingBound(options);
  expect([0.0004, -0.0004].map((value) => roundsToZero(value, bound))).toEqual([true, true]);
  expect([0, 0.0005, -0.0006].map((value) => roundsToZero(value, bound))).toEqual([false, false, false]);
});

test('UI2 where only the colour is shown, what has the colour of zero rounds to it', () => {
  const bound = roundingBound({ scale: 0.5, decimals: null });
  expect(roundsToZero(0.5 / 511, bound)).toBe(true);
  expect(roundsToZero(0.5 / 509, bound)).toBe(false);
});

test('UI2 exact zeros, rounded ones and clipped ones are marked; others, and a rounded picture’s zeros, are not', () => {
  expect([marked(0, 0.1), marked(1e-9, 0.1), marked(0.7, 0.1), marked(0.2, 0.1)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  const live = { ...column(Float64Array.of(0, 0.1)), rounded: 'level' } as const;
  expect(hasMarks(live, grid, options)).toBe(false);
});
