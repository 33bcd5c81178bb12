import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { commandsOf, commitChange, newRun, reached, type Run } from '@deltaboard/shared/training/run.ts';
import { configurations } from '@deltaboard/shared/training/testing/configurations.ts';
import { tinyConfiguration } from '@deltaboard/shared/training/testing/tiny-run.ts';
import { checkpointsOn } from './checkpoints.ts';
import { packRun, unpackRun } from './run-cache.ts';
import { createRunMemory } from './run-memory.ts';
import { memoryOf, onTestClock, straight } from './testing/loop-on-clock.ts';

const change = (value: number) => ({ setting: 'learningRate', value }) as const;
const everything = (): number => Infinity;

/** A run with a branch that left it at `fork`, both computed as far as that. */
function branched(configuration: Configuration, last: number, fork: number) {
  const test = onTestClock({ configuration });
  test.seek(last + 1, 0);
  const { run, branch } = commitChange(reached(newRun(configuration), 0, last), 0, fork, change(0.3));
  test.loop.follow(test.memory.branch(run, branch), fork);
  test.seek(last + 1, 0);
  return { run: reached(run, branch, last), memory: test.memory };
}

/** What stands at the end of a step of a branch, gone to from a new loop on that memory. */
function standingAt(run: Run, memory: ReturnType<typeof memoryOf>, branch: number, step: number) {
  const { configuration } = run;
  const test = onTestClock({ configuration, branch: memory.branch(run, branch) }, run, memory);
  const { moment, checkpoint } = test.seek(step + 1, 0);
  return { moment, checkpoint, losses: memory.record(run, branch).losses(step, step, 1), test };
}

const at = (...places: readonly (readonly [branch: number, step: number])[]) =>
  places.map(([branch, step]) => ({ branch, step }));

