// @vitest-environment node
import { expect, test } from 'vitest';
import { decimalsOf, readingText, scaleText } from './numbers.ts';

test('a reading has three decimals, or three digits where they would vanish', () => {
  expect(readingText(-0.7594)).toBe('−0.759');
  expect(readingText(12.3456)).toBe('12.346');
  expect(readingText(0.0035123)).toBe('0.00351');
  expect(readingText(-0.000557)).toBe('−0.000557');
});

test('very small and very large readings have a power of ten', () => {
  expect(readingText(-8.674e-6)).toBe('−8.67·10⁻⁶');
  expect(readingText(123456)).toBe('1.23·10⁵');
});

test('UI2 exactly zero is 0, what rounds to zero is not', () => {
  expect(readingText(0)).toBe('0');
  expect(readingText(1e-30)).toBe('1.00·10⁻³⁰');
});

test('the decimals of a picture follow its scale', () => {
  expect([10, 1, 0.5, 0.05, 0.005].map(decimalsOf)).toEqual([2, 3, 3, 4, 5]);
});

test('a scale is written as a 1-2-5 number', () => {
  expect([5, 0.5, 0.002, 2e-5].map(scaleText)).toEqual(['±5', '±0.5', '±0.002', '±2·10⁻⁵']);
});
