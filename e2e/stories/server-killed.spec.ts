/** The class is its log: a server that is killed takes nothing with it. */
import { chaos } from '../chaos/chaos.ts';
import { expect, test } from '../fixtures.ts';
import { killed } from '../killed.ts';
import type { RoomPage } from '../room-page.ts';
import { startServer } from '../server.ts';
import { LOST_CONNECTION } from '../watch.ts';

const choose = async ({ page }: RoomPage, choice: string): Promise<void> => {
  await page.getByRole('radio', { name: choice }).check({ force: true });
  await page.getByRole('button', { name: 'Send' }).click();
};

test('CL5 UI7 killed in the middle of a question: every page comes back to it, and no answer is lost', async ({
  school,
  dataDir,
}) => {
  const first = await startServer({ dataDir });
  const { url } = first;
  const instructor = await school.start({ url });
  const { page, code } = instructor;
  const students = [await school.join(code, { url }), await school.join(code, { url })];
  const projector = await school.screen(code, { url });
  await expect(projector.board).toBeVisible();
  const everybody = [instructor, ...students, projector];
  for (const one of everybody) one.watch.allow(LOST_CONNECTION);

  await page.getByRole('button', { name: 'Ask…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask the class' });
  await dialog.getByRole('radio', { name: /^The sign of δ/ }).check();
  await dialog.getByRole('button', { name: 'Ask this' }).click();
  const prompt = /What sign will δ.* have\?/;
  for (const one of [...students, projector]) await expect(one.page.getByText(prompt)).toBeVisible();
  await choose(students[0], 'negative');
  await expect(students[0].page.getByText('Your answer is in.')).toBeVisible();
  const before = await instructor.readings();

  const second = await killed(first, dataDir, everybody);
  for (const one of everybody) await expect(one.state).toHaveText(before.state);
  for (const one of [instructor, ...students]) expect(await one.readings()).toEqual(before);
  for (const one of [...students, projector]) await expect(one.page.getByText(prompt)).toBeVisible();

  // One has answered, and is not asked again; the other answers now.
  await expect(students[0].page.getByText('Your answer is in.')).toBeVisible();
  await expect(page.getByText('1 of 2 answered')).toBeVisible();
  await choose(students[1], 'positive');
  await expect(page.getByText('All have answered').first()).toBeVisible();
  await page.getByRole('button', { name: 'Reveal' }).click();
  for (const one of [...students, projector]) {
    const table = one.page.getByRole('table').filter({ hasText: 'exactly zero' });
    const counts = (row: string) => table.getByRole('row').filter({ hasText: row }).getByRole('cell');
    await expect(counts('negative')).toHaveText('1');
    await expect(counts('exactly zero')).toHaveText('0');
    await expect(counts('positive')).toHaveText('1');
    await expect(one.state).toHaveText('Paused inside step 1 · operation 10 of 14');
  }
  for (const one of everybody) await one.page.close();
  expect(await second.end('SIGTERM')).toBe(0);
});

test('CL10 HT4 the same class next day: everything is closed, its instructor opens it from the first page and runs on', async ({
  school,
  dataDir,
}) => {
  const first = await startServer({ dataDir });
  const instructor = await school.start({ url: first.url });
  const { page, code } = instructor;
  await instructor.button('Run').click();
  await instructor.untilSteps(50);
  await instructor.button('Pause').click();
  await expect(instructor.state).toHaveText(/^Paused after step/);
  const before = await instructor.readings();
  instructor.watch.allow(LOST_CONNECTION);
  await page.goto('about:blank');
  expect(await first.end('SIGTERM')).toBe(0);

  const second = await startServer({ dataDir, port: first.port });
  await page.goto(second.url);
  const classes = page.getByRole('region', { name: 'Your classes' });
  await classes.getByRole('link', { name: new RegExp(code) }).click();
  await expect(instructor.state).toHaveText(before.state);
  expect(await instructor.readings()).toEqual(before);
  await instructor.button('Run').click();
  await instructor.seesItRun();
  await page.close();
  expect(await second.end('SIGTERM')).toBe(0);
});

test('CL5 CL6 a driven class of twenty, killed at random moments: nothing acknowledged is lost, nothing is done twice', async () => {
  const report = await chaos({ kills: 4, seed: 4 });
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ kills: 4, lost: 0, doubled: 0, differences: 0 });
  expect(report.acknowledged).toBeGreaterThan(50);
});
