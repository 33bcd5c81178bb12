import { expect, test } from 'vitest';
import { depths, overDepth, overWidth, widths } from './growth.ts';

const shape = { inputs: 50, outputs: 1 };
const last = <T>(list: readonly T[]): T => list[list.length - 1];

test('LB5 S7 reuse of δ grows with n like the network, from scratch by one chain a parameter, full Jacobians with n³', () => {
  const growth = (depth: number, of: 'fullJacobians' | 'fromScratch' | 'deltaReused'): number => {
    const counts = overWidth(shape, depth).map((point) => point.counts[of]);
    return last(counts) / counts[counts.length - 2];
  };
  expect(growth(1, 'deltaReused')).toBeGreaterThan(1.9);
  expect(growth(1, 'deltaReused')).toBeLessThan(2.1);
  expect(growth(3, 'deltaReused')).toBeGreaterThan(3.5);
  expect(growth(3, 'deltaReused')).toBeLessThan(4.1);
  expect(growth(3, 'fullJacobians')).toBeGreaterThan(7.5);
  expect(growth(3, 'fullJacobians')).toBeLessThan(8.1);
});

test('LB5 with δ reused each layer costs the same, from scratch each costs more than the one above', () => {
  const steps = (of: 'fromScratch' | 'deltaReused'): number[] => {
    const counts = overDepth(shape, 50).map((point) => point.counts[of]);
    return counts.slice(1).map((value, k) => value - counts[k]);
  };
  const [reused, scratch] = [steps('deltaReused'), steps('fromScratch')];
  expect(new Set(reused).size).toBe(1);
  scratch.slice(1).forEach((step, k) => expect(step).toBeGreaterThan(scratch[k]));
});

test('LB5 the axes are those of the family, and reuse never costs more', () => {
  expect(widths).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
  expect(depths).toEqual([0, 1, 2, 3, 4]);
  for (const depth of depths) {
    for (const { counts } of overWidth(shape, depth)) {
      expect(counts.deltaReused).toBeLessThanOrEqual(counts.fromScratch);
      expect(counts.deltaReused).toBeLessThanOrEqual(counts.fullJacobians);
    }
  }
});
