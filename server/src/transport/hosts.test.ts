import { request } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHosts } from './hosts.ts';
import { startServer, welcomeOf } from './testing/server.ts';

describe('DR1 the names of this server', () => {
  const hosts = createHosts(['Class.example.org', '.school.example', '203.0.113.9']);
  const own = Object.values(networkInterfaces())
    .flatMap((interfaces) => interfaces ?? [])
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));

  test.each([
    ...own,
    ...[hostname(), `${hostname().split('.')[0]}.local`],
    ...['localhost', 'LOCALHOST', 'localhost.', 'board.localhost', '127.0.0.1', '127.8.8.8', '[::1]'],
    ...['class.example.org', 'CLASS.example.org', 'b7.school.example', '203.0.113.9'],
  ])('%s is one, with a port and without', (name) => {
    expect([name, `${name}:3000`].map(hosts)).toEqual([true, true]);
  });

  test.each([
    undefined,
    ...['', ':80', 'evil.example', 'class.example.org.evil.example', 'notschool.example', 'school.example'],
    ...['localhost.evil.example', '127.0.0.1.evil.example', '203.0.113.10', '[::2]', 'localhost:', 'a b'],
    ...['localhost:3000:80', 'localhost/', 'evil.example@localhost', '::1'],
  ])('%s is none', (name) => {
    expect(hosts(name)).toBe(false);
  });

  test('any name is, where whoever runs the server says so', () => {
    expect(createHosts(['*'])('evil.example')).toBe(true);
  });
});

describe('DR1 DR2 a page of another site', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => (server = await startServer()));
  afterAll(() => server.close());

  /** As a browser sends it whose page is at `origin`, and that finds this server under `host`. */
  const ask = (method: string, path: string, host: string, origin?: string) =>
    new Promise<{ readonly status: number | undefined; readonly body: string }>((resolve, reject) => {
      const asked = request(
        server.url + path,
        { method, headers: { host, ...(origin !== undefined && { origin }) } },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => (body += part));
          response.on('end', () => {
            resolve({ status: response.statusCode, body });
          });
        },
      );
      asked.on('error', reject);
      asked.end();
    });

  test('starts no class under a name of its own that leads here', async () => {
    const { status, body } = await ask('POST', '/api/rooms', 'evil.example', 'http://evil.example');
    expect(status).toBe(421);
    expect(JSON.parse(body)).toEqual({ code: 'other-host', params: { host: 'evil.example' } });
    expect(server.app.rooms.count.rooms).toBe(0);
  });

  test.each(['/', '/r/KQ7M-2PBB', '/healthz', '/assets/none.js'])(
    'reads nothing at %s, and a person is told what allows the name',
    async (path) => {
      const { status, body } = await ask('GET', path, 'evil.example:3000');
      expect(status).toBe(421);
      expect(body).toContain('ALLOWED_HOSTS');
    },
  );

  test('gets no connection', async () => {
    const { code } = await server.createRoom();
    const hello = { version: PROTOCOL_VERSION, room: code };
    for (const headers of [
      { host: 'evil.example', origin: 'http://evil.example' },
      { host: 'evil.example' },
      { origin: 'http://evil.example' },
      { host: 'class.example.org', origin: 'https://other.example.org' },
    ]) {
      await expect(welcomeOf(server.url, hello, headers)).rejects.toThrow('websocket error');
    }
    const ours = { host: 'class.example.org', origin: 'https://class.example.org' };
    expect(await welcomeOf(server.url, hello, ours)).toMatchObject({ resumed: 'snapshot' });
  });

  test('under an allowed name starts a class only from its own page', async () => {
    const [own, other] = ['https://class.example.org', 'https://class.example.org.evil.example'];
    expect((await ask('POST', '/api/rooms', 'class.example.org', own)).status).toBe(201);
    expect((await ask('POST', '/api/rooms', 'class.example.org', other)).status).toBe(403);
    expect((await ask('POST', '/api/rooms', 'class.example.org', 'null')).status).toBe(403);
  });
});
