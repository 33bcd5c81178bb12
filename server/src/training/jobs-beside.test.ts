import { describe, expect, it } from 'vitest';
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { createJobsBeside } from './jobs-beside.ts';

interface Range {
  readonly branch: number;
  readonly from: number;
  readonly to: number;
}

const range = (from: number, branch = 0): Range => ({ branch, from, to: from + 9 });
const lossesOf = ({ from }: Range): readonly LossPoint[] => [{ step: from, count: 1, J: [from, from, from] }];

/** Replays that end when the test says so. */
function scriptedReplays() {
  const started: { range: Range; end(made?: readonly LossPoint[] | null): void; fail(): void }[] = [];
  let cancelled = 0;
  const start = (asked: Range) => {
    let cancel = (): void => undefined;
    const made = new Promise<readonly LossPoint[] | null>((resolve, reject) => {
      started.push({
        range: asked,
        end: (made = lossesOf(asked)) => resolve(made),
        fail: () => reject(new Error('died on command')),
      });
      cancel = () => resolve(null);
    });
    return {
      made,
      cancel() {
        cancelled++;
        cancel();
        return Promise.resolve();
      },
    };
  };
  const replays = createJobsBeside(start, ({ branch, from }) => `${branch} ${from}`);
  return { replays, started, cancelled: () => cancelled };
}

describe('TR9 replays of losses', () => {
  it('go one at a time, and of those that wait the newest', async () => {
    const { replays, started } = scriptedReplays();
    const [first, second, third] = [1, 11, 21].map((from) => replays.of(range(from)));
    expect(started).toHaveLength(1);
    expect(await second).toBe(null);
    started[0].end();
    expect(await first).toEqual(lossesOf(range(1)));
    expect(started.map(({ range: { from } }) => from)).toEqual([1, 21]);
    started[1].end();
    expect(await third).toEqual(lossesOf(range(21)));
  });

  it('are asked for by many and made once; the last are kept', async () => {
    const { replays, started } = scriptedReplays();
    const both = [replays.of(range(1)), replays.of(range(1))];
    started[0].end();
    expect(await Promise.all(both)).toEqual([lossesOf(range(1)), lossesOf(range(1))]);
    expect(await replays.of(range(1))).toEqual(lossesOf(range(1)));
    expect(started).toHaveLength(1);
    void replays.of(range(1, 1));
    expect(started, 'of another branch they are others').toHaveLength(2);
  });

  it('that were given up or died are made anew when they are asked for again', async () => {
    const { replays, started } = scriptedReplays();
    const given = replays.of(range(1));
    started[0].end(null);
    expect(await given).toBe(null);
    const died = replays.of(range(1));
    started[1].fail();
    await expect(died).rejects.toThrow('died on command');
    const again = replays.of(range(1));
    started[2].end();
    expect(await again).toEqual(lossesOf(range(1)));
  });

  it('end with the run', async () => {
    const { replays, cancelled } = scriptedReplays();
    const asked = [replays.of(range(1)), replays.of(range(11))];
    await replays.close();
    expect(cancelled()).toBe(1);
    expect(await Promise.all(asked)).toEqual([null, null]);
  });
});
