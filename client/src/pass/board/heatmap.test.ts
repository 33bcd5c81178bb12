// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gainOf, needsLightText, paint } from './heatmap.ts';
import { createPalette, LEVELS } from './palette.ts';

const palette = createPalette('light', 'values');
const painted = (values: readonly number[], scale: number) => {
  const image = new Uint32Array(values.length);
  paint(Float64Array.from(values), gainOf(scale), palette, image);
  return [...image];
};
const level = (k: number): number => palette.colours[LEVELS + k];

test('zero is paper', () => {
  expect(painted([0, -0], 0.5)).toEqual([level(0), level(0)]);
});

test('the scale’s ends have the last colours', () => {
  expect(painted([-0.5, 0.5], 0.5)).toEqual([level(-LEVELS), level(LEVELS)]);
});

test('what lies beyond the scale is drawn as its end', () => {
  expect(painted([-7, 9, Infinity], 0.5)).toEqual([level(-LEVELS), level(LEVELS), level(LEVELS)]);
});

test('what is no number has a colour of its own', () => {
  expect(painted([Number.NaN], 1)).toEqual([palette.notANumber]);
  expect([...palette.colours]).not.toContain(palette.notANumber);
});

test('a value is rounded to the nearest of 511 levels, alike on both sides of zero', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (value) => {
      const [plus, minus] = painted([value, -value], 1);
      // Halfway between two levels either is the nearest.
      fc.pre(Math.abs(Math.abs((value * LEVELS) % 1) - 0.5) > 1e-9);
      expect(plus).toBe(level(Math.round(value * LEVELS)));
      expect(minus).toBe(level(-Math.round(value * LEVELS)));
    }),
  );
});

test('text on a dark level is light', () => {
  expect(needsLightText(1, 1, palette)).toBe(true);
  expect(needsLightText(0.1, 1, palette)).toBe(false);
  expect(needsLightText(-50, 1, palette)).toBe(needsLightText(-1, 1, palette));
});
