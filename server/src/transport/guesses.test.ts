/** Codes that somebody tries, over real sockets (SPEC LM7); no time passes unless the test says so. */
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Refusal, refusalData } from '@deltaboard/shared/refusal.ts';
import { defaultLimits, limits } from '../limits.ts';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { CODE_ALPHABET, CODE_LENGTH, OLD_CODE_LENGTH, randomCode, randomSecret } from '../secrets.ts';
import { Guesses } from './guesses.ts';
import { encode } from './msgpack.ts';
import { refusalOf, startServer, welcomeOf } from './testing/server.ts';

async function guessed(wrongCodes: number) {
  const clock = manualClock();
  const server = await startServer({ wrongCodes }, '/nowhere', clock);
  onTestFinished(() => server.close());
  const { code, secret } = await server.createRoom();
  const hello = { version: PROTOCOL_VERSION, room: code };
  const tooOften = { code: 'too-many', params: { what: 'codes', limit: wrongCodes } };
  const wrong = (room = randomCode()) => refusalOf(server.url, { ...hello, room });
  return { server, clock, code, secret, hello, tooOften, wrong };
}

describe('LM7 codes that are guessed', () => {
  test('an address that has guessed too often is told nothing, right or wrong; its members and whoever has the secret come in', async () => {
    const { server, secret, code, hello, tooOften, wrong } = await guessed(3);
    const member = (await welcomeOf(server.url, hello)).member;
    const back = await server.join({ room: code });
    for (let k = 0; k < 3; k++) expect(await wrong()).toMatchObject({ code: 'no-such-room' });
    expect(await wrong()).toEqual(tooOften);
    expect(await refusalOf(server.url, hello)).toEqual(tooOften);
    const other = { id: member.id, token: randomSecret() };
    for (const shown of [{ secret: randomSecret() }, { member: other }, { screen: true }])
      expect(await refusalOf(server.url, { ...hello, ...shown })).toEqual(tooOften);
    const { id, token } = (await back.welcomed).member;
    expect((await welcomeOf(server.url, { ...hello, member: { id, token } })).member.id).toBe(id);
    expect((await welcomeOf(server.url, { ...hello, secret })).member.instructor).toBe(true);
  });

  test('other addresses notice nothing, and what was used up comes back', async () => {
    const { server, clock, hello, wrong } = await guessed(2);
    for (let k = 0; k < 3; k++) await wrong();
    const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
    expect(await welcomeOf(server.url, hello, elsewhere)).toMatchObject({ resumed: 'snapshot' });
    clock.pass(limits.wrongCodes.seconds * 500);
    expect(await welcomeOf(server.url, hello)).toMatchObject({ resumed: 'snapshot' });
  });

  test('a short code counts as twenty; a wrong secret and the HTTP calls count as well', async () => {
    const { server, code, tooOften, wrong } = await guessed(21);
    expect(await wrong('ZZZZ-ZZ')).toMatchObject({ code: 'no-such-room' });
    const renamed = () =>
      fetch(`${server.url}/api/classes/rename`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code, secret: randomSecret(), name: 'x' }),
      });
    expect(await (await renamed()).json()).toEqual(refusalData(new Refusal('bad-secret')));
    expect(await (await renamed()).json()).toEqual(tooOften);
    expect(await wrong()).toEqual(tooOften);
  });

  test('the chance that a hundred addresses find one of the rooms in an hour is at most 1 in 10,000', async () => {
    const guesses = new Guesses(manualClock(), defaultLimits);
    const refused = async (code: string): Promise<string> =>
      guesses
        .admit(
          'a',
          code,
          () => Promise.reject(new Refusal('no-such-room', { code })),
          () => false,
        )
        .then(
          () => 'let in',
          (error: unknown) => (error as Refusal).code,
        );
    let tried = 0;
    while ((await refused('ZZZZ-ZZZZ')) === 'no-such-room') tried++;
    expect(tried).toBe(limits.wrongCodes.value);
    // What comes back within the hour is as much again.
    const anHour = tried + (3600 / limits.wrongCodes.seconds) * limits.wrongCodes.value;
    const codes = CODE_ALPHABET.length ** CODE_LENGTH;
    expect(randomCode().replace('-', '')).toHaveLength(CODE_LENGTH);
    expect((100 * anHour * limits.rooms.value) / codes).toBeLessThanOrEqual(1e-4);
    // Of classes from before there were eight characters, three may be open.
    expect((100 * (anHour / 20) * 3) / CODE_ALPHABET.length ** OLD_CODE_LENGTH).toBeLessThanOrEqual(1e-4);
  });
});

describe('LM8 one WebSocket', () => {
  const connected = (url: string): Socket => {
    const socket = io(url, {
      transports: ['websocket'],
      parser,
      reconnection: false,
      forceNew: true,
      auth: {},
    });
    onTestFinished(() => void socket.disconnect());
    return socket;
  };
  /** Sends a packet as no page does: on the WebSocket that is there. */
  const sends = ({ io: { engine } }: Socket, type: number, data: object): void =>
    void engine.write(encode({ type, nsp: '/', data }) as never);
  const shake = (socket: Socket, auth: object): void => sends(socket, 0, auth);

  test('is cut after a few refusals', async () => {
    const { server } = await guessed(100);
    const socket = connected(server.url);
    const refusals: unknown[] = [];
    await new Promise((resolve) => socket.io.once('open', () => resolve(null)));
    socket.io.on('packet', ({ type }) => void (Number(type) === 4 && refusals.push(type)));
    const closed = new Promise((resolve) => socket.io.engine.once('close', resolve));
    for (let k = 0; k < 20; k++) shake(socket, { version: PROTOCOL_VERSION, room: randomCode() });
    await closed;
    expect(refusals.length).toBeLessThanOrEqual(limits.refusals.value);
  });

  test('has one member, who leaves with it: it cannot come again and again and leave its listeners', async () => {
    const { server, code, hello } = await guessed(100);
    const client = await server.join({ room: code });
    const { engine } = client.socket.io;
    const closed = new Promise((resolve) => engine.once('close', resolve));
    for (let k = 0; k < 20; k++) shake(client.socket, hello);
    await closed;
    const again = await server.join({ room: code });
    const ended = new Promise((resolve) => again.socket.io.engine.once('close', resolve));
    // Leaves the namespace, and keeps the WebSocket.
    sends(again.socket, 1, {});
    await ended;
    await expect.poll(() => server.app.rooms.count.members).toBe(0);
  });
});
