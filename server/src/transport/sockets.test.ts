import { ORDER_ID_LIMIT, PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { SENTENCE_WORDS_LIMIT } from '@deltaboard/shared/protocol/limits.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { home, oneStep } from '../rooms/testing/commands.ts';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { orderOf, refusalOf, startServer, welcomeOf } from './testing/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** A room with its driver and a viewer; its trainer moves when the test says so. */
async function classroom() {
  const { code, secret } = await server.createRoom();
  const trainer = server.trainers.made[server.trainers.made.length - 1];
  const driver = await server.join({ room: code, secret });
  const viewer = await server.join({ room: code.toLowerCase() });
  return { code, secret, trainer, driver, viewer };
}

describe('PR1 the handshake', () => {
  test('an old page is told both versions', async () => {
    const { code } = await server.createRoom();
    expect(await refusalOf(server.url, { version: 0, room: code })).toEqual({
      code: 'protocol-version',
      params: { client: 0, server: PROTOCOL_VERSION },
    });
    expect(await refusalOf(server.url, {})).toMatchObject({ code: 'protocol-version' });
  });

  test('RM1 a wrong code and RM2 a wrong secret are refused with their code', async () => {
    const { code } = await server.createRoom();
    expect(await refusalOf(server.url, { version: PROTOCOL_VERSION, room: 'ZZZZ-ZZ' })).toEqual({
      code: 'no-such-room',
      params: { code: 'ZZZZ-ZZ' },
    });
    expect(await refusalOf(server.url, { version: PROTOCOL_VERSION, room: code, secret: 'guessed' })).toEqual(
      {
        code: 'bad-secret',
        params: {},
      },
    );
  });

  test('PR4 a malformed hello is refused with its path', async () => {
    const hello = { version: PROTOCOL_VERSION, room: 'x'.repeat(65) };
    expect(await refusalOf(server.url, hello)).toMatchObject({
      code: 'command',
      params: { path: 'room', reason: '<=64' },
    });
  });
});

describe('RM3 roles', () => {
  test("a viewer's forged command is refused and nothing changes", async () => {
    const { driver, viewer } = await classroom();
    const [heard, told] = [driver.messages.length, viewer.messages.length];
    expect(await viewer.command({ type: 'run' })).toEqual({
      ok: false,
      error: { code: 'not-the-driver', params: { command: 'run' } },
    });
    expect(await viewer.command({ type: 'take-wheel' })).toMatchObject({
      error: { code: 'not-an-instructor' },
    });
    expect(await driver.command(oneStep)).toEqual({ ok: true });
    await viewer.until(() => viewer.last('trainer-told') !== undefined);
    // That the driver has the wheel may be told as late as that.
    const between = viewer.messages
      .slice(told)
      .map(({ event }) => event)
      .filter(
        (event) =>
          event.type !== 'presence-changed' &&
          !(event.type === 'told' && event.changes[0][0][0] === 'driver'),
      );
    expect(between.map(({ type }) => type)).toEqual(['progressed', 'told', 'trainer-told']);
    expect(driver.messages.length).toBeGreaterThan(heard);
  });

  test('RM4 two instructor tabs are one driver, and either can drive', async () => {
    const { code, secret, driver } = await classroom();
    const { member } = await driver.welcomed;
    const second = await server.join({ room: code, secret, member });
    expect(await second.command(oneStep)).toEqual({ ok: true });
    expect(await driver.command(oneStep)).toEqual({ ok: true });
    driver.socket.disconnect();
    expect(await second.command(home)).toEqual({ ok: true });
    expect(second.view().state.driver).toBe(member.id);
  });
});

describe('PR2 reliable events', () => {
  test('reach everyone in order, and a latecomer has the same present in one message', async () => {
    const { code, driver, viewer, trainer } = await classroom();
    await driver.command({ type: 'speed', speed: 4 });
    await driver.command({ type: 'run' });
    trainer.advance(3);
    await driver.command({ type: 'pause' });
    const late = await server.join({ room: code });
    const welcome = await late.welcomed;
    if (welcome.resumed !== 'snapshot') throw new Error('not a snapshot');
    await viewer.until(() => viewer.messages.some(({ seq }) => seq === welcome.seq));
    const seqs = viewer.messages.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => seqs[0] + i));
    expect(welcome.snapshot.state).toEqual(viewer.view().state);
    expect(welcome.snapshot.moment).toEqual(viewer.last('moment-reached')?.moment);
    expect(welcome.snapshot.state.playback).toMatchObject({ status: 'paused', cursor: { step: 4 } });
    expect(welcome.snapshot.series.map(({ step }) => step)).toEqual([1, 2, 3]);
  });

  test('a client that returns gets exactly the events it missed, or a snapshot', async () => {
    const { code, driver, viewer } = await classroom();
    const { member } = await viewer.welcomed;
    await driver.command(oneStep);
    await viewer.until(() => viewer.last('trainer-told') !== undefined);
    const seen = viewer.messages.at(-1);
    if (!seen) throw new Error('nothing seen');
    viewer.socket.disconnect();
    await driver.command(oneStep);
    await driver.command(home);
    const back = await server.join({ room: code, member, seen: { term: seen.term, seq: seen.seq } });
    const welcome = await back.welcomed;
    expect(welcome.member).toEqual(member);
    if (welcome.resumed !== 'events') throw new Error('not the events');
    expect(welcome.events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: welcome.seq - seen.seq }, (_, i) => seen.seq + 1 + i),
    );
    expect(welcome.events).toEqual(driver.messages.filter(({ seq }) => seq > seen.seq && seq <= welcome.seq));
    const stale = await server.join({ room: code, member, seen: { term: seen.term + 1, seq: seen.seq } });
    expect((await stale.welcomed).resumed).toBe('snapshot');
  });

  test('bytes arrive as they were, on their own', async () => {
    const { viewer } = await classroom();
    const welcome = await viewer.welcomed;
    if (welcome.resumed !== 'snapshot') throw new Error('not a snapshot');
    const { run, moment } = welcome.snapshot;
    expect(run?.number).toBe(0);
    expect(moment?.theta).toHaveLength(4 * (8 * 50 + 8 + 8));
    expect(moment?.examples[0][0].x).toHaveLength(4 * 50);
  });

  test('RM2 presence is right after a drop', async () => {
    const { driver, viewer } = await classroom();
    await driver.until(() => driver.last('presence-changed')?.presence.here === 2);
    viewer.socket.io.engine.close();
    await driver.until(() => driver.last('presence-changed')?.presence.here === 1);
    driver.socket.io.engine.close();
    const { code } = await classroom();
    const room = await server.app.rooms.find(code);
    await room.flush();
    expect(room.presence).toEqual({ here: 2, driver: 'here', answered: 0, votes: [] });
  });
});

