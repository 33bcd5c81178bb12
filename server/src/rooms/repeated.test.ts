/** Commands that come again, because nobody knows whether they arrived (SPEC CL6); and commands that overtake one another. */
import { COMMANDS_REMEMBERED } from '@deltaboard/shared/class/remembered.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { describe, expect, test } from 'vitest';
import { bookOf } from './book.ts';
import { Room } from './room.ts';
import { home, oneOperation, oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { recordingAudience } from './testing/recording-audience.ts';
import { alone, CODE, factsOfType, openRoom, SECRET } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';

type Parts = Awaited<ReturnType<typeof openRoom>>;

const rate: Command = { type: 'set', change: { setting: 'learningRate', value: 0.3 } };
const question: Command = { type: 'contribute', contribution: { kind: 'question', text: 'Why?' } };

/** The same class, opened again from its store. */
async function again({ room, store, means }: Parts): Promise<Room> {
  await room.close();
  const stored = await store.take(CODE);
  if (!stored) throw new Error('no class');
  const woken = new Room(bookOf(stored), stored.term, means, recordingAudience(), alone);
  await woken.open();
  return woken;
}

describe('CL6 a command that is repeated with its id is answered, not performed', () => {
  test.each<[string, Command, (parts: Parts) => unknown, unknown]>([
    ['a move', oneStep, ({ room }) => room.book.state.standing, { cursor: { step: 2, operation: 0 } }],
    ['a change', rate, ({ room }) => room.state.branches[0].commands.length, 1],
    ['a new run', { type: 'reset' }, ({ room }) => room.state.runs.length, 2],
  ])('%s, at the same time and later', async (_name, command, seen, expected) => {
    const parts = await openRoom();
    parts.driven();
    const { room } = parts;
    const [first, second] = await Promise.all([
      room.command('driver', command, 'c1'),
      room.command('driver', command, 'c1'),
    ]);
    expect([first, second]).toEqual([{ saved: true }, { saved: true }]);
    expect(await room.command('driver', command, 'c1')).toEqual({ saved: true });
    expect({ seen: seen(parts) }).toMatchObject({ seen: expected });
    await room.command('driver', oneOperation(1), 'c2');
    expect(room.state.playback).toMatchObject({ status: 'paused' });
  });

  test('what a viewer wrote, over a connection that was lost, and after the class was opened again', async () => {
    const parts = await openRoom();
    const { room, join, store } = parts;
    const { member } = join('viewer');
    await room.command('viewer', question, 'q1');
    room.leave('viewer');
    join('back', { member });
    expect(await room.command('back', question, 'q1')).toEqual({ saved: true });
    const woken = await again(parts);
    woken.join('once more', { member });
    expect(await woken.command('once more', question, 'q1')).toEqual({ saved: true });
    await woken.command('once more', question, 'q2');
    expect(await factsOfType(store, 'text-written')).toMatchObject([{ text: 1 }, { text: 2 }]);
  });

  test('one whose answer nobody has heard is answered when it is durable', async () => {
    const store = scriptedStore();
    const parts = await openRoom(store);
    const { room } = parts;
    parts.driven();
    await room.flush();
    const { passed, open } = gate();
    store.until = passed;
    const done: string[] = [];
    const first = room
      .command('driver', { type: 'names', hidden: true }, 'n1')
      .then(() => done.push('first'));
    const second = room
      .command('driver', { type: 'names', hidden: true }, 'n1')
      .then(() => done.push('second'));
    await expect.poll(() => store.asked.at(-1)?.events.at(-1)?.command).toBe('n1');
    expect(done).toEqual([]);
    store.until = null;
    open();
    await Promise.all([first, second]);
    expect(await factsOfType(store, 'names-hidden')).toHaveLength(1);
  });

  test('one that was refused has not been performed: it is decided anew', async () => {
    const { room, driven } = await openRoom();
    driven();
    const back = oneOperation(-1);
    await room.command('driver', home);
    await expect(room.command('driver', back, 'b1')).rejects.toMatchObject({ code: 'not-now' });
    await room.command('driver', oneStep);
    expect(await room.command('driver', back, 'b1')).toEqual({ saved: true });
    expect(room.state.playback).toMatchObject({ cursor: { step: 1, operation: 13 } });
  });

  test('one that failed on its way has not been performed either, though the run was stopped for it', async () => {
    const { room, driven, trainer } = await openRoom();
    driven();
    await room.command('driver', { type: 'run' });
    trainer().advance(500);
    const { seek } = trainer();
    trainer().seek = () => Promise.reject(new Error('died on command'));
    await expect(room.command('driver', { type: 'seek', step: 3, operation: 2 }, 's1')).rejects.toThrow(
      'died',
    );
    trainer().seek = seek;
    await room.command('driver', { type: 'seek', step: 3, operation: 2 }, 's1');
    expect(room.state.playback).toMatchObject({ cursor: { step: 3, operation: 2 } });
  });

  test('one that is still on its way is not answered before it has arrived', async () => {
    const { room, driven, trainer, trainers } = await openRoom();
    driven();
    await room.command('driver', { type: 'run' });
    trainer().advance(500);
    const { passed, open } = gate();
    trainers.until = passed;
    const seek: Command = { type: 'seek', step: 3, operation: 2 };
    const done: string[] = [];
    const first = room.command('driver', seek, 's1').then(() => done.push('first'));
    await expect.poll(() => room.state.playback.status).toBe('paused');
    const second = room.command('driver', seek, 's1').then(() => done.push('second'));
    for (let i = 0; i < 50; i++) await Promise.resolve();
    expect(done).toEqual([]);
    trainers.until = null;
    open();
    await Promise.all([first, second]);
    expect(room.state.playback).toMatchObject({ cursor: { step: 3, operation: 2 } });
  });

  test('one that changed nothing: a pause of a run that stopped just then comes again behind the run, and the class runs', async () => {
    const { room, driven, trainer } = await openRoom();
    const { does } = driven();
    await does({ type: 'run' });
    const { park } = trainer();
    trainer().park = () => {
      trainer().park = park;
      trainer().stopByItself('epoch-limit');
      return park();
    };
    await room.command('driver', { type: 'pause' }, 'p1');
    expect(room.state.playback).toMatchObject({ because: 'epoch-limit' });
    await room.command('driver', { type: 'run' }, 'r1');
    // Nobody has heard of either: both come again, in their order.
    expect(await room.command('driver', { type: 'pause' }, 'p1')).toEqual({ saved: true });
    expect(await room.command('driver', { type: 'run' }, 'r1')).toEqual({ saved: true });
    expect(room.state.playback.status).toBe('running');
  });

  const speed = (windows: 1 | 4): Command => ({ type: 'speed', speed: windows });
  const page = (name: 'board' | 'graph'): Command => ({ type: 'view', view: { page: name } });

  test.each<[string, Command, Command, (parts: Parts) => unknown]>([
    ['a speed', speed(1), speed(4), ({ room }) => room.state.speed],
    ['a page', page('board'), page('graph'), ({ room }) => room.state.view.page],
  ])('%s as it was already, that comes again behind another one', async (_name, same, other, seen) => {
    const parts = await openRoom();
    const { room } = parts;
    parts.driven();
    await room.command('driver', same, 's0');
    const before = room.book.state.seq;
    await room.command('driver', same, 's1');
    expect(room.book.state.seq).toBe(before);
    await room.command('driver', other, 's2');
    const after = seen(parts);
    await room.command('driver', same, 's1');
    expect(seen(parts)).toEqual(after);
  });

  test('of those that changed nothing the last 512 are known, while the room is open', async () => {
    const parts = await openRoom();
    const { room } = parts;
    const { member } = parts.driven();
    await room.command('driver', speed(1));
    for (let k = 0; k < COMMANDS_REMEMBERED; k++) await room.command('driver', speed(1), `s${k}`);
    await room.command('driver', speed(4), 'other');
    await room.command('driver', speed(1), 's0');
    expect(room.state.speed).toBe(4);
    const woken = await again(parts);
    woken.join('back', { member });
    await woken.command('back', speed(1), 's0');
    expect(woken.state.speed).toBe(1);
  });

  test('the id of another member’s command is no answer', async () => {
    const { room, join, driven } = await openRoom();
    driven();
    join('viewer');
    await room.command('driver', { type: 'names', hidden: true }, 'same');
    await room.command('viewer', question, 'same');
    expect(room.book.state.texts).toHaveLength(1);
  });
});

describe('RM6 what is refused late leaves the run where the class stands', () => {
  test.each<[string, Command]>([
    ['a seek', { type: 'seek', step: 4, operation: 0 }],
    ['another branch', { type: 'open', run: 0, branch: 0, step: 4, operation: 0 }],
  ])('%s, when somebody else has taken the wheel on its way', async (_name, command) => {
    const parts = await openRoom();
    const { room, join, trainer, trainers } = parts;
    const { does } = parts.driven();
    for (let i = 0; i < 5; i++) await does(oneStep);
    await does({ type: 'seek', step: 2, operation: 0 }, rate, oneStep, oneStep);
    const { playback } = room.state;
    expect(playback).toMatchObject({ cursor: { branch: 1, step: 4, operation: 0 } });
    await does({ type: 'seek', step: 3, operation: 0 });
    const { passed, open } = gate();
    trainers.until = passed;
    const { seek } = trainer();
    const begun = gate();
    trainer().seek = (...place) => {
      begun.open();
      return seek(...place);
    };
    const late = room.command('driver', command).catch((error: unknown) => error);
    join('other', { secret: SECRET });
    await begun.passed;
    await room.command('other', { type: 'take-wheel' });
    trainers.until = null;
    open();
    const outcome = await late;
    const before = room.state.playback;
    await room.command('other', { type: 'run' });
    const { updates, moment } = await trainer().park();
    if (before.status !== 'paused') throw new Error('not paused');
    // Whether it was performed or refused: the run goes on from where the class was told that it stands.
    expect({ outcome, at: [moment.cursor.branch, updates] }).toEqual({
      outcome,
      at: [before.cursor.branch, before.cursor.step - 1],
    });
  });
});
