/** Tabs, reloads, lost connections, a server that dies: back to the present, or a sentence that says what happened. */
import { expect, test } from '../fixtures.ts';
import { RoomPage } from '../room-page.ts';
import { LOST_CONNECTION } from '../watch.ts';

test('RM2 RM4 two tabs of the instructor both drive, and agree', async ({ school }) => {
  const first = await school.start();
  const second = new RoomPage(await first.page.context().newPage(), first.watch);
  await second.page.goto(first.page.url());
  await expect(second.page.getByText('1 connected')).toBeVisible();

  // A tab that lies behind the other is drawn about once a second: each comes to the front to be looked at.
  await first.page.bringToFront();
  await first.step();
  await second.page.bringToFront();
  await expect(second.state).toHaveText('Paused after step 1');
  await second.step();
  await first.page.bringToFront();
  await expect(first.state).toHaveText('Paused after step 2');
  const stepped = await first.readings();
  await first.button('Run').click();
  await first.seesItRun();

  await second.page.bringToFront();
  await second.seesItRun();
  await second.button('Pause').click();
  await expect(second.state).toHaveText(/^Paused after step/);
  const seen = await second.readings();
  expect(seen).not.toEqual(stepped);
  await first.page.bringToFront();
  await expect(first.state).toHaveText(seen.state);
  expect(await first.readings()).toEqual(seen);
});

test('RM2 a reload keeps the wheel and the present', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await instructor.step();
  await expect(instructor.state).toHaveText('Paused after step 1');
  const before = await instructor.readings();
  await instructor.page.reload();
  await expect(instructor.state).toHaveText('Paused after step 1');
  expect(await instructor.readings()).toEqual(before);
  await instructor.step();
  await expect(viewer.state).toHaveText('Paused after step 2');

  // This browser is the one that drives, also where nothing is left of it but its secret.
  await instructor.page.evaluate(() =>
    localStorage.removeItem(`deltaboard:member:${location.pathname.slice(3)}`),
  );
  await instructor.page.reload();
  await expect(instructor.page.getByRole('button', { name: 'Take control' })).toBeVisible();
});

test('PR2 UI7 a lost connection says so on both sides, and everybody is back by themselves', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  instructor.watch.allow(LOST_CONNECTION);
  await instructor.button('Run').click();
  await viewer.seesItRun();

  await instructor.page.context().setOffline(true);
  await expect(instructor.page.getByText('Your connection is lost.')).toBeVisible();
  await expect(instructor.button('Pause')).toBeDisabled();
  await expect(viewer.page.getByText('The instructor’s connection is lost.')).toBeVisible();
  await viewer.seesItRun();

  await instructor.page.context().setOffline(false);
  await expect(instructor.page.getByText('Your connection is lost.')).toBeHidden();
  await expect(viewer.page.getByText('The instructor’s connection is lost.')).toBeHidden();
  await instructor.untilSteps(await viewer.stepsMade());
  await instructor.button('Pause').click();
  await expect(instructor.state).toHaveText(/^Paused after step/);
  const paused = await instructor.readings();
  await expect(viewer.state).toHaveText(paused.state);
  expect(await viewer.readings()).toEqual(paused);
});
