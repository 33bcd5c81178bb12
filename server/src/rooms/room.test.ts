import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { describe, expect, test } from 'vitest';
import { WHEEL_LOST_AFTER_MS } from '../people/presence.ts';
import { WRITE_WITHIN_MS } from './class-log.ts';
import { ANNOUNCE_INTERVAL_MS, GATHER_MS } from './announcer.ts';
import { EMPTY_PAUSE_MS } from './beside.ts';
import { home, oneOperation, oneStep } from './testing/commands.ts';
import { eventsOf } from './testing/recording-audience.ts';
import {
  CODE,
  factsOf,
  factsOfType,
  openRoom,
  runsOf,
  SECRET,
  snapshotOf,
  watching,
} from './testing/room.ts';

const rate = (value: number): Command => ({ type: 'set', change: { setting: 'learningRate', value } });

describe('a new room', () => {
  test('stands inside step 1 of the board preset with the forward pass done', async () => {
    const { room, audience } = await openRoom();
    expect(room.state).toMatchObject({
      code: CODE,
      speed: 400,
      playback: {
        status: 'paused',
        because: 'opened',
        cursor: { run: 0, branch: 0, step: 1, example: 0, operation: 5 },
      },
      settings: { learningRate: 0.05, nonLinearity: 'tanh' },
      subject: { kind: 'window' },
      runs: [{ preset: 'board', branches: [{ from: null, head: 0 }] }],
      driver: null,
    });
    expect(audience.messages.map(({ seq, event }) => [seq, event.type])).toEqual([
      [1, 'told'],
      [2, 'told'],
      [3, 'run-opened'],
      [4, 'moment-reached'],
      [5, 'told'],
    ]);
    expect(eventsOf(audience.messages, 'run-opened')).toMatchObject([
      { run: { number: 0, preset: 'board' }, series: [], evaluations: [{ step: 0 }] },
    ]);
  });
});

