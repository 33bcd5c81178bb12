import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logisticLoss } from './objective.ts';

const labels = fc.constantFrom(0 as const, 1 as const);
const scores = fc.double({ min: -30, max: 30, noNaN: true });

describe('S11 the logistic loss', () => {
  test('is −log p(y): log 2 at s = 0, and known values at s = 2', () => {
    expect(logisticLoss.J(0, 0)).toBeCloseTo(0.6931471805599453, 15);
    expect(logisticLoss.J(0, 1)).toBeCloseTo(0.6931471805599453, 15);
    expect(logisticLoss.J(2, 1)).toBeCloseTo(0.12692801104297252, 15);
    expect(logisticLoss.J(2, 0)).toBeCloseTo(2.1269280110429727, 15);
  });

  test('is stable at s = ±800: |s| when wrong, 0 when right, never infinite', () => {
    expect(logisticLoss.J(800, 1)).toBe(0);
    expect(logisticLoss.J(800, 0)).toBe(800);
    expect(logisticLoss.J(-800, 1)).toBe(800);
    expect(logisticLoss.J(-800, 0)).toBe(0);
    expect(logisticLoss.derivative(800, 0)).toBe(1);
    expect(logisticLoss.derivative(-800, 1)).toBe(-1);
    expect(logisticLoss.derivative(800, 1)).toBeCloseTo(0, 300);
    expect(logisticLoss.derivative(-800, 0)).toBeCloseTo(0, 300);
  });

  test('J(s, y) = softplus(s) − y·s', () => {
    const property = fc.property(scores, labels, (s, y) => {
      expect(Math.abs(logisticLoss.J(s, y) - (logisticLoss.J(s, 0) - y * s))).toBeLessThan(1e-14);
    });
    fc.assert(property);
  });

  test('S5 ∂J/∂s = p − y', () => {
    const property = fc.property(scores, labels, (s, y) => {
      expect(Math.abs(logisticLoss.derivative(s, y) - (logisticLoss.probability(s) - y))).toBeLessThan(
        2.3e-16,
      );
    });
    fc.assert(property);
  });

  test('∂J/∂s is the slope of J, by central differences', () => {
    const property = fc.property(scores, labels, (s, y) => {
      const h = 1e-4;
      const J = (offset: number): number => logisticLoss.J(s + offset, y);
      const measured = (8 * (J(h) - J(-h)) - (J(2 * h) - J(-2 * h))) / (12 * h);
      expect(Math.abs(measured - logisticLoss.derivative(s, y))).toBeLessThan(1e-9);
    });
    fc.assert(property);
  });

  test('keeps its precision where 1 − p would lose it: p − 1 at s = 40 is −e⁻⁴⁰', () => {
    expect(logisticLoss.derivative(40, 1) / -4.248354255291589e-18).toBeCloseTo(1, 14);
  });
});
