import { describe, expect, test } from 'vitest';
import { agreement, worstAgreement } from './agreement.ts';

describe('GR4 agreement', () => {
  test('is the largest difference over max(1, max|a|, max|b|), and names its entry', () => {
    expect(agreement('b1', Float64Array.of(1, 2, -8), Float64Array.of(1, 2.5, -8))).toEqual({
      tensor: 'b1',
      difference: 0.5 / 8,
      entry: 1,
    });
  });

  test('is absolute for small entries, and zero for equal ones', () => {
    expect(agreement('u', Float64Array.of(0.001), Float64Array.of(0.002)).difference).toBeCloseTo(0.001, 15);
    expect(agreement('u', Float64Array.of(0.25, 0), Float64Array.of(0.25, 0)).difference).toBe(0);
    expect(agreement('u', new Float64Array(), new Float64Array()).difference).toBe(0);
  });

  test.each([
    [NaN, 1],
    [1, NaN],
    [NaN, NaN],
    [Infinity, 1],
    [-Infinity, Infinity],
    [Infinity, Infinity],
  ])('of %d and %d is infinite, wherever it stands', (a, b) => {
    const found = agreement('z1', Float64Array.of(3, a, 9), Float64Array.of(4, b, 0));
    expect(found).toEqual({ tensor: 'z1', difference: Infinity, entry: 1 });
  });

  test('refuses another length', () => {
    expect(() => agreement('x', new Float64Array(2), new Float64Array(3))).toThrow(RangeError);
  });

  test('of two gradients is that of their worst tensor; the names must be the same', () => {
    const a = new Map([
      ['s', Float64Array.of(1)],
      ['u', Float64Array.of(2, 3)],
    ]);
    const b = new Map([
      ['s', Float64Array.of(1)],
      ['u', Float64Array.of(2, 4)],
    ]);
    expect(worstAgreement(a, b)).toEqual({ tensor: 'u', difference: 0.25, entry: 1 });
    const more = new Map(b).set('x', Float64Array.of(0));
    expect(() => worstAgreement(a, more)).toThrow(RangeError);
    expect(() => worstAgreement(more, a)).toThrow(RangeError);
  });
});
