/** How connections end (SPEC MF1), seen by a client that is told nothing but what crosses the wire. */
import { createConnection } from 'node:net';
import { io, Manager } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { limits } from '../limits.ts';
import { encode } from './msgpack.ts';
import { startServer } from './testing/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const options = { transports: ['websocket'], parser, reconnection: false };

/** The code that a connection will be closed with. */
const closing = ({ engine }: Manager): Promise<number> => {
  const { ws } = engine.transport as unknown as { readonly ws: { onclose: unknown } };
  return new Promise((resolve) => {
    ws.onclose = (event: { readonly code: number }) => resolve(event.code);
  });
};

/** Open, and nobody yet. */
async function connected(): Promise<{ readonly manager: Manager; readonly code: Promise<number> }> {
  const manager = new Manager(server.url, options);
  onTestFinished(() => void manager.engine.close());
  await new Promise((resolve) => manager.once('open', () => resolve(null)));
  return { manager, code: closing(manager) };
}

/** In a class. */
async function joined(url: string, room: string): Promise<Promise<number>[]> {
  const socket = io(url, { ...options, forceNew: true, auth: { version: PROTOCOL_VERSION, room } });
  onTestFinished(() => void socket.disconnect());
  await new Promise((resolve) => socket.once('welcome', resolve));
  return [closing(socket.io)];
}

const write = ({ engine }: Manager, data: string | Buffer): void => void engine.write(data as never);
const shake = (auth: object): Buffer => encode({ type: 0, nsp: '/', data: auth });

describe('MF1 a connection ends with a code that says why', () => {
  test.each<[string, string | Buffer]>([
    ['bytes that are no packet', Buffer.of(0xc1)],
    ['a text', 'command'],
    ['an event before anybody is anybody', encode({ type: 2, nsp: '/', data: ['seen', 1] })],
    ['a name that is not in the protocol', encode({ type: 2, nsp: '/', data: ['disconnect'] })],
    ['another namespace', encode({ type: 0, nsp: `/${'x'.repeat(1000)}`, data: {} })],
  ])('1008: %s', async (_name, data) => {
    const { manager, code } = await connected();
    write(manager, data);
    expect(await code).toBe(1008);
  });

  test('1008: more refusals than a page gets', async () => {
    const { manager, code } = await connected();
    for (let k = 0; k <= limits.refusals.value; k++) write(manager, shake({ version: 0 }));
    expect(await code).toBe(1008);
  });

  test('1009: too large', async () => {
    const { manager, code } = await connected();
    write(manager, Buffer.alloc(limits.message.value + 1));
    expect(await code).toBe(1009);
  });

  test('1000: the class has ended it', async () => {
    const { code } = await server.createRoom();
    const [closed] = await joined(server.url, code);
    await server.app.rooms.close(code);
    expect(await closed).toBe(1000);
  });

  test('1001: the server stops', async () => {
    const stopping = await startServer();
    const { code } = await stopping.createRoom();
    const [closed] = await joined(stopping.url, code);
    await stopping.close();
    expect(await closed).toBe(1001);
  });

  test.each([
    ['/socket.io/?EIO=3&transport=websocket', 400],
    ['/socket.io/?EIO=4&transport=websocket&sid=x', 400],
    ['/socket.io/?EIO=4&transport=polling', 400],
    ['/socket.io', 404],
    ['/elsewhere?EIO=4&transport=websocket', 404],
  ])('a way in that no page takes has a status: %s', async (path, status) => {
    const { port, hostname } = new URL(server.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = createConnection(Number(port), hostname);
      socket.once('data', (bytes) => resolve(bytes.toString('latin1')));
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
      );
      onTestFinished(() => void socket.destroy());
    });
    expect(answer).toContain(`HTTP/1.1 ${status} `);
  });
});

test('MF1 an answer that is asked for is given, whatever stands before it', async () => {
  const { code, secret } = await server.createRoom();
  const driver = await server.join({ room: code, secret });
  for (const name of ['command', 'vectors', 'losses', 'report']) {
    for (const before of [[], [{}], [{}, 1, [2]]])
      expect(await driver.ask(name, ...before)).toMatchObject({ ok: name === 'report' });
  }
});