describe('PR8 a viewer that never reads', () => {
  test('is cut off before it fills the memory, and comes back to where the class is', async () => {
    const { code, driver, viewer } = await classroom();
    const wide = { ...presets.board, hidden: [512] };
    expect(await driver.command({ type: 'configure', preset: null, configuration: wide })).toEqual({
      ok: true,
    });
    const { member, ...seen } = await viewer.welcomed;
    await driver.until(() => driver.last('presence-changed')?.presence.here === 2);
    viewer.stopReading();
    let sent = 0;
    // More than the kernel's own buffers and the limit take; each event comes back to the driver, who reads.
    while (driver.last('presence-changed')?.presence.here === 2) {
      expect(await driver.command(oneStep)).toEqual({ ok: true });
      sent += driver.last('moment-reached')?.moment.theta.byteLength ?? 0;
      expect(sent).toBeLessThan(64_000_000);
    }
    expect(sent).toBeGreaterThan(8_000_000);
    const returned = await server.join({ room: code, member, seen: { term: seen.term, seq: seen.seq } });
    const welcome = await returned.welcomed;
    const last = driver.last('moment-reached')?.moment;
    expect(welcome.member.id).toBe(member.id);
    expect(welcome.resumed === 'snapshot' && welcome.snapshot.moment).toEqual(last);
  });
});

