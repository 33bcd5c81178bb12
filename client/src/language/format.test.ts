import { expect, test } from 'vitest';
import { count, fixed, magnitude } from './format.ts';

test('a negative number has a true minus sign and its fixed digits', () => {
  expect(fixed(-0.0994)).toBe('−0.099');
  expect(fixed(1.5584)).toBe('1.558');
  expect(fixed(-12, 1)).toBe('−12.0');
});

test('what rounds to zero has no sign', () => {
  expect(fixed(-0.0004)).toBe('0.000');
  expect(fixed(-0)).toBe('0.000');
});

test('what is not finite is said as such', () => {
  expect(fixed(Number.NaN)).toBe('NaN');
  expect(fixed(-Infinity)).toBe('−∞');
});

test('an order of magnitude has one digit, or as many as are asked for, and a superscript power', () => {
  expect(magnitude(2.8e-17)).toBe('3·10⁻¹⁷');
  expect(magnitude(-5.2e-9)).toBe('−5·10⁻⁹');
  expect(magnitude(-0.001234, 3)).toBe('−1.23·10⁻³');
  expect(magnitude(4)).toBe('4·10⁰');
  expect(magnitude(0)).toBe('0');
});

test('thousands are separated', () => {
  expect(count(1204)).toBe('1,204');
  expect(count(999)).toBe('999');
  expect(count(1234567)).toBe('1,234,567');
  expect(count(398.4)).toBe('398');
});
