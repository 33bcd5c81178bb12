/** A class inside a step, over real sockets. */
import { withChanges, type Change } from '@deltaboard/shared/class/changes.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { LossesReply, RoomEvent } from '@deltaboard/shared/protocol/events.ts';
import type { Snapshot } from '@deltaboard/shared/protocol/state.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOLD_INTERVAL_MS } from '../rooms/hold.ts';
import { home, oneOperation, oneStep } from '../rooms/testing/commands.ts';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { startServer, type Client } from './testing/server.ts';

const clock = manualClock();
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer({}, '/nowhere', clock);
});
afterAll(() => server.close());

/** Operations of a step of the board preset, the update with them. */
const K = 14;

async function classroom() {
  const { code, secret } = await server.createRoom();
  const driver = await server.join({ room: code, secret });
  const viewers = [await server.join({ room: code }), await server.join({ room: code })];
  return { code, secret, driver, viewers };
}

/** Where the class came to stand, as this client was told, in order. */
function cursorsOf({ first, messages }: Client): readonly Cursor[] {
  const { playback } = first().state;
  const cursors = playback.status === 'paused' ? [playback.cursor] : [];
  for (const { event } of messages) {
    const cursor = cursorTold(event, cursors[cursors.length - 1]);
    if (!isDeepStrictEqual(cursor, cursors.at(-1))) cursors.push(cursor);
  }
  return cursors.slice(1);
}

function cursorTold(event: RoomEvent, before: Cursor): Cursor {
  if (event.type === 'moment-reached') return event.moment.cursor;
  if (event.type !== 'told') return before;
  const changes = event.changes.flatMap(([[first, second, ...path], value]): Change[] =>
    first === 'playback' && second === 'cursor' ? [[path, value]] : [],
  );
  return withChanges(before, changes);
}

async function snapshotFor(room: string): Promise<Snapshot> {
  const welcome = await (await server.join({ room })).welcomed;
  if (welcome.resumed !== 'snapshot') throw new Error('not a snapshot');
  return welcome.snapshot;
}

describe('RN8 an instructor and two viewers walk one whole pass', () => {
  test('forward and back: all stand at the same operations in the same order; a latecomer where they are', async () => {
    const { code, driver, viewers } = await classroom();
    await driver.command(home);
    for (let k = 1; k <= K; k++) expect(await driver.command(oneOperation(1))).toEqual({ ok: true });
    const late = await snapshotFor(code);
    for (let k = 1; k <= K; k++) expect(await driver.command(oneOperation(-1))).toEqual({ ok: true });
    const walked = [
      ...Array.from({ length: K }, (_, k) => [1, k]),
      [2, 0],
      ...Array.from({ length: K }, (_, k) => [1, K - 1 - k]),
    ];
    for (const client of [driver, ...viewers]) {
      await client.until(() => cursorsOf(client).length >= walked.length);
      expect(cursorsOf(client).map(({ step, operation }) => [step, operation])).toEqual(walked);
    }
    expect(late.state.playback).toMatchObject({ status: 'paused', cursor: { step: 2, operation: 0 } });
    const shown = viewers[0].messages.findLast(
      ({ event }) => event.type === 'moment-reached' && event.moment.cursor.operation === 1,
    );
    const moment = shown?.event.type === 'moment-reached' ? shown.event.moment : null;
    const whole = viewers[0].messages.find(({ event }) => event.type === 'trainer-told');
    const trainer = whole?.event.type === 'trainer-told' ? whole.event.trainer : null;
    expect(late.moment).toEqual({ ...moment, cursor: { ...moment?.cursor, step: 2, operation: 0 }, trainer });
  });

  test('a latecomer in the middle of it sees what the others see', async () => {
    const { code, driver, viewers } = await classroom();
    await driver.command({ type: 'seek', step: 1, operation: 9 });
    await driver.command(oneOperation(1));
    const late = await snapshotFor(code);
    const [viewer] = viewers;
    await viewer.until(() => cursorsOf(viewer).at(-1)?.operation === 10);
    expect(late.state.playback).toMatchObject({ cursor: cursorsOf(viewer).at(-1) });
    expect(late.moment?.cursor).toEqual(cursorsOf(viewer).at(-1));
    expect(late.moment?.examples).toHaveLength(1);
  });
});

describe('RN12 a held key', () => {
  test('moves the class until its connection drops', async () => {
    const { driver, viewers } = await classroom();
    const [viewer] = viewers;
    await driver.command({ type: 'hold', granularity: 'operation', direction: -1 });
    for (let moves = 1; moves <= 3; moves++) {
      await viewer.until(() => cursorsOf(viewer).length === moves);
      clock.pass(HOLD_INTERVAL_MS.operation);
    }
    await viewer.until(() => cursorsOf(viewer).length === 4);
    const left = driver.disconnected();
    driver.socket.disconnect();
    await left;
    // The server hears of it when it does, and says so by its own clock.
    const driverIs = (): string | undefined => {
      clock.pass(500);
      return viewer.last('presence-changed')?.presence.driver;
    };
    await expect.poll(driverIs, { timeout: 20_000 }).toBe('away');
    const stood = cursorsOf(viewer).length;
    clock.pass(10_000);
    // Answered after whatever was sent before.
    await viewer.socket.emitWithAck('vectors', ['paris']);
    expect(cursorsOf(viewer)).toHaveLength(stood);
  });
});

describe('RN6 branches', () => {
  test('never change each other: what is opened again has its own losses and moment', async () => {
    const { code, driver } = await classroom();
    const does = async (...commands: Command[]): Promise<void> => {
      for (const command of commands) expect(await driver.command(command)).toEqual({ ok: true });
    };
    const losses = async (): Promise<Extract<LossesReply, { ok: true }>> => {
      const reply = await driver.socket.emitWithAck('losses', { from: 1, to: 100 });
      if (!reply.ok) throw new Error(reply.error.code);
      return reply;
    };
    await does(...Array.from({ length: 8 }, () => oneStep));
    const [first, before] = [await losses(), (await snapshotFor(code)).moment];
    expect(first).toMatchObject({ run: 0, branch: 0 });
    expect(first.points.map(({ step, count }) => [step, count])).toEqual(
      Array.from({ length: 8 }, (_, i) => [i + 1, 1]),
    );
    const rate = { setting: 'learningRate', value: 0.9 } as const;
    await does({ type: 'seek', step: 3, operation: 0 }, { type: 'set', change: rate });
    await does(...Array.from({ length: 6 }, () => oneStep));
    const branch = await losses();
    expect(branch).toMatchObject({ branch: 1 });
    expect(branch.points.slice(0, 3)).toEqual(first.points.slice(0, 3));
    expect(branch.points.slice(3)).not.toEqual(first.points.slice(3));
    await does({ type: 'open', run: 0, branch: 0, step: 9, operation: 0 });
    expect(await losses()).toEqual(first);
    expect((await snapshotFor(code)).moment).toEqual(before);
  });

  test('PR4 a range that is none is refused', async () => {
    const { viewers } = await classroom();
    expect(await viewers[0].ask('losses', { from: 0, to: 5 })).toMatchObject({
      ok: false,
      error: { code: 'command', params: { path: 'from', reason: '>=1' } },
    });
  });
});
