import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSampler } from './sampling.ts';

const labels = fc
  .array(fc.constantFrom(0, 1), { minLength: 4, maxLength: 200 })
  .map((list) => Uint8Array.from(list));
const drawn = (sampler: ReturnType<typeof createSampler>, epoch: number): number[] =>
  Array.from({ length: sampler.epochLength }, (_, i) =>
    sampler.windowOf(epoch * sampler.epochLength + i + 1),
  );

describe('sampling', () => {
  it('TR2 naturally, an epoch is one pass: every window once, in another order each time', () => {
    fc.assert(
      fc.property(labels, fc.nat(), (y, seed) => {
        const sampler = createSampler(y, { kind: 'natural' }, seed);
        for (const epoch of [0, 3])
          expect(drawn(sampler, epoch).toSorted((a, b) => a - b)).toEqual([...y.keys()]);
      }),
    );
  });

  it('TR2 with a share, every other window occurs once and the LOCATION windows in turn', () => {
    fc.assert(
      fc.property(labels, fc.integer({ min: 2, max: 8 }), fc.nat(), (y, oneIn, seed) => {
        fc.pre(y.includes(0) && y.includes(1));
        const sampler = createSampler(y, { kind: 'location-share', oneIn }, seed);
        const counts = new Map<number, number>();
        for (const window of drawn(sampler, 1)) counts.set(window, (counts.get(window) ?? 0) + 1);
        const of = (label: number): number[] =>
          [...y.keys()].filter((w) => y[w] === label).map((w) => counts.get(w) ?? 0);
        expect(new Set(of(0))).toEqual(new Set([1]));
        expect(Math.max(...of(1)) - Math.min(...of(1))).toBeLessThanOrEqual(1);
        expect(Math.min(...of(1))).toBeGreaterThanOrEqual(1);
        const wanted = Math.max(of(1).length, Math.round(of(0).length / (oneIn - 1)));
        expect(of(1).reduce((a, b) => a + b)).toBe(wanted);
        expect(sampler.locationShare).toBeCloseTo(wanted / sampler.epochLength, 12);
      }),
    );
  });

  it('TR2 the window of a step does not depend on which steps were asked before', () => {
    const y = Uint8Array.from({ length: 50 }, (_, i) => (i % 7 === 0 ? 1 : 0));
    const straight = createSampler(y, { kind: 'natural' }, 3);
    const expected = Array.from({ length: 150 }, (_, i) => straight.windowOf(i + 1));
    const jumping = createSampler(y, { kind: 'natural' }, 3);
    for (const step of [149, 1, 75, 51, 50, 150, 2]) expect(jumping.windowOf(step)).toBe(expected[step - 1]);
  });

  it('TR11 of pairs an epoch is every LOCATION window once, each with a seeded draw of one that is not', () => {
    fc.assert(
      fc.property(labels, fc.nat(), (y, seed) => {
        fc.pre(y.includes(0) && y.includes(1));
        const sampler = createSampler(y, { kind: 'location-share', oneIn: 5 }, seed, true);
        const locations = [...y.keys()].filter((window) => y[window] === 1);
        expect(drawn(sampler, 2).toSorted((a, b) => a - b)).toEqual(locations);
        const again = createSampler(y, { kind: 'natural' }, seed, true);
        for (const draw of [90, 3, 1]) {
          expect(y[sampler.corruptedOf(draw)]).toBe(0);
          expect(again.corruptedOf(draw)).toBe(sampler.corruptedOf(draw));
        }
      }),
    );
  });

  it('TR11 every window that is not LOCATION is drawn as often as any other', () => {
    const y = Uint8Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? 1 : 0));
    const sampler = createSampler(y, { kind: 'natural' }, 3, true);
    const counts = new Map<number, number>();
    for (let draw = 1; draw <= 4000; draw++) {
      const window = sampler.corruptedOf(draw);
      counts.set(window, (counts.get(window) ?? 0) + 1);
    }
    expect(counts.size).toBe(40);
    // χ² with 39 degrees of freedom: above 72.1 once in a thousand.
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
    expect(chi).toBeLessThan(72.1);
  });
});
