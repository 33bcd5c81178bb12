import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { systemClock } from '../clock.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import { startServer } from './testing/server.ts';

const KEY = 'the-key-of-whoever-runs-it';
type Running = Awaited<ReturnType<typeof startServer>>;
let server: Running;
beforeAll(async () => (server = await startServer()));
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}, { url } = server) =>
  fetch(url + path, { headers });

/** Value of the one sample with this beginning. */
async function sample(name: string, of = server): Promise<number> {
  const text = await (await get('/metrics', {}, of)).text();
  const found = text.split('\n').filter((line) => line.startsWith(name));
  expect(found, name).toHaveLength(1);
  return Number(found[0].split(' ').at(-1));
}

describe('OB2 metrics', () => {
  test('count classes, members, pictures, their acknowledgements, steps, store and refusals', async () => {
    const clock = manualClock();
    const running = await startServer({}, '/nowhere', clock);
    try {
      const { code, secret } = await running.createRoom();
      const driver = await running.join({ room: code, secret });
      const viewer = await running.join({ room: code });
      expect([
        await sample('deltaboard_rooms', running),
        await sample('deltaboard_members', running),
      ]).toEqual([1, 2]);
      await driver.command({ type: 'run' });
      const trainer = running.trainers.made[0];
      for (let k = 1; k <= 5; k++) {
        clock.pass(500);
        trainer.advance(40);
        await driver.until(() => driver.frames.length === k);
        driver.socket.emit('seen', frameNumber(driver.frames[k - 1]));
        // Answered after the acknowledgement has been read.
        await driver.command({ type: 'speed', speed: 400 });
      }
      expect(viewer.frames.length).toBe(4);
      expect(await sample('deltaboard_pictures_sent_total', running)).toBe(9);
      expect(await sample('deltaboard_pictures_dropped_total', running)).toBe(1);
      expect(await sample('deltaboard_acknowledgement_seconds_count', running)).toBe(5);
      // Reported once a second of the run's own time, at 400 steps a second.
      trainer.advance(1200);
      const steps = await sample('deltaboard_steps_total', running);
      expect([steps > 0, steps < 1400]).toEqual([true, true]);
      expect(await sample('deltaboard_store_seconds_count{call="create",outcome="ok"}', running)).toBe(1);
      await viewer.command({ type: 'pause' });
      expect(await sample('deltaboard_refusals_total{code="not-the-driver"', running)).toBe(1);
    } finally {
      await running.close();
    }
  });

  test('no label names a class or a person', async () => {
    const { code, secret } = await server.createRoom();
    const { member } = await (await server.join({ room: code, secret, name: 'Kim' })).welcomed;
    await expect(server.join({ room: code, secret: 'wrong' })).rejects.toThrow('refused');
    await expect(server.join({ room: 'ZZZZ-ZZ' })).rejects.toThrow('refused');
    const text = await (await get('/metrics')).text();
    expect(text).toContain('code="bad-secret"');
    for (const told of [code, secret, member.id, member.token, 'Kim', 'ZZZZ'])
      expect(text).not.toContain(told);
  });

  test('are for this computer alone where there is no host key, and what a proxy passes on is not of it', async () => {
    expect((await get('/metrics')).status).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'via'])
      expect((await get('/metrics', { [header]: '192.0.2.7' })).status).toBe(404);
  });

  test('are for who has the host key where there is one', async () => {
    const kept = await startServer({}, '/nowhere', systemClock, { hostKey: KEY });
    try {
      expect((await get('/metrics', {}, kept)).status).toBe(401);
      expect((await get('/metrics', { authorization: `Bearer ${KEY}` }, kept)).status).toBe(200);
    } finally {
      await kept.close();
    }
  });
});

describe('OB3 readiness', () => {
  test('ready while the store answers; alive also while it does not', async () => {
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
    const clock = manualClock();
    const store = createMemoryStore();
    const stuck = await startServer({}, '/nowhere', clock, {
      store: { ...bound(store), visited: () => new Promise(() => undefined) },
    });
    try {
      const asked = get('/readyz', {}, stuck);
      // The answer of another request that came later: this one is under way.
      expect((await get('/healthz', {}, stuck)).status).toBe(200);
      clock.pass(2000);
      const answer = await asked;
      expect([answer.status, await answer.json()]).toEqual([503, { status: 'not-ready', because: 'store' }]);
    } finally {
      await stuck.close();
    }
  });

  test('a server that stops takes nobody any more', async () => {
    const stopping = await startServer();
    await stopping.app.rooms.closeAll();
    const answer = await get('/readyz', {}, stopping);
    expect([answer.status, await answer.json()]).toEqual([503, { status: 'not-ready', because: 'stopping' }]);
    await stopping.close();
  });
});

/** A store whose calls can be taken apart. */
function bound<T extends object>(of: T): T {
  return new Proxy({} as T, {
    get: (_, name) => {
      const value: unknown = Reflect.get(of, name, of);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
    ownKeys: () => Reflect.ownKeys(of),
  });
}
