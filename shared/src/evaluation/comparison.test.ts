import { describe, expect, it } from 'vitest';
import { comparedSteps, COMPARED_POINTS, isWithinSpread, seedOf, spreadOf } from './comparison.ts';

describe('CR2 what is trained', () => {
  it('each is judged at equal distances, the last time at its end', () => {
    expect(comparedSteps(800, 1)).toEqual([100, 200, 300, 400, 500, 600, 700, 800]);
    expect(comparedSteps(3, 1)).toEqual([1, 2, 3]);
    expect(comparedSteps(1001, 4)).toHaveLength(COMPARED_POINTS);
    expect(comparedSteps(1001, 4).at(-1)).toBe(1001);
    expect(comparedSteps(20_000, 20)).toEqual(Array.from({ length: 40 }, (_, k) => 500 * (k + 1)));
  });

  it('seeds follow one another, and stay seeds', () => {
    expect([0, 1, 2].map((k) => seedOf(7, k))).toEqual([7, 8, 9]);
    expect(seedOf(0xffffffff, 1)).toBe(0);
  });
});

describe('CR3 what is a difference', () => {
  it('ranges that meet may be the seeds’ alone', () => {
    const one = spreadOf([0.5, 0.6, 0.7]);
    expect(one).toMatchObject({ least: 0.5, greatest: 0.7 });
    expect(one.mean).toBeCloseTo(0.6, 12);
    expect(isWithinSpread(one, spreadOf([0.65, 0.8, 0.9]))).toBe(true);
    expect(isWithinSpread(spreadOf([0.7, 0.8]), one)).toBe(true);
    expect(isWithinSpread(one, spreadOf([0.71, 0.8, 0.9]))).toBe(false);
    expect(isWithinSpread(spreadOf([0.71]), one)).toBe(false);
  });
});
