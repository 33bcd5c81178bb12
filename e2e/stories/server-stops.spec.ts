/** The server is told to stop: while a class runs at full speed, and while one is being made again. */
import { presets } from '@deltaboard/shared/training/presets.ts';
import { bookOf } from '../../server/src/rooms/book.ts';
import { createSqliteStore } from '../../server/src/store/sqlite-store.ts';
import { expect, test } from '../fixtures.ts';
import { rawClient } from '../raw-client.ts';
import { startServer } from '../server.ts';
import { LOST_CONNECTION } from '../watch.ts';

test('HT3 /healthz answers while a run is at full speed; SIGTERM ends the server with exit code 0', async ({
  school,
}) => {
  const server = await startServer();
  const instructor = await school.start({ url: server.url });
  instructor.watch.allow(LOST_CONNECTION);
  await instructor.setSpeed('fastest');
  await instructor.button('Run').click();
  for (let times = 0; times < 5; times++) {
    await instructor.seesItRun();
    const health = await fetch(`${server.url}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'ok' });
  }

  // Whatever is still under way after nine seconds is cut, and the code is then another.
  expect(await server.end('SIGTERM')).toBe(0);
  await expect(instructor.page.getByText('Your connection is lost.')).toBeVisible();
});

test('CL10 RM10 a stop loses no step that was told, also while a class is being made again', async ({
  dataDir,
}) => {
  const first = await startServer({ dataDir });
  const created = await fetch(`${first.url}/api/rooms`, { method: 'POST' });
  const { code, secret } = (await created.json()) as { code: string; secret: string };
  const driver = await rawClient(first.url, { room: code, secret });
  const judge = { type: 'configure', preset: 'judge', configuration: presets.judge };
  expect(await driver.command(judge)).toEqual({ ok: true });
  expect(await driver.command({ type: 'run' })).toEqual({ ok: true });
  const told = (): number => driver.last('progressed')?.step ?? 0;
  await driver.until(() => told() > 4000);
  expect(await first.end('SIGTERM')).toBe(0);
  const known = told();

  /** Updates that the class's log knows of. */
  const stepOf = async (): Promise<number> => {
    const store = await createSqliteStore(dataDir);
    const stored = await store.read(code);
    // What is kept beside the log is lost: the run has to be made again from its first step.
    await store.cache(code, 'run 1', null);
    await store.close();
    const { standing } = bookOf(stored ?? { events: [], rows: [] }).state;
    return standing.status === 'preparing' ? 0 : standing.cursor.step - 1;
  };
  const stopped = await stepOf();
  expect(stopped).toBeGreaterThanOrEqual(known);

  const second = await startServer({ dataDir });
  const back = await rawClient(second.url, { room: code, member: driver.welcome.member });
  expect(back.welcome.member.id).toBe(driver.welcome.member.id);
  // Usable at once, and its run on the way.
  expect(back.state).toMatchObject({ playback: { status: 'preparing' }, driver: driver.welcome.member.id });
  expect(await back.command({ type: 'name', name: 'Kim' })).toEqual({ ok: true });
  await back.until(() => back.state.beside !== null);
  expect(await second.end('SIGTERM')).toBe(0);
  expect(await stepOf()).toBe(stopped);
});