describe('PR3 live pictures', () => {
  test('a client that never acknowledges gets four, and the pause still reaches it', async () => {
    const { driver, viewer, trainer } = await classroom();
    await driver.command({ type: 'run' });
    for (let i = 1; i <= 10; i++) {
      trainer.advance(40);
      await driver.until(() => driver.frames.length === i);
      driver.socket.emit('seen', frameNumber(driver.frames[i - 1]));
      // Answered after the acknowledgement has been read.
      await driver.command({ type: 'speed', speed: 400 });
    }
    await driver.command({ type: 'pause' });
    await viewer.until(() => viewer.view().state.playback.status === 'paused');
    expect(driver.frames.map(frameNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(viewer.frames.map(frameNumber)).toEqual([1, 2, 3, 4]);
    expect(viewer.last('moment-reached')?.moment.cursor).toEqual(
      driver.last('moment-reached')?.moment.cursor,
    );
  });
});

describe('PR4 PR6 what does not make sense is refused as {code, params}', () => {
  test('an impossible configuration names path and bound; the room runs on', async () => {
    const { driver, trainer } = await classroom();
    await driver.command({ type: 'run' });
    const configuration = { ...presets.board, hidden: [1e9] };
    expect(await driver.command({ type: 'configure', preset: null, configuration })).toEqual({
      ok: false,
      error: { code: 'configuration', params: { path: 'hidden.0', value: '1000000000', reason: '<=512' } },
    });
    trainer.advance(5);
    expect(await driver.command({ type: 'pause' })).toEqual({ ok: true });
  });

  test('a largest corpus passes the door, in three bytes a character', async () => {
    const { driver } = await classroom();
    const configuration = {
      ...presets.board,
      corpus: { kind: 'pasted' as const, text: '가'.repeat(400_000) },
    };
    expect(await driver.command({ type: 'configure', preset: null, configuration })).toMatchObject({
      ok: false,
      error: { code: 'corpus-too-small' },
    });
  });

  test.each([
    ['no command', undefined],
    ['a text', 'run'],
    ['an unknown command', { type: 'explode' }],
    ['a command too many', { type: 'run', really: true }],
    ['a list', [[[]]]],
  ])('%s', async (_name, garbage) => {
    const { driver } = await classroom();
    for (const value of [garbage, orderOf(garbage)]) {
      expect(await driver.ask('command', value)).toMatchObject({ ok: false, error: { code: 'command' } });
    }
  });

  test.each([
    ['without an id', { command: oneStep }],
    ['with an empty one', { id: '', command: oneStep }],
    ['with one that is too long', { id: 'x'.repeat(ORDER_ID_LIMIT + 1), command: oneStep }],
    ['with one that is no text', { id: 7, command: oneStep }],
  ])('PR9 a command %s', async (_name, order) => {
    const { driver } = await classroom();
    expect(await driver.ask('command', order)).toMatchObject({
      ok: false,
      error: { code: 'command', params: { path: 'id' } },
    });
  });

  test('a missing acknowledgement and nonsense in its place do no harm', async () => {
    const { driver } = await classroom();
    driver.send('command', orderOf(oneStep));
    driver.send('command');
    driver.send('command', orderOf(oneStep), 'not a function');
    driver.send('seen', 'NaN', {}, []);
    driver.send('vectors');
    expect(await driver.command(oneStep)).toEqual({ ok: true });
    expect(driver.view().state.playback).toMatchObject({ cursor: { step: 4 } });
  });

  test('a name outside the protocol ends the connection, and only that', async () => {
    const { driver, viewer } = await classroom();
    const ended = viewer.disconnected();
    viewer.send('error', 'boo');
    await ended;
    expect(await driver.command(oneStep)).toEqual({ ok: true });
  });

  test.each([
    ['text', 'hello'],
    ['no msgpack', Buffer.from([0xc1])],
    ['an extension that claims 4 GB', Buffer.from([0xc9, 0xff, 0xff, 0xff, 0xff, 0x00])],
    ['a list that claims 4 billion', Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff])],
    ['a hundred thousand lists in one another', Buffer.alloc(100_000, 0x91)],
    ['nothing', Buffer.alloc(0)],
  ])('a packet of %s ends the connection, and only that', async (_name, packet) => {
    const { driver, viewer } = await classroom();
    const ended = viewer.disconnected();
    viewer.sendPacket(packet);
    await ended;
    expect(await driver.command(oneStep)).toEqual({ ok: true });
  });
});

