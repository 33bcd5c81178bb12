import { LOSS_POINTS_LIMIT } from '@deltaboard/shared/protocol/events.ts';
import type { LossPoint, SeriesPoint } from '@deltaboard/shared/training/series.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lossPoints, widthOf } from './loss-points.ts';

const exactly = (from: number, to: number, width = 1): LossPoint[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from + 1) / width)) }, (_, i) => {
    const step = from + i * width;
    const count = Math.min(width, to - step + 1);
    return { step, count, J: [1 / (step + count - 1), 1 / step, 1 / step] };
  });
const merged = (steps: number, width: number): SeriesPoint[] =>
  exactly(1, steps, width).map((point) => ({ ...point, rms: [0, 0, 0] }));

describe('TR8 a range of losses', () => {
  test('that is held is exact, step by step', () => {
    const exact = exactly(11, 900);
    expect(lossPoints(exact, merged(900, 4), 11, 900)).toEqual(
      exact.map((point) => ({ ...point, exact: true })),
    );
  });

  test('that is partly held has the curve where it is not', () => {
    const exact = [...exactly(1, 1000, 300), ...exactly(200_001, 300_000, 300)];
    const points = lossPoints(exact, merged(300_000, 256), 1, 300_000);
    expect(points.length).toBeLessThanOrEqual(LOSS_POINTS_LIMIT);
    expect(points.map(({ step }) => step)).toEqual(points.map(({ step }) => step).toSorted((a, b) => a - b));
    expect(points[0].step).toBe(1);
    const last = points[points.length - 1];
    expect(last.step + last.count - 1).toBe(300_000);
    expect(Math.max(...points.map(({ J }) => J[2]))).toBe(1);
    expect(Math.min(...points.map(({ J }) => J[0]))).toBe(1 / 300_000);
  });

  test('never has more points than the limit, and every step of it in one of them', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 400_000 }), fc.nat(400_000));
    fc.assert(
      fc.property(range, fc.integer({ min: 1001, max: 300_000 }), ([from, length], heldFrom) => {
        const [last, to] = [400_000, Math.min(400_000, from + length)];
        const width = widthOf(from, to);
        const exact = [
          ...exactly(from, Math.min(to, 1000), width),
          ...exactly(Math.max(from, heldFrom), to, width),
        ];
        const points = lossPoints(exact, merged(last, 256), from, to);
        expect(points.length).toBeLessThanOrEqual(LOSS_POINTS_LIMIT);
        let covered = from - 1;
        for (const { step, count } of points) {
          expect(step).toBeLessThanOrEqual(covered + 1);
          covered = Math.max(covered, step + count - 1);
        }
        expect(covered).toBeGreaterThanOrEqual(to);
      }),
      { numRuns: 40 },
    );
  });
});