describe('RN16 the cache of a run', () => {
  it('changes no bit of any place: with it, without it, and where one byte of it is wrong', () => {
    fc.assert(
      fc.property(
        configurations,
        fc.integer({ min: 300, max: 1500 }),
        fc.nat(299),
        fc.array(fc.record({ branch: fc.nat(1), step: fc.integer({ min: 1, max: 1600 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (configuration, last, fork, places, where, flip) => {
          const { run, memory } = branched(configuration, last, fork);
          const cache = packRun(run, memory, [1, 0], everything);
          const [warm, cold, spoilt] = [memoryOf(run), memoryOf(run), memoryOf(run)];
          expect(unpackRun(cache, run, warm)).toBe(true);
          const wrong = cache.slice();
          wrong[where % wrong.length] ^= flip;
          expect(unpackRun(wrong, run, spoilt)).toBe(false);
          expect(spoilt.branches).toEqual([]);
          for (const { branch, step } of places) {
            const { moment, checkpoint } = standingAt(run, cold, branch, step);
            for (const other of [warm, spoilt]) {
              expect(standingAt(run, other, branch, step)).toMatchObject({ moment, checkpoint });
            }
            expect(checkpoint).toEqual(straight(step, commandsOf(run, branch), configuration).snapshot());
            const [held] = warm.record(run, branch).losses(step, step, 1);
            expect(held).toEqual(cold.record(run, branch).losses(step, step, 1)[0]);
          }
        },
      ),
      {
        numRuns: 15,
        // One branch has gone further than the other on the steps that they share.
        examples: [
          [tinyConfiguration, 300, 250, at([1, 1], [0, 250], [1, 251]), 0, 1],
          [tinyConfiguration, 300, 250, at([1, 200], [0, 220], [0, 240]), 0, 1],
          [tinyConfiguration, 300, 250, at([1, 260], [0, 10], [0, 300]), 0, 1],
        ],
      },
    );
  });

  it('is known, not told or evaluated again, and goes on where it ended', () => {
    const { run, memory } = branched(tinyConfiguration, 1300, 150);
    const again = memoryOf(run);
    unpackRun(packRun(run, memory, [1, 0], everything), run, again);
    for (const branch of [0, 1]) {
      expect(again.record(run, branch).last).toBe(1300);
      expect(again.record(run, branch).losses(1, 2000, 1)).toEqual(
        memory.record(run, branch).losses(1, 2000, 1),
      );
    }
    const { test } = standingAt(run, again, 1, 1310);
    expect(test.park()).toMatchObject({ known: 1310 });
    expect(test.evaluations.map(({ step }) => step).filter((step) => step <= 1200)).toEqual([]);
    expect(again.record(run, 1).losses(1, 2000, 1)).toHaveLength(1310);
  });

  it('of a long run stays below 3 MB: the newest checkpoint, older ones ever further apart, first and last losses', () => {
    const run = newRun(tinyConfiguration);
    const length = 25_000;
    const memory = createRunMemory(length);
    const record = memory.record(run, 0);
    for (let step = 1; step <= 150_000; step++) record.add(step);
    const checkpoints = checkpointsOn(memory.checkpoints, length);
    const [{ lineage }] = [memory.branch(run, 0)];
    for (let step = 500; step <= 150_000; step += 500) {
      checkpoints.keep(lineage, step, new Float32Array(length).fill(step));
    }
    const cache = packRun(run, memory, [0], everything);
    expect(cache.length).toBeLessThan(3_000_000);
    const again = createRunMemory(length);
    expect(unpackRun(cache, run, again)).toBe(true);
    const kept = checkpointsOn(again.checkpoints, length).of(0).toReversed();
    expect(kept[0]).toBe(150_000);
    expect(kept.length).toBe(20);
    expect(kept.at(-1)).toBeLessThan(30_000);
    for (const step of kept) {
      expect(checkpointsOn(again.checkpoints, length).nearest(lineage, step)?.snapshot[7]).toBe(step);
    }
    expect(again.record(run, 0).held()).toEqual([
      { from: 1, to: 1000 },
      { from: 140_001, to: 150_000 },
    ]);
    expect(again.record(run, 0).losses(140_001, 140_001, 1)[0].J[0]).toBe(140_001);
  });

  it('holds nothing that the class was not told of', () => {
    const { run, memory } = branched(tinyConfiguration, 1300, 150);
    const again = memoryOf(run);
    unpackRun(
      packRun(run, memory, [1, 0], (branch) => (branch === 1 ? 700 : 1200)),
      run,
      again,
    );
    expect([0, 1].map((branch) => again.record(run, branch).last)).toEqual([1200, 700]);
    const { of } = checkpointsOn(again.checkpoints, again.snapshot);
    expect([of(0), of(1)]).toEqual([
      [250, 500, 750, 1000],
      [250, 500],
    ]);
  });

  it('of a branch that a command has joined since holds until there; of another run it is ignored', () => {
    const test = onTestClock();
    test.seek(1301, 0);
    const run = reached(newRun(tinyConfiguration), 0, 600);
    const cache = packRun(run, test.memory, [0], everything);
    const grown = commitChange(run, 0, 600, change(0.4)).run;
    const again = memoryOf(grown);
    expect(unpackRun(cache, grown, again)).toBe(true);
    expect(again.record(grown, 0).last).toBe(600);
    expect(checkpointsOn(again.checkpoints, again.snapshot).of(0)).toEqual([250, 500]);
    expect(standingAt(grown, again, 0, 900).checkpoint).toEqual(
      straight(900, commandsOf(grown, 0)).snapshot(),
    );

    const late = packRun(grown, again, [0], everything);
    const other = commitChange(run, 0, 600, change(0.5)).run;
    for (const stranger of [other, run, newRun({ ...tinyConfiguration, seed: 2 })]) {
      expect(unpackRun(late, stranger, memoryOf(stranger))).toBe(false);
    }
    const { seed, ...others } = tinyConfiguration;
    expect(
      unpackRun(cache, { ...run, configuration: { ...others, seed } }, memoryOf(run)),
      'the same, written otherwise',
    ).toBe(true);
  });

  it('of another version, or cut short, is ignored', () => {
    const test = onTestClock();
    test.seek(301, 0);
    const run = newRun(tinyConfiguration);
    const cache = packRun(run, test.memory, [0], everything);
    const next = cache.slice();
    next[0]++;
    for (const wrong of [next, new Uint8Array(0), cache.slice(0, 20), cache.slice(0, -1)]) {
      expect(unpackRun(wrong, run, memoryOf(run))).toBe(false);
    }
  });
});