describe("a viewer's own words", () => {
  test('come back with vectors and what the dictionary says', async () => {
    const { viewer } = await classroom();
    expect(await viewer.socket.emitWithAck('vectors', ['Paris', 'xyzzy'])).toMatchObject({
      ok: true,
      known: [true, false],
      dictionary: ['LOC', null],
      vectors: Buffer.from(new Float32Array(20).fill(1).buffer),
    });
  });

  test('PR4 not too many, and words', async () => {
    const { viewer } = await classroom();
    const many = Array.from({ length: SENTENCE_WORDS_LIMIT + 1 }, () => 'a');
    expect(await viewer.socket.emitWithAck('vectors', many)).toEqual({
      ok: false,
      error: { code: 'sentence-too-long', params: { words: 61, limit: 60 } },
    });
    expect(await viewer.ask('vectors', [1])).toMatchObject({
      error: { code: 'command', params: { path: '0' } },
    });
  });
});

describe('PR5 rate limits', () => {
  test('a connection that asks too often is told so; others are not', async () => {
    // No time passes: nothing that was spent comes back.
    const strict = await startServer({ commands: 3, vectors: 1 }, '/nowhere', manualClock());
    try {
      const { code, secret } = await strict.createRoom();
      const driver = await strict.join({ room: code, secret });
      const viewer = await strict.join({ room: code });
      const replies = await Promise.all([1, 2, 3, 4].map(() => driver.command(oneStep)));
      expect(replies).toEqual([
        { ok: true },
        { ok: true },
        { ok: true },
        { ok: false, error: { code: 'too-many', params: { what: 'commands', limit: 3 } } },
      ]);
      expect(await viewer.command(oneStep)).toMatchObject({ error: { code: 'not-the-driver' } });
      expect(await viewer.socket.emitWithAck('vectors', ['a'])).toMatchObject({ ok: true });
      expect(await viewer.socket.emitWithAck('vectors', ['a'])).toMatchObject({
        error: { code: 'too-many' },
      });
    } finally {
      await strict.close();
    }
  });
});

describe('HT1 other sites', () => {
  test('a page of another host does not get a connection', async () => {
    const { code } = await server.createRoom();
    const hello = { version: PROTOCOL_VERSION, room: code };
    for (const origin of ['http://evil.example', 'null']) {
      await expect(welcomeOf(server.url, hello, { origin })).rejects.toThrow('websocket error');
    }
    expect(await welcomeOf(server.url, hello, { origin: server.url })).toMatchObject({ resumed: 'snapshot' });
  });
});

test('CN1 CN3 what cannot be sent ends its room alone: its pages are told, and come back to where it was; no other notices', async () => {
  const [mine, other] = [await classroom(), await classroom()];
  await mine.driver.command({ type: 'speed', speed: 40 });
  await mine.driver.command({ type: 'pause' });
  const told = new Promise((resolve) => mine.viewer.socket.once('dismissed', resolve));
  const ends = [mine.driver.disconnected(), mine.viewer.disconnected()];
  // A trainer's word that no packet can carry.
  mine.trainer.score(Symbol('a step') as never, 0);
  expect(await told).toEqual({ code: 'room-failed', params: { seconds: 0 } });
  await Promise.all(ends);
  const back = await server.join({ room: mine.code, secret: mine.secret });
  expect(back.view().state.speed).toBe(40);
  expect(other.driver.socket.connected && other.viewer.socket.connected).toBe(true);
  expect(await other.driver.command({ type: 'speed', speed: 10 })).toEqual({ ok: true });
  await other.viewer.until(() => other.viewer.view().state.speed === 10);
});
