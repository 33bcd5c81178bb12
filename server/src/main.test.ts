import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { PROTOCOL_VERSION, type RoomCreated } from '@deltaboard/shared/protocol/events.ts';
import { io } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

const startMain = (port: string): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['--import', 'tsx', main, '--host', '127.0.0.1', '--port', port, '--memory']);

/** One after the other: each reads the word vectors. */
test(
  'main says where it listens, says that a port is in use, and ends at SIGTERM',
  { timeout: 60_000 },
  async () => {
    const server = startMain('0');
    try {
      const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
      expect((await lines.next()).value).toBe('Deltaboard is listening');
      const url = String((await lines.next()).value).trim();
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

      const created = await fetch(`${url}/api/rooms`, { method: 'POST' });
      const { code, secret } = (await created.json()) as RoomCreated;
      const auth = { version: PROTOCOL_VERSION, room: code, secret };
      const driver = io(url, { transports: ['websocket'], parser, auth, reconnection: false });
      await new Promise((resolve) => driver.once('welcome', resolve));
      const pictured = new Promise((resolve) => driver.once('frame', resolve));
      expect(await driver.emitWithAck('command', { id: '1', command: { type: 'run' } })).toEqual({
        ok: true,
      });
      await pictured;

      const second = startMain(new URL(url).port);
      const [complaint, [exitCode]] = await Promise.all([text(second.stderr), once(second, 'exit')]);
      expect(exitCode).toBe(1);
      expect(complaint).toMatch(/^Port \d+ is in use\. .*\n$/);

      const [exited, disconnected] = [
        once(server, 'exit'),
        new Promise((resolve) => driver.once('disconnect', resolve)),
      ];
      server.kill('SIGTERM');
      await disconnected;
      expect(await exited).toEqual([0, null]);
    } finally {
      server.kill('SIGKILL');
    }
  },
);
