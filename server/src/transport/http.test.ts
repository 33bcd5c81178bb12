import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { systemClock } from '../clock.ts';
import { startServer } from './testing/server.ts';

let client: string;
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  client = await mkdtemp(join(tmpdir(), 'deltaboard-page-'));
  await mkdir(join(client, 'assets'));
  await mkdir(join(client, 'r'));
  for (const page of ['index.html', 'r/index.html'])
    await writeFile(join(client, page), '<!doctype html><title>Deltaboard</title>');
  await writeFile(join(client, 'assets', 'index-1a2b.js'), 'plain');
  await writeFile(join(client, 'assets', 'index-1a2b.js.br'), 'brotli');
  server = await startServer({ rooms: 3, newRooms: 5 }, client, manualClock());
});
afterAll(async () => {
  await server.close();
  await rm(client, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

describe('HT1 the page', () => {
  test('is served at / and at every room link, never from a cache', async () => {
    for (const path of ['/', '/r/KQ7M-2PXB', '/r/kq7m2p?x', '/r/%', '/r/%E0%A4']) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.redirected).toBe(false);
      expect(await response.text()).toContain('Deltaboard');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
    const slash = await fetch(`${server.url}/r/KQ7M-2P/`, { redirect: 'manual' });
    expect([slash.status, slash.headers.get('location')]).toEqual([301, '../KQ7M-2P']);
    expect((await get('/r/KQ7M-2P/more')).status).toBe(404);
    expect((await get('/../../etc/passwd')).status).toBe(404);
    expect((await get('/%')).status).toBe(400);
  });

  test('its hashed files are kept for good, and sent compressed where that is understood', async () => {
    const plain = await get('/assets/index-1a2b.js', { 'accept-encoding': 'identity' });
    expect(await plain.text()).toBe('plain');
    expect(plain.headers.get('cache-control')).toContain('immutable');
    const head = await fetch(`${server.url}/assets/index-1a2b.js`, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'br' },
    });
    expect(head.headers.get('content-encoding')).toBe('br');
    expect((await get('/assets/gone.js')).status).toBe(404);
  });

  test('HT5 files that another build has taken away under the server are not found, and nothing else happens', async () => {
    await writeFile(join(client, 'assets', 'old.js'), 'plain');
    await writeFile(join(client, 'assets', 'old.js.br'), 'brotli');
    const before = await startServer({}, client);
    try {
      const ask = (accepted: string) =>
        fetch(`${before.url}/assets/old.js`, { headers: { 'accept-encoding': accepted } });
      expect(await (await ask('identity')).text()).toBe('plain');
      for (const name of ['old.js', 'old.js.br']) await rm(join(client, 'assets', name));
      for (const accepted of ['br', 'identity']) expect((await ask(accepted)).status).toBe(404);
      expect((await fetch(`${before.url}/healthz`)).status).toBe(200);
    } finally {
      await before.close();
    }
  });

  test('DR3 security headers on every answer', async () => {
    for (const path of ['/', '/api/none', '/healthz', '/none']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      const host = new URL(server.url).host;
      expect(policy.split(';')).toEqual(
        expect.arrayContaining([
          "default-src 'self'",
          "script-src 'self' 'wasm-unsafe-eval'",
          "style-src 'self'",
          `connect-src 'self' ws://${host} wss://${host}`,
          "object-src 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          'trusted-types svelte-trusted-html',
        ]),
      );
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(policy).not.toContain('unsafe-inline');
      expect(headers.get('strict-transport-security')).toBe(null);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBe(null);
    }
  });

  test('EM1 of all addresses the board that only shows may be framed, where origins are allowed, and by them', async () => {
    const origins = ['https://slides.example.org', 'http://127.0.0.1:8000'];
    const allowing = await startServer({}, '/nowhere', systemClock, { embedOrigins: origins });
    const told = async (url: string) => {
      const { headers } = await fetch(url, { redirect: 'manual' });
      const policy = (headers.get('content-security-policy') ?? '').split(';');
      return [policy.filter((part) => part.startsWith('frame-ancestors')), headers.get('x-frame-options')];
    };
    const nobody = [["frame-ancestors 'none'"], 'DENY'];
    const board = '/r/KQ7M-2PXB?embed';
    expect(await told(allowing.url + board)).toEqual([[`frame-ancestors ${origins.join(' ')}`], null]);
    expect(await told(server.url + board)).toEqual(nobody);
    for (const path of [
      ...['/', '/?embed', '/privacy?embed', '/admin?embed', '/api/about?embed', '/healthz?embed'],
      ...['/r/KQ7M-2PXB', '/r/KQ7M-2PXB?screen', '/r/KQ7M-2PXB?embedded', '/r/KQ7M-2PXB/x?embed'],
      ...['/r/KQ7M-2PXB?x=embed', '/r/?embed', '/assets/x.js?embed'],
    ])
      expect(await told(allowing.url + path), path).toEqual(nobody);
    await allowing.close();
  });

  test('before the build / says what to do', async () => {
    const bare = await startServer();
    const response = await fetch(`${bare.url}/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
    await bare.close();
  });
});

describe('HT3 health', () => {
  test('says how many are here', async () => {
    const { code } = await server.createRoom();
    await server.join({ room: code });
    expect(await (await get('/healthz')).json()).toEqual({
      status: 'ok',
      rooms: 1,
      members: 1,
      uptime: expect.any(Number),
    });
    await server.app.rooms.close(code);
  });
});

describe('HT2 rooms', () => {
  const post = (headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/rooms`, { method: 'POST', headers });

  test('are created until there are too many, by one address or in all', async () => {
    const created = await post();
    expect(created.status).toBe(201);
    const { code, secret } = (await created.json()) as { code: string; secret: string };
    expect(code).toMatch(/^[2-9B-Z]{4}-[2-9B-Z]{4}$/);
    const driver = await server.join({ room: code, secret });
    expect((await driver.welcomed).member.instructor).toBe(true);

    expect((await post({ origin: server.url })).status).toBe(201);
    expect((await post()).status).toBe(201);
    // Nobody has joined those: they take no place.
    for (let k = 0; k < 2; k++) await server.createRoom();
    const full = await post();
    expect(full.status).toBe(429);
    expect(await full.json()).toEqual({ code: 'too-many', params: { what: 'rooms', limit: 3 } });
    await server.app.rooms.closeAll();
    expect((await post()).status).toBe(201);
    const often = await post();
    expect(often.status).toBe(429);
    expect(often.headers.get('retry-after')).not.toBe(null);
    expect(await often.json()).toEqual({ code: 'too-many', params: { what: 'new-rooms', limit: 5 } });
  });

  test('are not created by pages of another host', async () => {
    const response = await post({ origin: 'http://evil.example' });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ code: 'other-origin', params: {} });
  });

  test('PR6 what is not in the API is refused as {code, params}', async () => {
    const response = await get('/api/none?x=1');
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      code: 'not-found',
      params: { method: 'GET', path: '/api/none?x=1' },
    });
  });
});
