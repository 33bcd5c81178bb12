import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nonLinearities, nonLinearityNames, type NonLinearityName } from './non-linearity.ts';

const STEP = 1e-4;

describe.each(nonLinearityNames)('%s', (name) => {
  const { f, derivative, kinks } = nonLinearities[name];

  test('MO3 S3 f′ is the slope of f, by central differences, everywhere but at a kink', () => {
    const property = fc.property(fc.double({ min: -12, max: 12, noNaN: true }), (z) => {
      fc.pre(kinks.every((kink) => Math.abs(z - kink) > 2 * STEP));
      const near = f(z + STEP) - f(z - STEP);
      const far = f(z + 2 * STEP) - f(z - 2 * STEP);
      expect(Math.abs((8 * near - far) / (12 * STEP) - derivative(z))).toBeLessThan(1e-9);
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('is continuous at its kinks, and finite with its derivative at any finite z', () => {
    for (const kink of kinks) expect(f(kink + 1e-12) - f(kink - 1e-12)).toBeCloseTo(0, 11);
    for (const z of [0, -0, 1e-300, -1e-300, 40, -40, 800, -800, 1e150, -1e150]) {
      expect(Number.isFinite(f(z)), `f(${z})`).toBe(true);
      expect(Number.isFinite(derivative(z)), `f′(${z})`).toBe(true);
    }
  });
});

describe('S3 known values', () => {
  test.each([
    ['relu', -2, 0, 0],
    ['relu', 3, 3, 1],
    ['leakyRelu', -2, -0.02, 0.01],
    ['leakyRelu', 3, 3, 1],
    ['hardTanh', -3, -1, 0],
    ['hardTanh', 0.25, 0.25, 1],
    ['hardTanh', 3, 1, 0],
    ['identity', -7, -7, 1],
    ['logistic', 0, 0.5, 0.25],
    ['tanh', 0, 0, 1],
  ] as const)('%s at z = %d: f = %d, f′ = %d', (name, z, value, slope) => {
    expect(nonLinearities[name].f(z)).toBe(value);
    expect(nonLinearities[name].derivative(z)).toBe(slope);
  });

  // z, zΦ(z) and Φ(z) + zφ(z), computed with 60 digits (mpmath 1.3)
  test.each([
    [0, 0, 0.5],
    [0.5, 0.34573123063700656, 0.8674951246561629],
    [1, 0.8413447460685429, 1.0833154705876864],
    [-1, -0.15865525393145705, -0.0833154705876863],
    [2, 1.9544997361036416, 1.085231801078197],
    [-3, -0.0040496940948902835, -0.011945647204183927],
  ])('GELU is exact at z = %d', (z, value, slope) => {
    expect(nonLinearities.gelu.f(z)).toBeCloseTo(value, 15);
    expect(nonLinearities.gelu.derivative(z)).toBeCloseTo(slope, 15);
  });
});

test('GR6 f′ at a kink is 0 for ReLU and hard tanh, 1/100 for leaky ReLU', () => {
  const stated: Partial<Record<NonLinearityName, number>> = { relu: 0, leakyRelu: 0.01, hardTanh: 0 };
  for (const name of nonLinearityNames) {
    const { derivative, kinks } = nonLinearities[name];
    expect(kinks.map(derivative)).toEqual(kinks.map(() => stated[name]));
  }
  expect(nonLinearities.relu.derivative(-0)).toBe(0);
});
