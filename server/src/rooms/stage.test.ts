import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import { createMemoryLog, type LogStore } from '../store/log.ts';
import { runsOf } from '../store/runs.ts';
import { home, oneStep } from './testing/commands.ts';
import { eventsOf } from './testing/recording-audience.ts';
import { CODE, openRoom, snapshotOf } from './testing/room.ts';

const rate = (value: number): Command => ({ type: 'set', change: { setting: 'learningRate', value } });

describe('RN5 set', () => {
  test('while running: parks, commits with its step, applies, and runs on', async () => {
    const { room, audience, driven, trainer, log } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    trainer().advance(10);
    await does(rate(0.2));
    expect(room.state).toMatchObject({ playback: { status: 'running' }, settings: { learningRate: 0.2 } });
    trainer().advance(10);
    await does({ type: 'pause' });
    const [command] = (await log.read(CODE)).filter((record) => record.kind === 'run-command');
    expect(command).toMatchObject({ run: 0, from: 0, branch: 0, change: { value: 0.2 } });
    const at = command.kind === 'run-command' ? command.afterStep : 0;
    expect(at).toBeGreaterThanOrEqual(10);
    expect(eventsOf(audience.messages, 'moment-reached').at(-1)?.moment.settings.learningRate).toBe(0.2);
  });

  test('inside a step: the class sees the step as it will be made', async () => {
    const { audience, driven } = await openRoom();
    await driven().does({ type: 'set', change: { setting: 'nonLinearity', value: 'relu' } });
    const moment = eventsOf(audience.messages, 'moment-reached').at(-1)?.moment;
    expect(moment).toMatchObject({ cursor: { step: 1, operation: 5 }, settings: { nonLinearity: 'relu' } });
  });

  test('ST1 a change that the log does not take is not applied, and the run goes on', async () => {
    const memory = createMemoryLog();
    let full = false;
    const log: LogStore = {
      ...memory,
      append: (room, records) =>
        full && records.some(({ kind }) => kind === 'run-command')
          ? Promise.reject(new Error('disk full'))
          : memory.append(room, records),
    };
    const { room, driven, trainer } = await openRoom(log);
    const { does } = driven();
    await does({ type: 'run' });
    full = true;
    await expect(does(rate(0.2))).rejects.toThrow('disk full');
    expect(room.state).toMatchObject({ playback: { status: 'running' }, settings: { learningRate: 0.05 } });
    expect(room.state.branches).toMatchObject([{ commands: [] }]);
    trainer().advance(3);
    full = false;
    await does(rate(0.2));
    expect(room.state.settings.learningRate).toBe(0.2);
  });

  test('the value that is in force already is no change', async () => {
    const { log, driven } = await openRoom();
    await driven().does(oneStep, home, rate(0.05));
    expect((await log.read(CODE)).map(({ kind }) => kind)).not.toContain('run-command');
  });
});

describe('RN6 a change behind the head', () => {
  test('starts a branch, cuts the curve, and the old one stays', async () => {
    const parts = await openRoom();
    const { room, audience, driven, trainer, log } = parts;
    const { does } = driven();
    await does({ type: 'run' });
    trainer().advance(450);
    await does(rate(0.1));
    trainer().advance(450);
    await does(home, oneStep, oneStep, rate(0.3));
    expect(room.state).toMatchObject({
      branch: 1,
      playback: { status: 'paused', cursor: { branch: 1, step: 3 } },
      settings: { learningRate: 0.3 },
      branches: [
        { from: null, commands: [{ change: { value: 0.1 } }] },
        { from: { branch: 0, step: 2 }, commands: [{ afterStep: 2 }], head: 2 },
      ],
    });
    expect(room.state.branches[0].head).toBeGreaterThan(900);
    expect(eventsOf(audience.messages, 'branched')).toEqual([{ type: 'branched', step: 2 }]);
    const snapshot = snapshotOf(parts);
    expect(snapshot.series.every(({ step, count }) => step + count - 1 <= 2)).toBe(true);
    expect(snapshot.evaluations.map(({ step }) => step)).toEqual([0]);
    expect(runsOf(await log.read(CODE)).map(({ run }) => run.branches)).toEqual([room.state.branches]);
  });

  test('running on from the past replays the commands, and the class is told the settings', async () => {
    const { room, audience, driven, trainer } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    trainer().advance(10);
    await does(rate(0.1));
    trainer().advance(10);
    await does(home);
    expect(room.state.settings.learningRate).toBe(0.05);
    await does({ type: 'run' });
    trainer().advance(450);
    expect(eventsOf(audience.messages, 'state-changed').at(-1)?.state.settings.learningRate).toBe(0.1);
    expect(room.state.branches).toHaveLength(1);
  });
});

describe('RN7 reset and configure', () => {
  test('reset is a new run with the same seed and the present settings; no run is lost', async () => {
    const { room, driven, trainers, audience } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    trainers.made[0].advance(20);
    await does(rate(0.2), { type: 'reset' });
    expect(room.state).toMatchObject({
      playback: { status: 'paused', because: 'opened', cursor: { run: 1, step: 1, operation: 5 } },
      settings: { learningRate: 0.2, nonLinearity: 'tanh' },
      branch: 0,
    });
    expect(room.state.runs).toMatchObject([{ preset: 'board' }, { preset: null, branches: [{ head: 0 }] }]);
    expect(room.state.runs[0].branches[0].head).toBeGreaterThanOrEqual(20);
    expect(trainers.made.map(({ closed }) => closed)).toEqual([true, false]);
    const { run } = eventsOf(audience.messages, 'run-started')[1];
    expect(run.configuration).toEqual({ ...presets.board, learningRate: 0.2 });
  });

  test('a text that cannot be trained on is refused with line and column; the old run goes on', async () => {
    const { room, driven, trainers } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    const before = room.state;
    const configuration = {
      ...presets.board,
      corpus: { kind: 'pasted' as const, text: 'Paris [is\n'.repeat(30) },
    };
    await expect(does({ type: 'configure', preset: null, configuration })).rejects.toMatchObject({
      code: 'corpus-unclosed-bracket',
      params: { line: 1, column: 7 },
    });
    expect(room.state).toEqual(before);
    expect(trainers.made.map(({ closed }) => closed)).toEqual([false, true]);
    trainers.made[0].advance(5);
    await does({ type: 'pause' });
  });

  test('while a run is being built the old one obeys, and another is not begun', async () => {
    const { room, driven } = await openRoom();
    const { does } = driven();
    const building = does({ type: 'configure', preset: 'judge', configuration: presets.judge });
    const second = does({ type: 'reset' });
    await does(oneStep);
    await expect(second).rejects.toMatchObject({ code: 'not-now', params: { status: 'preparing' } });
    await building;
    expect(room.state.runs).toMatchObject([
      { preset: 'board', configuration: { hidden: [8] }, branches: [{ from: null, head: 1 }] },
      { preset: 'judge', configuration: { hidden: [100] }, branches: [{ from: null, head: 0 }] },
    ]);
  });
});
