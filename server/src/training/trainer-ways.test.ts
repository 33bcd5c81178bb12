import { afterEach, describe, expect, it } from 'vitest';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { commandsOf, commitChange, newRun, reached } from '@deltaboard/shared/training/run.ts';
import { Cancelled } from './trainer.ts';
import { closeTrainers, startTrainer, straightTo } from './testing/trainer-in-thread.ts';

afterEach(closeTrainers);

/** No machine gets there within a test. */
const FAR = 1_000_000_000;
const unevaluated: Configuration = { ...presets.board, evaluateEvery: 1_000_000 };
const forked = commitChange(reached(newRun(unevaluated), 0, 600), 0, 300, {
  setting: 'learningRate',
  value: 0.5,
});

describe('RN14 RN15 a trainer on a long way', () => {
  it('says how far it is, is given up, and stands where it stood; what it computed is told once', async () => {
    const { trainer, approaches, until } = startTrainer(unevaluated);
    await trainer.open();
    const { moment, points } = await trainer.seek(601, 0);
    // On a busy machine the short way took long enough to be told as well.
    approaches.length = 0;
    const seek = trainer.seek(FAR, 0);
    await until(() => approaches.length > 1);
    expect(approaches[0].of).toBe(FAR - 1 - 600);
    expect(approaches[1].made).toBeGreaterThan(approaches[0].made);
    trainer.cancel();
    await expect(seek).rejects.toThrow(Cancelled);
    const parked = await trainer.park();
    expect(parked).toMatchObject({ updates: 600, moment });
    const all = [...points, ...parked.points].reduce((sum, { count }) => sum + count, 0);
    expect(all).toBe(parked.known);
    expect(parked.known).toBeGreaterThan(600);
    expect((await trainer.park()).points).toEqual([]);
    expect(fromBytes((await trainer.seek(702, 0)).moment.theta)).toEqual(straightTo(unevaluated, 700));
  });

  it('is given up on the way to another branch: it is on the one where it stood, also without its thread', async () => {
    const { trainer, approaches, until } = startTrainer(unevaluated);
    await trainer.open();
    const { moment } = await trainer.seek(601, 0);
    trainer.follow(forked.run, forked.branch);
    approaches.length = 0;
    const seek = trainer.seek(FAR, 0);
    await until(() => approaches.length > 0);
    trainer.cancel();
    await expect(seek).rejects.toThrow(Cancelled);
    expect(await trainer.park()).toMatchObject({ updates: 600, known: 600, points: [], moment });
    await trainer.close();
    expect(await trainer.park()).toMatchObject({ updates: 600, known: 600, points: [], moment });
    trainer.follow(forked.run, forked.branch);
    const there = await trainer.seek(701, 0);
    expect(there.moment.cursor.branch).toBe(1);
    expect(fromBytes(there.moment.theta)).toEqual(straightTo(unevaluated, 699, commandsOf(forked.run, 1)));
    const told = there.points.reduce((sum, { count }) => sum + count, 0);
    expect(told).toBe(there.known - 300);
  });

  it('is opened at a place of a branch, with the same moment as gone there', async () => {
    const straight = startTrainer(unevaluated, forked.run);
    await straight.trainer.open();
    straight.trainer.follow(forked.run, forked.branch);
    const expected = await straight.trainer.seek(501, 4);
    const direct = startTrainer(unevaluated, forked.run);
    const { parked, description } = await direct.trainer.open({ branch: 1, step: 501, operation: 4 });
    expect(parked).toEqual({ ...expected, points: parked.points });
    expect(parked.points.reduce((sum, { count }) => sum + count, 0)).toBe(500);
    expect(description.probes).toHaveLength(3);
    expect(fromBytes((await direct.trainer.seek(602, 0)).moment.theta)).toEqual(
      straightTo(unevaluated, 600, commandsOf(forked.run, 1)),
    );
  });

  it('says so while it is opened, is given up then, and can be used', async () => {
    const { trainer, approaches, until } = startTrainer(unevaluated, forked.run);
    const opening = trainer.open({ branch: 1, step: FAR, operation: 0 });
    await until(() => approaches.length > 0);
    trainer.cancel();
    await expect(opening).rejects.toThrow(Cancelled);
    const { moment } = await trainer.park();
    expect(moment.cursor).toEqual({ run: 0, branch: 1, step: 1, example: 0, operation: 5 });
    expect((await trainer.seek(401, 0)).updates).toBe(400);
  });

  it('RN16 with what another trainer has left is where that one was, and a damaged rest costs only time', async () => {
    const { trainer } = startTrainer(unevaluated, forked.run);
    const at = { branch: 1, step: 40_001, operation: 4 };
    const { parked } = await trainer.open(at);
    const cache = trainer.cache();
    expect(cache.length).toBeLessThan(3_000_000);
    const damaged = cache.with(cache.length >> 1, cache[cache.length >> 1] ^ 1);
    for (const [left, isKnown] of [
      [cache, true],
      [damaged, false],
    ] as const) {
      const { trainer: next } = startTrainer(unevaluated, forked.run, left);
      const there = await next.open({ ...at, step: 39_001 });
      expect(there.parked.known).toBe(isKnown ? 40_000 : 39_000);
      expect(there.parked.points.length === 0).toBe(isKnown);
      expect((await next.seek(at.step, at.operation)).moment).toEqual(parked.moment);
    }
  });

  it('RN16 of a run under way holds what its class was told of, and no more', async () => {
    const { trainer, frames, until } = startTrainer(unevaluated);
    await trainer.open();
    await trainer.seek(5001, 0);
    trainer.start('max');
    await until(() => frames.length > 2);
    const { trainer: next } = startTrainer(unevaluated, newRun(unevaluated), trainer.cache());
    const { parked } = await next.open({ branch: 0, step: 5001, operation: 0 });
    expect(parked.known).toBeLessThan((await trainer.park()).known);
    expect(parked).toMatchObject({ points: [], moment: (await trainer.seek(5001, 0)).moment });
  });

  it('DS9 is given up while its pasted text is still being read, and can be opened again', async () => {
    const text = 'She sailed from [Cork](LOC) to [New York](LOC) with [George Washington](PER) .\n'.repeat(
      2000,
    );
    const { trainer } = startTrainer({ ...unevaluated, corpus: { kind: 'pasted', text } });
    const opening = trainer.open();
    trainer.cancel();
    await expect(opening).rejects.toThrow(Cancelled);
    const again = trainer.open();
    await trainer.close();
    await expect(again).rejects.toThrow(Cancelled);
    const { parked } = await trainer.open({ branch: 0, step: 3, operation: 0 });
    expect(parked.updates).toBe(2);
  });

  it('TH1 is closed in the midst of it: what was asked is given up, and later it goes on from where it stood', async () => {
    const { trainer, approaches, until } = startTrainer(unevaluated);
    const opening = trainer.open({ branch: 0, step: FAR, operation: 0 });
    await until(() => approaches.length > 0);
    await Promise.all([trainer.close(), expect(opening).rejects.toThrow(Cancelled)]);
    const { points, known } = await trainer.seek(101, 0);
    expect(known).toBe(100);
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(100);
  });
});