describe('RM4 one driver', () => {
  test('the first instructor takes the wheel; a second tab and a second instructor do not', async () => {
    const { room, join } = await openRoom();
    join('viewer');
    await room.flush();
    expect(room.state.driver).toBe(null);
    const { member } = join('a', { secret: SECRET });
    join('a2', { member, secret: SECRET });
    join('b', { secret: SECRET });
    await room.flush();
    expect(room.state.driver).toBe(member.id);
    expect(room.presence).toEqual({ here: 3, driver: 'here', answered: 0, votes: [] });
  });

  test('an instructor who joins takes the wheel of one who is gone for long', async () => {
    const { room, join, clock } = await openRoom();
    const { member } = join('a', { secret: SECRET });
    await room.flush();
    room.leave('a');
    join('viewer');
    expect(room.presence).toEqual({ here: 1, driver: 'away', answered: 0, votes: [] });
    expect(room.state.driver).toBe(member.id);
    clock.pass(WHEEL_LOST_AFTER_MS - 1);
    join('early', { secret: SECRET });
    await room.flush();
    expect(room.state.driver).toBe(member.id);
    clock.pass(1);
    await room.flush();
    expect(room.presence).toEqual({ here: 2, driver: 'lost', answered: 0, votes: [] });
    expect(room.state.driver).toBe(null);
    const second = join('b', { secret: SECRET });
    await room.flush();
    expect(room.state.driver).toBe(second.member.id);
    join('a', { member });
    await room.flush();
    expect(room.state.driver).toBe(second.member.id);
    await room.command('a', { type: 'take-wheel' });
    expect(room.state.driver).toBe(member.id);
  });

  test('who lost the wheel has it back on returning, while nobody has taken it', async () => {
    const { room, join, clock, driven } = await openRoom();
    const { does } = driven();
    const { member } = join('assistant');
    await does({ type: 'appoint', member: member.id, assistant: true });
    await does({ type: 'hand-over', member: member.id });
    expect(room.state.driver).toBe(member.id);
    room.leave('assistant');
    clock.pass(WHEEL_LOST_AFTER_MS);
    await room.flush();
    expect(room.presence.driver).toBe('lost');
    join('back', { member });
    await room.flush();
    expect(room.presence.driver).toBe('here');
    expect(room.state.driver).toBe(member.id);
  });

  test('an assistant takes the wheel when it is free, and not before', async () => {
    const { room, join, clock, driven } = await openRoom();
    const { does } = driven();
    const { member } = join('assistant');
    await does({ type: 'appoint', member: member.id, assistant: true });
    room.leave('driver');
    await expect(room.command('assistant', { type: 'take-wheel' })).rejects.toMatchObject({
      code: 'wheel-held',
    });
    clock.pass(WHEEL_LOST_AFTER_MS);
    // What happened has been decided, whether or not the disk has it yet.
    await room.command('assistant', { type: 'take-wheel' });
    expect(room.state.driver).toBe(member.id);
  });

  test('the wheel is handed to whoever may drive, and is here', async () => {
    const { join, driven, room } = await openRoom();
    const { does } = driven();
    const viewer = join('viewer').member.id;
    await expect(does({ type: 'hand-over', member: viewer })).rejects.toMatchObject({
      code: 'not-an-assistant',
    });
    await expect(does({ type: 'hand-over', member: 'nobody' })).rejects.toMatchObject({
      code: 'no-such-member',
    });
    await does({ type: 'appoint', member: viewer, assistant: true });
    room.leave('viewer');
    await expect(does({ type: 'hand-over', member: viewer })).rejects.toMatchObject({
      code: 'no-such-member',
    });
  });

  test('an instructor’s second device is the same member: both drive', async () => {
    const { join, driven, room } = await openRoom();
    const { member } = driven();
    const phone = join('phone', { secret: SECRET, as: member.id });
    expect(phone.member.id).toBe(member.id);
    expect(phone.member.token).not.toBe(member.token);
    await room.command('phone', { type: 'run' });
    await room.command('driver', { type: 'pause' });
    room.leave('driver');
    expect(room.presence).toEqual({ here: 1, driver: 'here', answered: 0, votes: [] });
    join('again', { member: phone.member });
    expect(room.here).toBe(1);
    const viewer = join('viewer').member.id;
    expect(join('thief', { secret: SECRET, as: viewer }).member.id).not.toBe(viewer);
  });

  test('the wheel is not for viewers', async () => {
    const { room, join } = await openRoom();
    join('viewer');
    await expect(room.command('viewer', { type: 'take-wheel' })).rejects.toMatchObject({
      code: 'not-an-instructor',
    });
    expect(room.state.driver).toBe(null);
  });
});

describe('RM2 presence', () => {
  test('is announced as one where many come at once, at most twice a second, and right within one', async () => {
    const { audience, clock, join, room } = await openRoom();
    for (let i = 0; i < 40; i++) join(`viewer ${i}`);
    const told = () => eventsOf(audience.messages, 'presence-changed').map(({ presence }) => presence.here);
    expect(told()).toEqual([]);
    clock.pass(GATHER_MS);
    expect(told()).toEqual([40]);
    room.leave('viewer 3');
    clock.pass(ANNOUNCE_INTERVAL_MS - 1);
    expect(told()).toEqual([40]);
    clock.pass(1);
    expect(told()).toEqual([40, 39]);
    clock.pass(5000);
    expect(told()).toEqual([40, 39]);
  });
});

describe('RM5 an empty room', () => {
  test('pauses itself after 60 s, and the log says why', async () => {
    const { room, clock, driven, trainer, store } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    trainer().advance(7);
    room.leave('driver');
    clock.pass(EMPTY_PAUSE_MS - 1);
    expect(room.state.playback.status).toBe('running');
    clock.pass(1);
    await room.close();
    expect(await factsOfType(store, 'run-paused')).toMatchObject([
      { because: 'empty', cursor: { step: 9, operation: 0 } },
    ]);
  });

  test('runs on when somebody returns in time', async () => {
    const { room, clock, driven } = await openRoom();
    const { does, member } = driven();
    await does({ type: 'run' });
    room.leave('driver');
    clock.pass(EMPTY_PAUSE_MS - 1);
    room.join('driver', { member });
    clock.pass(10 * EMPTY_PAUSE_MS);
    await does({ type: 'speed', speed: 40 });
    expect(room.state.playback.status).toBe('running');
  });
});

