/** More classes run than the server has cores for: no new class is started, and those that run go on. Without a browser. */
import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import { rawClient } from '../raw-client.ts';
import { startServer } from '../server.ts';

/** So that there is always somebody who waits for each slot. */
const RUNNING = 2 * Math.max(1, availableParallelism() - 1) + 2;
const limits = ['slot-queue=1', 'new-rooms=999', 'own-rooms=999', 'rooms=999', 'running=999'];

test('DG2 DG3 DG4 a server whose cores are all taken starts no new class, says so, and lets those that run go on', async () => {
  const server = await startServer({ flags: limits.flatMap((limit) => ['--limit', limit]) });
  const opened = () => fetch(`${server.url}/api/rooms`, { method: 'POST' });
  const drivers = [];
  for (let k = 0; k < RUNNING; k++) {
    const { code, secret } = (await (await opened()).json()) as { code: string; secret: string };
    const driver = await rawClient(server.url, { room: code, secret });
    drivers.push(driver);
  }
  for (const driver of drivers) {
    expect(await driver.command({ type: 'speed', speed: 'max' })).toEqual({ ok: true });
    expect(await driver.command({ type: 'run' })).toEqual({ ok: true });
  }
  const level = async (): Promise<string | undefined> =>
    /^deltaboard_pressure_level (\d)$/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1];
  await expect.poll(level).toBe('3');
  const refused = await opened();
  expect([refused.status, await refused.json()]).toEqual([503, { code: 'under-pressure', params: {} }]);

  const [driver] = drivers;
  const steps = (): number => driver.last('progressed')?.step ?? 0;
  const before = steps();
  await driver.until(() => steps() > before);
  const stands = (): boolean => driver.state.playback.status === 'paused';
  expect(await driver.command({ type: 'pause' })).toEqual({ ok: true });
  await driver.until(stands);
  const { playback } = driver.state;
  const asked = { kind: 'free', prompt: 'Why?', options: ['this', 'that'] };
  for (const command of [
    { type: 'move', granularity: 'step', direction: -1 },
    { type: 'move', granularity: 'step', direction: 1 },
    { type: 'ask', asked },
    { type: 'dismiss' },
  ])
    expect([command.type, await driver.command(command)]).toEqual([command.type, { ok: true }]);
  await driver.until(() => isDeepStrictEqual(driver.state.playback, playback));
  expect(await driver.command({ type: 'run' })).toEqual({ ok: true });
  for (const one of drivers) one.close();
  expect(await server.end('SIGTERM')).toBe(0);
});
