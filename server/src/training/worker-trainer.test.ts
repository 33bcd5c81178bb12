import { afterEach, describe, expect, it } from 'vitest';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { frameHead } from '@deltaboard/shared/protocol/frame.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { commandsOf, commitChange, newRun, reached } from '@deltaboard/shared/training/run.ts';
import { closeTrainers, startTrainer, straightTo } from './testing/trainer-in-thread.ts';

afterEach(closeTrainers);

// A thread takes its time to start on a busy machine.
describe('a trainer in its thread', () => {
  it('RN1 opens inside step 1 on the Paris window', async () => {
    const { trainer } = startTrainer();
    const { description, parked } = await trainer.open();
    expect(parked.moment.cursor).toEqual({ run: 0, branch: 0, step: 1, example: 0, operation: 5 });
    expect(parked.moment.examples[0][0].tokens).toContain('Paris');
    expect(description.locationShare).toBeCloseTo(0.2, 3);
    expect(fromBytes(parked.moment.theta)).toEqual(straightTo(presets.board, 0));
  });

  it('TR4 what it computes at full speed is the straight run, bit for bit', async () => {
    const { trainer, frames, until } = startTrainer();
    await trainer.open();
    trainer.start('max');
    await until(() => frames.length >= 5);
    const { updates, moment } = await trainer.park();
    expect(updates).toBeGreaterThan(5);
    expect(moment.cursor).toMatchObject({ step: updates + 1, operation: 0 });
    expect(fromBytes(moment.theta)).toEqual(straightTo(presets.board, updates - 1));
    const steps = frames.map((bytes) => frameHead(bytes).step);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });

  it('TR5 sends every step of a paced run', async () => {
    const { trainer, moments, until } = startTrainer();
    await trainer.open();
    trainer.start(4);
    await until(() => moments.length === 3);
    expect(moments.map(({ cursor }) => cursor.step)).toEqual([2, 3, 4]);
    await trainer.park();
  });

  it('EV2 evaluates at step 0 while it stands', async () => {
    const { trainer, evaluations, until } = startTrainer();
    await trainer.open();
    await until(() => evaluations.length === 1);
    expect(evaluations[0].step).toBe(0);
  });

  it('TH1 goes on with the same bits after its thread was released, and goes back without one', async () => {
    const { trainer } = startTrainer();
    await trainer.open();
    for (let steps = 1; steps <= 2; steps++) {
      const { updates, moment } = await trainer.seek(steps + 1, 0);
      expect(updates).toBe(steps);
      await trainer.close();
      expect(await trainer.park()).toMatchObject({ updates, moment });
    }
    expect(fromBytes((await trainer.seek(6, 0)).moment.theta)).toEqual(straightTo(presets.board, 4));
    expect(fromBytes((await trainer.seek(3, 7)).moment.theta)).toEqual(straightTo(presets.board, 2));
  });

  it('TH1 RN10 checkpoints and losses outlive the thread', async () => {
    const { trainer } = startTrainer();
    await trainer.open();
    const { moment } = await trainer.seek(1001, 0);
    await trainer.close();
    const losses = await trainer.losses(1, 2000, 1);
    expect(losses).toHaveLength(1000);
    expect(losses[999].J[1]).toBe(moment.trainer?.[0].J);
    expect(fromBytes((await trainer.seek(1000, 0)).moment.theta)).toEqual(straightTo(presets.board, 998));
  });

  it('TR9 losses that are held no more are made again beside a run, bit for bit, over branches too', async () => {
    // Unevaluated, so that the way is short: 130,000 steps are what it takes to push the losses out of memory.
    const { trainer, frames, until } = startTrainer({ ...presets.board, evaluateEvery: 1_000_000 });
    await trainer.open();
    await trainer.seek(3001, 0);
    const first = await trainer.losses(2001, 3000, 1);
    expect(first).toHaveLength(1000);
    await trainer.seek(130_001, 0);
    expect(await trainer.losses(2001, 3000, 1)).toEqual([]);
    trainer.start('max');
    expect(await trainer.replay(2001, 3000)).toEqual(first);
    await until(() => frames.length > 0);
    const { updates, moment } = await trainer.park();
    expect(updates).toBeGreaterThan(130_000);

    const forked = commitChange(reached(newRun(presets.board), 0, updates), 0, 2500, {
      setting: 'learningRate',
      value: 0.5,
    });
    await trainer.seek(2501, 0);
    trainer.follow(forked.run, forked.branch);
    const { known } = await trainer.seek(2701, 0);
    expect(known).toBe(2700);
    const branched = await trainer.replay(2401, 2700);
    expect(branched?.slice(0, 100)).toEqual(first.slice(400, 500));
    expect(branched?.slice(100)).toEqual(await trainer.losses(2501, 2700, 1));
    expect(branched?.slice(100)).not.toEqual(first.slice(500, 700));
    expect(await trainer.replay(2601, 2701), 'nothing that was never computed').toBe(null);
    trainer.follow(forked.run, 0);
    expect(await trainer.replay(2401, 2700)).toEqual(first.slice(400, 700));
    expect((await trainer.seek(updates + 1, 0)).moment).toEqual(moment);
  });

  it('RN9 inside a step there is the whole pass in the trainer’s own numbers', async () => {
    const { trainer } = startTrainer();
    await trainer.open();
    const inside = await trainer.seek(8, 3);
    expect(inside.moment.cursor).toMatchObject({ step: 8, operation: 3 });
    const ended = await trainer.seek(9, 0);
    expect(ended.moment).toEqual({
      ...inside.moment,
      cursor: { ...inside.moment.cursor, step: 9, operation: 0 },
    });
  });

  it('RN6 follows a branch from home, and the branch it left computes as before', async () => {
    const { trainer } = startTrainer();
    await trainer.open();
    await trainer.seek(4, 0);
    await trainer.seek(1, 0);
    const run = reached(newRun(presets.board), 0, 3);
    const forked = commitChange(run, 0, 0, { setting: 'learningRate', value: 0.5 });
    trainer.follow(forked.run, forked.branch);
    const branched = await trainer.seek(2, 0);
    expect(branched.moment.cursor.branch).toBe(1);
    expect(branched.moment.settings.learningRate).toBe(0.5);
    trainer.follow(forked.run, 0);
    expect(fromBytes((await trainer.seek(5, 0)).moment.theta)).toEqual(straightTo(presets.board, 3));
  });

  it('RN11 stops at a word of the corpus', async () => {
    const { trainer, stops, until } = startTrainer();
    await trainer.open();
    await trainer.seek(2, 0);
    const breakpoint = { kind: 'word', word: 'Paris' } as const;
    trainer.setBreakpoints([breakpoint]);
    trainer.start('max');
    await until(() => stops.length === 1);
    const { because, hit, parked } = stops[0];
    expect([because, hit]).toEqual(['breakpoint', breakpoint]);
    const [[window]] = parked.moment.examples;
    expect(window.tokens[window.centre]).toBe('Paris');
    expect(parked.moment.cursor).toMatchObject({ step: parked.updates + 1, operation: 5 });
  });

  it('TH1 a thread that dies takes only what nobody was told of, and that is made again', async () => {
    const { trainer, deaths, until } = startTrainer();
    await trainer.open();
    const { moment } = await trainer.seek(601, 0);
    // A picture of a probe that is none: the thread dies of it.
    trainer.setProbe(99);
    trainer.start('max');
    await until(() => deaths.length === 1);
    expect(deaths[0]).toMatchObject({ updates: 600, known: 600, points: [], moment });
    trainer.setProbe(0);
    const { points, moment: after } = await trainer.seek(1201, 0);
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(600);
    expect(fromBytes(after.theta)).toEqual(straightTo(presets.board, 1199));
    expect(await trainer.losses(1, 5000, 1)).toHaveLength(1200);
  });

  it('TH1 RN6 one that dies on its way to another branch is where it stood, and each branch keeps its bits', async () => {
    const { trainer, deaths } = startTrainer();
    await trainer.open();
    const { moment } = await trainer.seek(601, 0);
    const { run, branch } = commitChange(reached(newRun(presets.board), 0, 600), 0, 300, {
      setting: 'learningRate',
      value: 0.5,
    });
    trainer.follow(run, branch);
    // No number that a step can be: the thread dies of it.
    await expect(trainer.seek(500n as never, 0)).rejects.toEqual(
      new Refusal('run-failed', { because: 'failed' }),
    );
    expect(deaths).toHaveLength(1);
    expect(deaths[0]).toMatchObject({ updates: 600, known: 600, points: [], moment });
    expect(fromBytes((await trainer.seek(701, 0)).moment.theta)).toEqual(straightTo(presets.board, 699));
    trainer.follow(run, branch);
    const { moment: there, points } = await trainer.seek(701, 0);
    expect(there.cursor.branch).toBe(branch);
    expect(fromBytes(there.theta)).toEqual(straightTo(presets.board, 699, commandsOf(run, branch)));
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(400);
  });

  it('PR6 refuses a malformed pasted corpus', async () => {
    const text = '[Paris(LOC) is nice .\n'.repeat(30);
    const { trainer } = startTrainer({ ...presets.board, corpus: { kind: 'pasted', text } });
    await expect(trainer.open()).rejects.toMatchObject({
      code: 'corpus-unclosed-bracket',
      params: { line: 1, column: 1 },
    });
  });
});
