import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headOf, margin, softmax, targetOf, locationScore } from './head.ts';

const logisticHead = headOf('logistic');
const logisticLoss = {
  J: (s: number, y: number): number => logisticHead.J(Float64Array.of(s), y),
  derivative: (s: number, y: number): number => logisticHead.derivative(Float64Array.of(s), y)[0],
  probability: (s: number): number => logisticHead.probability?.(Float64Array.of(s)) ?? NaN,
};

const labels = fc.constantFrom(0 as const, 1 as const);
const scores = fc.double({ min: -30, max: 30, noNaN: true });

const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('MO2 S11 the logistic loss', () => {
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

  test('is finite for every finite s', () => {
    fc.assert(
      fc.property(anyFinite, labels, (s, y) => {
        expect(Number.isFinite(logisticLoss.J(s, y))).toBe(true);
        expect(Math.abs(logisticLoss.derivative(s, y))).toBeLessThanOrEqual(1);
      }),
    );
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

const several = fc.array(scores, { minLength: 2, maxLength: 5 }).map((s) => Float64Array.from(s));

/** ∂J/∂s by central differences with four points. */
function measured(J: (s: Float64Array) => number, s: Float64Array, k: number): number {
  const h = 1e-4;
  const at = (offset: number): number => J(s.map((score, i) => (i === k ? score + offset : score)));
  return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
}

describe('MO4 S11 softmax cross-entropy', () => {
  const head = headOf('softmax');

  test('is −log p_y with p = e^s / Σ e^s; of two labels it is the logistic loss of their difference', () => {
    expect(head.J(Float64Array.of(0, 0, 0), 2)).toBeCloseTo(Math.log(3), 15);
    fc.assert(
      fc.property(several, fc.nat(4), (s, label) => {
        const y = label % s.length;
        const p = softmax(s);
        expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 14);
        if (p[y] > 1e-300) expect(head.J(s, y)).toBeCloseTo(-Math.log(p[y]), 11);
        expect(head.J(s.slice(0, 2), 1)).toBeCloseTo(logisticLoss.J(s[1] - s[0], 1), 12);
      }),
    );
  });

  test('∂J/∂s = p − onehot(y) whose entry of y is −Σ of the others, and the slope of J', () => {
    fc.assert(
      fc.property(several, fc.nat(4), (s, label) => {
        const y = label % s.length;
        const slopes = head.derivative(s, y);
        expect(slopes.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 14);
        softmax(s).forEach((p, k) => {
          if (k === y) expect(Math.abs(slopes[k] - (p - 1))).toBeLessThan(4.5e-16);
          else expect(slopes[k]).toBe(p);
          expect(Math.abs(slopes[k] - measured((at) => head.J(at, y), s, k))).toBeLessThan(1e-9);
        });
      }),
    );
  });

  test('is finite for any finite scores whose difference is a number', () => {
    const far = fc.array(
      anyFinite.map((s) => s / 2),
      { minLength: 2, maxLength: 5 },
    );
    fc.assert(
      fc.property(far, fc.nat(4), (s, label) => {
        const y = label % s.length;
        expect(Number.isFinite(head.J(Float64Array.from(s), y))).toBe(true);
        expect(head.derivative(Float64Array.from(s), y).every((slope) => Math.abs(slope) <= 1)).toBe(true);
      }),
    );
  });

  test('is finite at scores of ±800', () => {
    expect(head.J(Float64Array.of(800, -800), 1)).toBe(1600);
    expect(Array.from(head.derivative(Float64Array.of(800, -800), 1))).toEqual([1, -1]);
  });

  test('LOCATION is found where its score is the highest', () => {
    expect(locationScore(Float64Array.of(1, 3, 2))).toBe(1);
    expect(locationScore(Float64Array.of(4, 3, 2))).toBe(-1);
    expect(targetOf('softmax', 3)).toBe(3);
    expect(targetOf('logistic', 3)).toBe(0);
  });
});

describe('MO5 MO7 S11 the margin', () => {
  const head = headOf('max-margin');

  test('J = max(0, 1 − s + s_c), its slopes −1 and 1, and all of it exactly 0 once it is satisfied', () => {
    expect(head.J(Float64Array.of(0.5, 0.25), 1)).toBe(0.75);
    expect(Array.from(head.derivative(Float64Array.of(0.5, 0.25), 1))).toEqual([-1, 1]);
    expect(head.J(Float64Array.of(2, 0.5), 1)).toBe(0);
    expect(Array.from(head.derivative(Float64Array.of(2, 0.5), 1))).toEqual([0, 0]);
    expect(head.probability).toBeNull();
  });

  test('is exact where the two scores swallow the 1', () => {
    expect(head.J(Float64Array.of(1e17, 1e17), 1)).toBe(1);
    expect(head.J(Float64Array.of(2, 1 + 2 ** -52), 1)).toBe(2 ** -52);
    expect(Array.from(head.derivative(Float64Array.of(1e17, 1e17), 1))).toEqual([-1, 1]);
  });

  test('at the hinge the slope is that of the flatter side', () => {
    expect(margin(Float64Array.of(1.5, 0.5))).toBe(0);
    expect(Array.from(head.derivative(Float64Array.of(1.5, 0.5), 1))).toEqual([0, 0]);
  });

  test('the slopes are those of J off the hinge', () => {
    fc.assert(
      fc.property(scores, scores, (s, corrupted) => {
        const pair = Float64Array.of(s, corrupted);
        fc.pre(Math.abs(margin(pair)) > 1e-3);
        head.derivative(pair, 1).forEach((slope, k) => {
          expect(Math.abs(slope - measured((at) => head.J(at, 1), pair, k))).toBeLessThan(1e-9);
        });
      }),
    );
  });
});
