import type { AdminReply } from '@deltaboard/shared/protocol/admin.ts';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { mkdtemp, writeFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { refusalOf, startServer } from './testing/server.ts';

const KEY = 'the-key-of-whoever-runs-it';
type Running = Awaited<ReturnType<typeof startServer>>;
let client: string;
let server: Running;
let trial: Running;
const clock = manualClock();
beforeAll(async () => {
  client = await mkdtemp(join(tmpdir(), 'deltaboard-page-'));
  await writeFile(join(client, 'index.html'), '<!doctype html><title>Deltaboard</title>');
  server = await startServer({ hostKeys: 3 }, client, clock, {
    hostKey: KEY,
    storage: () => Promise.resolve({ used: 7, free: 9 }),
  });
  trial = await startServer({}, client);
});
afterAll(async () => {
  for (const one of [server, trial]) await one.close();
  await rm(client, { recursive: true });
});

const ask = (path: string, key: string | null = KEY, body?: object, { url } = server) =>
  fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
const look = async (): Promise<AdminReply> => (await (await ask('/api/admin')).json()) as AdminReply;

describe('DR8 the host key', () => {
  test('with one only who has it starts a class; without one everybody does', async () => {
    for (const key of [null, 'wrong'])
      expect(await (await ask('/api/rooms', key, {})).json()).toEqual({ code: 'host-key', params: {} });
    expect(await (await ask('/api/rehearsals', null, {})).json()).toEqual({ code: 'host-key', params: {} });
    expect((await ask('/api/rooms', KEY, {})).status).toBe(201);
    expect((await ask('/api/rooms', null, {}, trial)).status).toBe(201);
    // A class that there is needs none.
    const { code } = await server.createRoom();
    expect((await (await server.join({ room: code })).welcomed).member.instructor).toBe(false);
  });

  test('is guessed only so often; the right one is let in again after a while', async () => {
    clock.pass(60_000);
    for (let k = 0; k < 3; k++) expect((await ask('/api/admin', `guess-${k}`)).status).toBe(401);
    for (const key of ['guess-4', KEY]) {
      const often = await ask('/api/admin', key);
      expect([often.status, await often.json()]).toEqual([
        429,
        { code: 'too-many', params: { what: 'host-keys', limit: 3 } },
      ]);
    }
    clock.pass(60_000);
    expect((await ask('/api/admin')).status).toBe(200);
  });
});

describe('DR9 the administration', () => {
  test('without a host key there is none, neither page nor interface', async () => {
    for (const path of ['/admin', '/api/admin'])
      expect((await ask(path, KEY, undefined, trial)).status).toBe(404);
    expect((await ask('/api/admin/delete', KEY, { code: 'KQ7M-2P' }, trial)).status).toBe(404);
    expect((await ask('/admin', null)).status).toBe(200);
    expect((await ask('/api/admin', null)).status).toBe(401);
  });

  test('is no other site’s', async () => {
    const response = await fetch(`${server.url}/api/admin`, {
      headers: { authorization: `Bearer ${KEY}`, origin: 'http://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  test('lists classes, load and storage, and nothing that somebody wrote', async () => {
    const { code, secret } = await server.createRoom();
    const driver = await server.join({ room: code, secret, name: 'Kim' });
    await driver.command({ type: 'name-class', name: 'Monday' });
    await driver.command({ type: 'run' });
    const { code: asleep } = await server.createRoom();
    await server.app.rooms.close(asleep);
    const { classes, load, storage } = await look();
    expect(classes[0]).toMatchObject({ code, open: true, running: true, here: 1, members: 1 });
    expect(classes.find((one) => one.code === asleep)).toMatchObject({ open: false, here: 0, members: null });
    expect(storage).toEqual({ used: 7, free: 9 });
    expect(load.memory).toBeGreaterThan(1_000_000);
    expect(JSON.stringify(classes)).not.toMatch(/Kim|Monday/);
  });

  test('closes a class: everybody is told, and whoever comes again wakes it; deletes it for good', async () => {
    const { code, secret } = await server.createRoom();
    const driver = await server.join({ room: code, secret });
    const told = new Promise((resolve) => driver.socket.once('dismissed', resolve));
    expect((await ask('/api/admin/close', KEY, { code })).status).toBe(204);
    expect(await told).toEqual({ code: 'closed', params: {} });
    expect(server.app.rooms.opened(code)).toBeNull();
    expect((await ask('/api/admin/close', KEY, { code })).status).toBe(404);

    await server.join({ room: code, secret });
    expect((await ask('/api/admin/delete', KEY, { code: code.toLowerCase() })).status).toBe(204);
    const hello = { version: PROTOCOL_VERSION, room: code, secret };
    expect((await refusalOf(server.url, hello))?.code).toBe('no-such-room');
    expect((await ask('/api/admin/delete', null, { code })).status).toBe(401);
  });
});
