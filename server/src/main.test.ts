import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { PROTOCOL_VERSION, type RoomCreated } from '@deltaboard/shared/protocol/events.ts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { expect, onTestFinished, test } from 'vitest';
import { smallDisk } from './store/testing/small-disk.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

const startMain = (port: string, kept = ['--memory']): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['--import', 'tsx', main, '--host', '127.0.0.1', '--port', port, ...kept]);

/** Where it listens. */
async function addressOf(server: ChildProcessWithoutNullStreams): Promise<string> {
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('Deltaboard is listening');
  return String((await lines.next()).value).trim();
}

/** A connection that drives a new class. */
async function driving(url: string): Promise<Socket> {
  const created = await fetch(`${url}/api/rooms`, { method: 'POST' });
  const { code, secret } = (await created.json()) as RoomCreated;
  const auth = { version: PROTOCOL_VERSION, room: code, secret };
  const driver = io(url, { transports: ['websocket'], parser, auth, reconnection: false });
  await new Promise((resolve) => driver.once('welcome', resolve));
  return driver;
}

/** A connection on which so much has come, and no more. */
async function half(url: string, asked: string): Promise<void> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(asked);
}

/** One after the other: each reads the word vectors. */
test('HT3 main says where it listens, says that a port is in use, and ends at SIGTERM', async () => {
  const server = startMain('0');
  try {
    const url = await addressOf(server);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const driver = await driving(url);
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
    // A browser opens one to have it at hand; and anybody may ask half a question (SPEC HT3).
    for (const asked of ['', 'GET /healthz HTTP/1.1\r\nHost:']) await half(url, asked);
    server.kill('SIGTERM');
    await disconnected;
    expect(await exited).toEqual([0, null]);
  } finally {
    server.kill('SIGKILL');
  }
});

test('PG2 what main is asked for wrongly ends with 2, and is said in a line', async () => {
  const server = startMain('3000x');
  const [complaint, [exitCode]] = await Promise.all([text(server.stderr), once(server, 'exit')]);
  expect([exitCode, complaint]).toEqual([2, 'The port must be a number from 0 to 65535, not "3000x".\n']);
});

test('CL13 a stop that could not save everything says so, and does not end as a good one', async (context) => {
  const disk = smallDisk('2m');
  if (disk === null) {
    console.warn('NOT TESTED: a stop on a full disk (SPEC CL13). It needs root, and leave to mount.');
    return context.skip();
  }
  const server = startMain('0', ['--data-dir', join(disk, 'data'), '--log-level', 'silent']);
  try {
    const driver = await driving(await addressOf(server));
    expect(() => writeFileSync(join(disk, 'ballast'), Buffer.alloc(2 * 1024 * 1024))).toThrow('ENOSPC');
    let last: unknown;
    // What the write-ahead log still has room for is saved.
    for (let k = 0; k < 100 && !JSON.stringify(last)?.includes('unsaved'); k++) {
      const command = { type: 'names', hidden: k % 2 === 0 };
      last = await driver.emitWithAck('command', { id: `${k}`, command });
    }
    expect(last).toEqual({ ok: true, unsaved: true });
    const ended = Promise.all([text(server.stderr), once(server, 'exit')]);
    server.kill('SIGTERM');
    const [complaint, exit] = await ended;
    expect(complaint).toMatch(/^Not everything could be saved.*\n$/);
    expect(exit).toEqual([1, null]);
  } finally {
    server.kill('SIGKILL');
  }
});

/** A certificate for localhost that nobody has signed; null where openssl is not at hand. */
function selfSigned(folder: string): { readonly cert: string; readonly key: string } | null {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  try {
    execFileSync('openssl', ['req', '-x509', ...made, ...subject, '-keyout', files.key, '-out', files.cert], {
      stdio: 'ignore',
    });
    return files;
  } catch {
    return null;
  }
}

test('DR4 with --cert and --key the server speaks TLS, and takes up a renewed certificate at SIGHUP', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'deltaboard-tls-'));
  const files = selfSigned(folder);
  if (files === null) {
    console.warn('NOT TESTED: TLS (SPEC DR4). It needs openssl for a certificate.');
    return context.skip();
  }
  const server = startMain('0', ['--memory', '--cert', files.cert, '--key', files.key]);
  try {
    const url = await addressOf(server);
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    /** Status of an answer whose certificate is the one in the folder; rejects for any other. */
    const status = (trusted: Buffer) =>
      new Promise((resolve, reject) => {
        get(`${url}/healthz`, { ca: trusted, agent: false }, ({ statusCode }) => {
          resolve(statusCode);
        }).on('error', reject);
      });
    const first = readFileSync(files.cert);
    expect(await status(first)).toBe(200);
    selfSigned(folder);
    const second = readFileSync(files.cert);
    await expect(status(second)).rejects.toThrow('self-signed');
    server.kill('SIGHUP');
    await expect.poll(() => status(second).catch(() => null)).toBe(200);
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});