describe('RM6 commands', () => {
  test('are performed one after another, in their order', async () => {
    const { room, driven } = await openRoom();
    driven();
    const results = await Promise.allSettled([
      room.command('driver', { type: 'run' }),
      room.command('driver', { type: 'run' }),
      room.command('driver', { type: 'pause' }),
      room.command('driver', oneStep),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(results[1]).toMatchObject({
      reason: new Refusal('not-now', { command: 'run', status: 'running' }),
    });
    expect(room.state.playback).toMatchObject({ status: 'paused', because: 'driver' });
  });

  test('run, pause, a move and a seek move the cursor', async () => {
    const { room, driven, trainer } = await openRoom();
    const { does } = driven();
    const cursor = () => (room.state.playback.status === 'paused' ? room.state.playback.cursor : null);
    await does(oneStep);
    expect(cursor()).toMatchObject({ step: 2, operation: 0 });
    await does({ type: 'run' });
    trainer().advance(40);
    await does({ type: 'pause' });
    const { step } = cursor() ?? { step: 0 };
    expect(step).toBeGreaterThan(41);
    await does({ type: 'run' }, home);
    expect(cursor()).toMatchObject({ step: 1, operation: 0 });
    expect(room.state.runs[0].branches[0].head).toBeGreaterThanOrEqual(step - 1);
    await expect(does(home)).rejects.toMatchObject({ code: 'not-now' });
  });

  test('a run that stops by itself, or dies, stands with its reason and can go on', async () => {
    const { room, driven, trainer } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    trainer().stopByItself('epoch-limit');
    expect(room.state.playback).toMatchObject({ status: 'paused', because: 'epoch-limit' });
    await does({ type: 'run' });
    trainer().die();
    expect(room.state.playback).toMatchObject({ status: 'paused', because: 'failed' });
    await does(oneStep);
    expect(room.state.playback).toMatchObject({ status: 'paused', because: 'driver' });
  });

  test.each(['failed', 'no-sign', 'out-of-memory'] as const)(
    'CN7 a run whose thread has ended (%s) says why, is not tried again by itself, goes back and goes on',
    async (because) => {
      const { room, driven, trainer, clock, store } = await openRoom();
      const { does } = driven();
      await does({ type: 'run' });
      trainer().advance(9);
      trainer().die(because);
      expect(room.state.playback).toMatchObject({ status: 'paused', because });
      clock.pass(EMPTY_PAUSE_MS);
      expect(trainer().isParked).toBe(true);
      await room.flush();
      expect((await factsOfType(store, 'run-paused')).at(-1)).toMatchObject({ because });
      await does(home);
      expect(room.state.playback).toMatchObject({ cursor: { step: 1, operation: 0 }, because: 'driver' });
      await does({ type: 'run' });
      expect(trainer().isParked).toBe(false);
    },
  );

  test('a probe that the run does not have is refused; one that it has is also the live one', async () => {
    const { room, driven } = await openRoom();
    const { does } = driven();
    const look = (probe: number): Command => ({
      type: 'look',
      subject: { kind: 'probe', probe, operation: null },
    });
    await expect(does(look(3))).rejects.toMatchObject({
      code: 'command',
      params: { path: 'subject.probe', value: 3, reason: '<3' },
    });
    await does(look(2));
    expect(room.state).toMatchObject({ probe: 2, subject: { kind: 'probe', probe: 2 } });
    await does({ type: 'look', subject: { kind: 'window' } });
    expect(room.state).toMatchObject({ probe: 2, subject: { kind: 'window' } });
  });
});

describe('the log', () => {
  test('ST1 gives back the runs of the room; ST2 holds what happened, in order', async () => {
    const { room, driven, trainer, store } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    trainer().advance(30);
    await does(rate(0.1), { type: 'pause' }, home, oneStep, rate(0.4), {
      type: 'reset',
    });
    await does({ type: 'speed', speed: 'max' }, { type: 'run' }, { type: 'pause' });
    const runs = await runsOf(store);
    expect(runs.at(-1)?.branches).toEqual(room.state.branches);
    expect(runs[0].branches).toHaveLength(2);
    const names = (await factsOf(store)).map((fact) => (fact.type === 'moved' ? fact.how : fact.type));
    expect(names.filter((name) => name !== 'reached')).toEqual([
      ...['class-opened', 'run-started', 'member-joined', 'wheel-taken'],
      ...['run-continued', 'setting-changed', 'run-paused', 'seek', 'move', 'setting-changed'],
      ...['run-started', 'speed-set', 'run-continued', 'run-paused'],
    ]);
  });

  test('ST2 has a mark of every second of a run, within another', async () => {
    const { driven, trainer, store, clock } = await openRoom();
    await driven().does({ type: 'run' });
    trainer().advance(900);
    clock.pass(WRITE_WITHIN_MS);
    const reached = async () => (await factsOfType(store, 'reached')).map(({ step }) => step);
    await expect.poll(reached).toEqual([401, 801]);
  });
});

describe('latecomers', () => {
  test('PR2 to a run that has not made a step yet see the moment as everyone else does', async () => {
    const parts = await openRoom();
    const { does } = parts.driven();
    const seen = watching(parts, 'from the beginning');
    await does(oneOperation(1), { type: 'run' });
    expect(snapshotOf(parts).moment).toEqual(seen().moment);
  });

  test('a snapshot is what the events made of everyone else', async () => {
    const parts = await openRoom();
    const { driven, trainer, audience, room } = parts;
    const { does } = driven();
    const seen = watching(parts, 'from the beginning');
    await does({ type: 'run' });
    trainer().advance(900);
    const running = snapshotOf(parts, 'while running');
    expect(running.state.playback.status).toBe('running');
    await does({ type: 'pause' });
    const paused = snapshotOf(parts, 'paused');
    const { messages } = audience;
    const { state, moment, series, evaluations, run } = seen();
    expect(paused).toMatchObject({ state, moment, series, evaluations, run });
    expect(paused.moment).toEqual(eventsOf(messages, 'moment-reached').at(-1)?.moment);
    expect(paused.evaluations).toEqual([
      ...eventsOf(messages, 'run-opened').flatMap((opened) => opened.evaluations),
      ...eventsOf(messages, 'evaluated').map(({ evaluation }) => evaluation),
    ]);
    expect(paused.presence).toEqual(room.presence);
    const last = paused.series.at(-1);
    expect(last && last.step + last.count - 1).toBe(paused.state.runs[0].branches[0].head);
  });
});

test('RN11 a run that stops by itself before its first step stands where it was stopped, not where it set out', async () => {
  const { room, driven, trainer } = await openRoom();
  const { does } = driven();
  // The window of step 13 is the next LOCATION.
  await does(...Array.from({ length: 12 }, () => oneStep));
  expect(room.state.playback).toMatchObject({ cursor: { step: 13, operation: 0 } });
  await does({ type: 'breakpoints', add: { kind: 'location' } }, { type: 'run' });
  trainer().runUntilStopped();
  expect(room.state.playback).toMatchObject({
    status: 'paused',
    because: 'breakpoint',
    hit: { kind: 'location' },
    cursor: { step: 13, operation: 5 },
  });
});

test('RM4 an instructor is welcomed as who drives, also before the disk has it', async () => {
  const { join } = await openRoom();
  const welcome = join('driver', { secret: SECRET });
  expect(welcome.resumed === 'snapshot' && welcome.snapshot.state.driver).toBe(welcome.member.id);
});
