import { page } from '../testing/page.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Desk } from '@deltaboard/shared/protocol/participation.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect } from './connection.ts';
import type { ConnectionListener, ConnectionState } from './listener.ts';
import { keptClasses } from './kept-classes.ts';
import { ScriptedSocket } from '../testing/scripted-socket.ts';

let socket: ScriptedSocket;
vi.mock('socket.io-client', () => ({ io: () => socket }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** In a class; what is told of commands without an answer, in order. */
function joined(secret: string | null = null, more: object = {}) {
  socket = new ScriptedSocket();
  const unanswered: number[] = [];
  const desks: (Desk | null)[] = [];
  const states: ConnectionState[] = [];
  const listener: ConnectionListener = {
    stateChanged: (state) => void states.push(state),
    welcomed: () => {},
    event: () => {},
    frameArrived: () => Promise.resolve(),
    toldPersonal: () => {},
    toldDesk: (desk) => void desks.push(desk),
    unanswered: (commands) => void unanswered.push(commands),
    position: () => null,
  };
  const connection = connect(
    { code: 'KQ7M-2P', secret, as: null, screen: false, embed: false, presenter: false },
    listener,
  );
  socket.welcome(more);
  return { connection, unanswered, desks, states };
}

const orders = () => socket.named('command') as readonly { readonly id: string; readonly command: Command }[];
/** What it has come to, or 'waiting'. */
const outcome = async (promise: Promise<unknown>): Promise<unknown> => {
  await vi.advanceTimersByTimeAsync(0);
  return Promise.race([promise, Promise.resolve('waiting')]);
};

test('CL8 the desk is told whole, then as what of it has changed, and not at all to who leads no more', () => {
  const { desks } = joined();
  const desk: Desk = {
    ...{ people: [], following: 0, viewers: 2, screens: [] },
    ...{ lost: 0, lostAt: [], contributions: [], hands: [], rounds: [] },
  };
  socket.say('desk', desk);
  socket.say('desk-changed', [[['lost'], 1]]);
  socket.say('desk', null);
  socket.say('desk-changed', [[['lost'], 2]]);
  expect(desks).toEqual([desk, { ...desk, lost: 1 }, null]);
});

test('PR9 every command has an id of its own, of 128 random bits', async () => {
  const { connection } = joined();
  const moved = connection.command({ type: 'run' });
  void connection.command({ type: 'pause' });
  const [run, pause] = orders();
  expect(run).toEqual({ id: expect.stringMatching(/^[\w-]{22}$/) as string, command: { type: 'run' } });
  expect(pause.id).not.toBe(run.id);
  socket.sent[0].answer({ ok: true });
  expect(await moved).toEqual({ ok: true });
});

test('PR9 a command without an answer is not one that was not sent: it waits, says so, and is answered in the end', async () => {
  const { connection, unanswered } = joined();
  const moved = connection.command({ type: 'run' });
  await vi.advanceTimersByTimeAsync(9_999);
  expect(unanswered).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await outcome(moved)).toBe('waiting');
  expect(unanswered).toEqual([1]);
  socket.answer('command', { ok: true });
  expect(await outcome(moved)).toEqual({ ok: true });
  expect(unanswered).toEqual([1, 0]);
});

test('PR9 it is sent again under the same id after each welcome, in the order of old, until it is answered', async () => {
  const { connection, unanswered } = joined();
  const run = connection.command({ type: 'run' });
  const slower = connection.command({ type: 'speed', speed: 1 });
  const sent = orders();
  socket.lose();
  expect(unanswered.at(-1)).toBe(2);
  socket.welcome();
  expect(orders()).toEqual([...sent, ...sent]);
  socket.sent[2].answer({ ok: true });
  socket.lose();
  socket.welcome();
  expect(orders()).toEqual([...sent, ...sent, sent[1]]);
  socket.answer('command', { ok: false, error: { code: 'not-now', params: {} } });
  expect(await outcome(run)).toEqual({ ok: true });
  expect(await outcome(slower)).toEqual({ ok: false, error: { code: 'not-now', params: {} } });
  expect(unanswered.at(-1)).toBe(0);
  socket.lose();
  socket.welcome();
  expect(orders()).toHaveLength(5);
});

test('PR9 pressed again while it waits, it is the same command; another one, or one that only has no answer yet, is not', async () => {
  const { connection } = joined();
  const step: Command = { type: 'move', granularity: 'step', direction: 1 };
  const first = connection.command(step);
  void connection.command({ ...step });
  expect(orders()).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(10_000);
  const again = connection.command({ ...step });
  void connection.command({ ...step, direction: -1 });
  expect(orders()).toHaveLength(3);
  socket.lose();
  const offline = connection.command({ ...step });
  socket.sent.length = 0;
  socket.welcome();
  socket.sent[0].answer({ ok: true });
  expect([await outcome(first), await outcome(again), await outcome(offline)]).toEqual([
    { ok: true },
    { ok: true },
    { ok: true },
  ]);
});

test('PR9 what is bound to its connection ends with it: a key that was held is not held again by itself', async () => {
  const { connection, unanswered } = joined();
  const bound: readonly Command[] = [
    { type: 'hold', granularity: 'operation', direction: 1 },
    { type: 'release' },
    { type: 'follow', following: false },
    { type: 'point', pointer: null },
  ];
  const asked = bound.map((command) => connection.command(command));
  await vi.advanceTimersByTimeAsync(10_000);
  socket.lose();
  expect(await Promise.all(asked)).toEqual(bound.map(() => ({ ok: false, error: 'no-connection' })));
  socket.welcome();
  expect(orders()).toHaveLength(bound.length);
  expect(unanswered).toEqual([]);
});

test('UI7 without a connection nothing is sent, now or later', async () => {
  const { connection } = joined();
  socket.lose();
  expect(await connection.command({ type: 'run' })).toEqual({ ok: false, error: 'no-connection' });
  socket.welcome();
  expect(orders()).toEqual([]);
});

test('PR9 a page that leaves asks for nothing more', async () => {
  const { connection, unanswered } = joined();
  void connection.command({ type: 'run' });
  connection.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(unanswered).toEqual([]);
  expect(orders()).toHaveLength(1);
});

test('YC1 who joins with the secret has the class remembered, and nobody else', () => {
  joined();
  expect(keptClasses()).toEqual([]);
  joined('secret');
  expect(keptClasses()).toMatchObject([{ code: 'KQ7M-2P', secret: 'secret' }]);
});

test('LE20 a rehearsal is none of the classes that are remembered, however it is come to, and its address keeps the secret', () => {
  const before = keptClasses();
  history.replaceState(null, '', '/r/KQ7M-2P#rehearsed');
  joined('rehearsed', { resumed: 'snapshot', snapshot: { state: { rehearsal: true } } });
  // On the way back it is not told again.
  socket.welcome({ resumed: 'events' });
  expect(location.hash).toBe('#rehearsed');
  expect(keptClasses()).toEqual(before);
});

test('CL10 who is told that the server stops comes back in its own time, and not before', async () => {
  joined();
  const connect = vi.spyOn(socket, 'connect');
  socket.say('stopping', 2500);
  socket.lose();
  await vi.advanceTimersByTimeAsync(2499);
  expect(connect).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(connect).toHaveBeenCalledTimes(1);
});

test('CN5 of a class that has failed the page says so, and comes back when it is told to; of any other dismissal it stays away', async () => {
  const { states } = joined();
  const connect = vi.spyOn(socket, 'connect');
  const again = { code: 'room-failed', params: { seconds: 0 } } as const;
  socket.say('dismissed', again);
  expect(states.at(-1)).toEqual({ status: 'lost', attempt: 1, failure: again });
  await vi.advanceTimersByTimeAsync(500);
  expect(connect).toHaveBeenCalledTimes(1);
  const closed = { code: 'room-failed', params: { seconds: 60 } } as const;
  socket.say('connect_error', Object.assign(new Error('refused'), { data: closed }));
  expect(states.at(-1)).toEqual({ status: 'lost', attempt: 2, failure: closed });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connect).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(connect).toHaveBeenCalledTimes(2);
  socket.say('dismissed', { code: 'kicked', params: {} });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(connect).toHaveBeenCalledTimes(2);
  expect(states.at(-1)).toMatchObject({ status: 'refused' });
});

test('WR7 a hidden tab takes no pictures, a phone every other one', () => {
  const hides = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false);
  const { connection } = joined();
  const asked = () => socket.named('pictures');
  expect(asked()).toEqual([]);
  hides.mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  page.narrow = true;
  hides.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(asked()).toEqual([0, 2]);
  page.narrow = false;
  connection.close();
  document.dispatchEvent(new Event('visibilitychange'));
  expect(asked()).toEqual([0, 2]);
});

test('WR9 pictures are acknowledged within a quarter of a second, several with one word', async () => {
  const { connection } = joined();
  for (const number of [1, 2, 3]) {
    socket.say('frame', Uint8Array.of(number, 0, 0, 0));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(socket.named('seen')).toEqual([3]);
  socket.say('frame', Uint8Array.of(4, 0, 0, 0));
  await vi.advanceTimersByTimeAsync(250);
  expect(socket.named('seen')).toEqual([3, 4]);
  connection.close();
});
