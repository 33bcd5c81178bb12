/** Somebody's machine stands still. Nobody else notices; and when it is back, it is where the class is. */
import type { CDPSession } from '@playwright/test';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { expect, test } from '../fixtures.ts';
import type { RawClient } from '../raw-client.ts';
import type { RoomPage } from '../room-page.ts';

/** Stops the page's script in its tracks: it draws nothing and acknowledges nothing. */
async function freeze({ page }: RoomPage): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  const paused = new Promise((resolve) => session.once('Debugger.paused', resolve));
  await session.send('Debugger.pause');
  await paused;
  return session;
}

test('PR3 TH3 pause at full speed lands everybody on one step, a frozen viewer too once it is back', async ({
  school,
}) => {
  const instructor = await school.start();
  const stalled = await school.join(instructor.code);
  const viewer = await school.join(instructor.code);
  await instructor.setSpeed('fastest');
  await instructor.button('Run').click();
  await stalled.seesItRun();
  const debug = await freeze(stalled);

  const from = await viewer.stepsMade();
  await viewer.untilSteps(from + 5000);
  await viewer.seesItRun();
  await instructor.button('Pause').click();
  await expect(instructor.state).toHaveText(/^Paused after step/);
  const paused = await instructor.readings();
  await expect(viewer.state).toHaveText(paused.state);
  expect(await viewer.readings()).toEqual(paused);

  await debug.send('Debugger.disable');
  await expect(stalled.state).toHaveText(paused.state);
  expect(await stalled.readings()).toEqual(paused);
});

/** The step at which the class stands, as this member was told. */
const pausedAt = (client: RawClient): number | null => {
  const { playback } = client.state;
  return playback.status === 'paused' ? stepsDone(playback.cursor) : null;
};

test('PR3 a viewer that acknowledges nothing gets four pictures, then none, until it has caught up', async ({
  school,
}) => {
  const instructor = await school.start();
  const silent = await school.raw({ room: instructor.code });
  const prompt = await school.raw({ room: instructor.code });
  const driver = await school.raw(await instructor.hello());
  expect(await driver.command({ type: 'take-wheel' })).toEqual({ ok: true });
  expect(await driver.command({ type: 'speed', speed: 'max' })).toEqual({ ok: true });
  expect(await driver.command({ type: 'run' })).toEqual({ ok: true });

  // The prompt one acknowledges each picture, and is sent the next ones.
  for (let pictures = 1; pictures <= 12; pictures++) {
    await prompt.until(() => prompt.frames.length >= pictures);
    prompt.seen(prompt.frames[pictures - 1]);
  }
  expect(silent.frames).toHaveLength(4);

  const newest = prompt.frames.at(-1) ?? 0;
  silent.seen(silent.frames[3]);
  await silent.until(() => silent.frames.length > 4);
  expect(silent.frames[4], 'the newest at once, none of those in between').toBeGreaterThanOrEqual(newest);

  expect(await driver.command({ type: 'pause' })).toEqual({ ok: true });
  await Promise.all([silent, prompt, driver].map((client) => client.until(() => pausedAt(client) !== null)));
  expect(pausedAt(silent)).toBe(pausedAt(driver));
  expect(pausedAt(prompt)).toBe(pausedAt(driver));
  // And to the same bits.
  const [moment, ...others] = [driver, silent, prompt].map((client) => client.last('moment-reached')?.moment);
  expect(others).toEqual([moment, moment]);
});
