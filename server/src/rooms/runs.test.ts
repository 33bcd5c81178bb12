import type { Fact } from '@deltaboard/shared/class/fact.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test, vi } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { bookOf } from './book.ts';
import { UNSAVED_BYTES } from './class-log.ts';
import { Room } from './room.ts';
import { home, oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { eventsOf, recordingAudience } from './testing/recording-audience.ts';
import { alone, CODE, factsOfType, openRoom, runsOf, SECRET, snapshotOf, watching } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';
import { scriptedTrainers } from './testing/scripted-trainer.ts';

const rate = (value: number): Command => ({ type: 'set', change: { setting: 'learningRate', value } });

describe('RN5 set', () => {
  test('while running: parks, commits with its step, applies, and runs on', async () => {
    const { room, audience, driven, trainer, store } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    trainer().advance(10);
    await does(rate(0.2));
    expect(room.state).toMatchObject({ playback: { status: 'running' }, settings: { learningRate: 0.2 } });
    trainer().advance(10);
    await does({ type: 'pause' });
    const [command] = await factsOfType(store, 'setting-changed');
    expect(command).toMatchObject({ run: 0, from: 0, branch: 0, change: { value: 0.2 } });
    expect(command.afterStep).toBeGreaterThanOrEqual(10);
    expect(eventsOf(audience.messages, 'moment-reached').at(-1)?.moment.settings.learningRate).toBe(0.2);
  });

  test('inside a step: the class sees the step as it will be made', async () => {
    const { audience, driven } = await openRoom();
    await driven().does({ type: 'set', change: { setting: 'nonLinearity', value: 'relu' } });
    const moment = eventsOf(audience.messages, 'moment-reached').at(-1)?.moment;
    expect(moment).toMatchObject({ cursor: { step: 1, operation: 5 }, settings: { nonLinearity: 'relu' } });
  });

  test('ST1 no change is applied, told or acknowledged before the disk has it', async () => {
    const store = scriptedStore();
    const { room, driven, trainer, audience } = await openRoom(store);
    const { does } = driven();
    await does({ type: 'run' });
    const since = audience.messages.length;
    const { passed, open } = gate();
    store.until = passed;
    let done = false;
    const doing = does(rate(0.2)).then(() => (done = true));
    await expect
      .poll(() => store.asked.at(-1)?.events.at(-1)?.fact)
      .toMatchObject({ type: 'setting-changed' });
    expect([room.state.settings.learningRate, done]).toEqual([0.05, false]);
    expect(() => trainer().advance(1)).toThrow('parked');
    expect(eventsOf(audience.messages.slice(since), 'told')).toEqual([]);
    open();
    await doing;
    expect(room.state.settings.learningRate).toBe(0.2);
    trainer().advance(1);
  });

  test('CL5 while the disk takes nothing the class goes on in memory, is told so, and all is kept once it takes it again', async () => {
    const store = scriptedStore();
    const { room, driven, trainer, clock } = await openRoom(store);
    const { does } = driven();
    await does({ type: 'run' });
    store.failure = new Error('disk full');
    expect(await room.command('driver', rate(0.2))).toEqual({ saved: false });
    expect(room.state).toMatchObject({
      playback: { status: 'running' },
      settings: { learningRate: 0.2 },
      saving: false,
    });
    trainer().advance(3);
    expect(await factsOfType(store, 'setting-changed')).toEqual([]);
    store.failure = null;
    clock.pass(1000);
    await expect.poll(() => room.state.saving).toBe(true);
    expect(await factsOfType(store, 'setting-changed')).toMatchObject([{ change: { value: 0.2 } }]);
    expect(await room.command('driver', rate(0.3))).toEqual({ saved: true });
  });

  test('the value that is in force already is no change', async () => {
    const { store, driven, room } = await openRoom();
    await driven().does(oneStep, home, rate(0.05));
    await room.flush();
    expect(await factsOfType(store, 'moved')).toHaveLength(2);
    expect(await factsOfType(store, 'setting-changed')).toEqual([]);
  });
});

describe('RN6 a change behind the head', () => {
  test('starts a branch, cuts the curve, and the old one stays', async () => {
    const parts = await openRoom();
    const { room, audience, driven, trainer, store } = parts;
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
    expect((await runsOf(store)).map(({ branches }) => branches)).toEqual([room.state.branches]);
  });

  test('running on from the past replays the commands, and the class is told the settings', async () => {
    const parts = await openRoom();
    const { room, driven, trainer } = parts;
    const { does } = driven();
    const seen = watching(parts, 'viewer');
    await does({ type: 'run' });
    trainer().advance(10);
    await does(rate(0.1));
    trainer().advance(10);
    await does(home);
    expect(room.state.settings.learningRate).toBe(0.05);
    await does({ type: 'run' });
    trainer().advance(450);
    expect(seen().state.settings.learningRate).toBe(0.1);
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
    const { run } = eventsOf(audience.messages, 'run-opened')[1];
    expect(run.configuration).toEqual({ ...presets.board, learningRate: 0.2 });
  });

  test('NU10 a reset of a run of older numerics begins one of the newest, and the old one keeps its own', async () => {
    const { store: newer, means } = await openRoom();
    const kept = await newer.read(CODE);
    const events = (kept?.events ?? []).map((event) => {
      const fact = event.fact as Fact;
      if (fact.type !== 'run-started') return event;
      return { ...event, fact: { ...fact, configuration: { ...fact.configuration, numerics: 1 } } };
    });
    const store = createMemoryStore();
    await store.create(CODE, { events });
    const trainers = scriptedTrainers().factory;
    const room = new Room(
      bookOf({ events, rows: [] }),
      1,
      { ...means, store, trainers },
      recordingAudience(),
      alone,
    );
    await room.open();
    room.join('driver', { secret: SECRET });
    await room.command('driver', { type: 'reset' });
    expect((await runsOf(store)).map(({ configuration }) => configuration.numerics)).toEqual([1, 2]);
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

  test('RM10 while a run is being built the old one obeys, and the class is told so', async () => {
    const { room, driven, trainers } = await openRoom();
    const { does } = driven();
    const built = gate();
    trainers.until = built.passed;
    const building = room.command('driver', {
      type: 'configure',
      preset: 'judge',
      configuration: presets.judge,
    });
    expect(room.state.beside).toEqual({ progress: null });
    await does({ type: 'run' });
    trainers.made[0].advance(3);
    await does({ type: 'pause' }, { type: 'run' });
    expect(room.state).toMatchObject({ playback: { status: 'running', run: 0 }, beside: { progress: null } });
    built.open();
    await building;
    expect(room.state.beside).toBeNull();
    expect(trainers.made.map(({ closed }) => closed)).toEqual([true, false]);
    expect(room.state.playback).toMatchObject({ status: 'paused', because: 'opened', cursor: { run: 1 } });
    expect(room.state.runs).toMatchObject([
      { preset: 'board', configuration: { hidden: [8] }, branches: [{ from: null, head: 4 }] },
      { preset: 'judge', configuration: { hidden: [100] }, branches: [{ from: null, head: 0 }] },
    ]);
  });

  test.each<[string, Command]>([
    ['another one', { type: 'reset' }],
    ['a move', oneStep],
    ['a seek', home],
  ])('RM10 a run that is being built is given up for %s', async (_name, command) => {
    const { room, driven, trainers } = await openRoom();
    const { does } = driven();
    trainers.until = new Promise(() => undefined);
    const building = does({ type: 'configure', preset: 'judge', configuration: presets.judge });
    const given = expect(building).rejects.toMatchObject({ code: 'given-up' });
    await vi.waitFor(() => expect(trainers.made).toHaveLength(2));
    trainers.until = null;
    await does(command);
    await given;
    expect(room.state.runs.map(({ preset }) => preset)).not.toContain('judge');
    expect(room.state.beside).toBeNull();
    expect(trainers.made[1].closed).toBe(true);
  });

  test('RM6 RM10 a command that is refused gives nothing up', async () => {
    const { room, driven } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    const building = does({ type: 'configure', preset: 'judge', configuration: presets.judge });
    await expect(does(oneStep)).rejects.toMatchObject({ code: 'not-now' });
    await building;
    expect(room.state.runs.map(({ preset }) => preset)).toEqual(['board', 'judge']);
  });
});

test('CL4 two changes of the view within one round trip: each changes only what it names', async () => {
  const { room, driven } = await openRoom();
  driven();
  await Promise.all([
    room.command('driver', { type: 'view', view: { page: 'graph' } }),
    room.command('driver', { type: 'view', view: { convention: 'jacobian' } }),
  ]);
  expect(room.state.view).toMatchObject({ page: 'graph', convention: 'jacobian' });
});

test('CL5 CL4 a run that stops by itself stands for the class, and can be paused, also where no more fits into memory', async () => {
  const store = scriptedStore();
  const parts = await openRoom(store);
  const { does } = parts.driven();
  const { room } = parts;
  const fill = () =>
    room.does(() => ({
      facts: [{ type: 'names-hidden', hidden: true }],
      rows: [{ id: 'filled', value: 'x'.repeat(UNSAVED_BYTES) }],
    }));
  for (const stop of [
    () => Promise.resolve(parts.trainer().stopByItself('epoch-limit')),
    () => does({ type: 'pause' }),
  ]) {
    await does({ type: 'run' });
    parts.trainer().advance(5);
    store.failure = new Error('disk full');
    await fill();
    await expect(does({ type: 'names', hidden: false })).rejects.toMatchObject({ code: 'not-saving' });
    await stop();
    await expect.poll(() => room.state.playback).toMatchObject({ status: 'paused' });
    store.failure = null;
    parts.clock.pass(1000);
    await expect.poll(() => room.state.saving).toBe(true);
  }
});
