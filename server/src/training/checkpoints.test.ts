import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHECKPOINT_BYTES,
  CHECKPOINT_INTERVAL,
  CHECKPOINTS_LIMIT,
  checkpointsOn,
  createCheckpointMemory,
  RECENT_STEPS,
} from './checkpoints.ts';

const main = [{ branch: 0, upTo: Infinity }];
const fork = [
  { branch: 1, upTo: Infinity },
  { branch: 0, upTo: 1000 },
];

function filled(parameters: number, steps: number, lineage = main) {
  const memory = createCheckpointMemory(parameters);
  const checkpoints = checkpointsOn(memory, parameters);
  const theta = new Float32Array(parameters);
  for (let step = 1; step <= steps; step++) {
    if (checkpoints.isDue(step)) checkpoints.keep(lineage, step, theta.fill(step));
  }
  return { memory, checkpoints };
}

describe('RN10 checkpoints', () => {
  it.each([1, 417, 25_300, 1_000_000])('of %i parameters stay within their memory', (parameters) => {
    const { byteLength } = createCheckpointMemory(parameters);
    expect(byteLength).toBeLessThanOrEqual(CHECKPOINT_BYTES);
    expect(byteLength / (4 * (parameters + 2))).toBeLessThanOrEqual(CHECKPOINTS_LIMIT);
    expect(byteLength).toBeGreaterThan(0);
  });

  it('every 250 steps over the last 10,000; the older ones evenly thinned', () => {
    const steps = 1_000_000;
    const { checkpoints } = filled(4, steps);
    const kept = checkpoints.of(0);
    expect(kept).toHaveLength(CHECKPOINTS_LIMIT);
    const gaps = kept.map((step, i) => step - (kept[i - 1] ?? 0));
    const recent = kept.filter((step) => step > steps - RECENT_STEPS);
    expect(recent).toHaveLength(RECENT_STEPS / CHECKPOINT_INTERVAL);
    // An even spread of the older ones has gaps of about 2,100.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * (steps / (CHECKPOINTS_LIMIT - recent.length)));
  });

  it('a model so large that few fit has them further apart', () => {
    const steps = 60_000;
    const { checkpoints } = filled(1_000_000, steps);
    const kept = checkpoints.of(0);
    const recent = kept.filter((step) => step > steps - RECENT_STEPS);
    expect(kept.length).toBeLessThanOrEqual(7);
    expect(recent.length).toBeGreaterThanOrEqual(2);
    expect(kept.length).toBeGreaterThan(recent.length);
  });

  it('the nearest is the newest before, with its own bits', () => {
    const { checkpoints } = filled(3, 5000);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6000 }), (updates) => {
        const expected = Math.min(5000, Math.floor(updates / CHECKPOINT_INTERVAL) * CHECKPOINT_INTERVAL);
        const found = checkpoints.nearest(main, updates);
        if (expected === 0) expect(found).toBe(null);
        else expect(found).toEqual({ updates: expected, snapshot: new Float32Array(3).fill(expected) });
      }),
    );
  });

  it('a branch has those of its ancestor up to where it left, and the ancestor none of the branch', () => {
    const { memory, checkpoints } = filled(2, 2000);
    checkpoints.keep(fork, 1250, Float32Array.of(-1, -1));
    const again = checkpointsOn(memory, 2);
    expect(again.nearest(fork, 1100)).toMatchObject({ updates: 1000 });
    expect(again.nearest(fork, 1999)).toEqual({ updates: 1250, snapshot: Float32Array.of(-1, -1) });
    expect(again.nearest(main, 1300)).toEqual({ updates: 1250, snapshot: Float32Array.of(1250, 1250) });
    again.drop(0, 1300);
    expect(again.nearest(main, 2000)).toMatchObject({ updates: 1250 });
    expect(again.of(1)).toEqual([1250]);
  });
});
