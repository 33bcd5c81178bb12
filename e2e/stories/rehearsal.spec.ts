/** A lesson is rehearsed with the clicker, to the reveal of its first question: its students are simulated, and the folder of the classes knows nothing of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { faultsOf } from '../measured.ts';
import { small } from '../phone.ts';
import { PHONE } from '../screens/sizes.ts';
import { startServer } from '../server.ts';

/** Every byte of every file in it. */
const bytesOf = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');

test('LE20 LE21 a ready lesson is rehearsed from the first page: its class answers in both rounds, and no byte of it is kept', async ({
  school,
  dataDir,
}) => {
  test.slow();
  const server = await startServer({ dataDir, flags: ['--limit', 'loop-delay=5000'] });
  const { url } = server;
  // A class that is kept, beside it.
  const kept = await school.start({ url });
  await expect.poll(() => bytesOf(dataDir)).toContain(kept.code);

  const teacher = await school.visit({ url });
  const { page } = teacher;
  await page.getByRole('button', { name: 'Teach a lesson…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Rehearse: .*score/i })
    .click();
  const shown = page.getByRole('region', { name: 'Page of the lesson' });
  await expect(shown.getByRole('heading', { name: 'Which Washington?' })).toBeVisible();
  const { code } = teacher;
  await expect(page.getByText('Rehearsal', { exact: false }).first()).toBeVisible();
  await expect(page.getByText(code)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Invite' })).toHaveCount(0);
  await expect(page.getByText('25 connected')).toBeVisible();
  await expect(page).toHaveTitle(/^Rehearsal/);
  // Loaded anew it is the same one.
  await page.reload();
  await expect(shown.getByRole('heading', { name: 'Which Washington?' })).toBeVisible();

  const card = page.getByRole('region', { name: 'Question' });
  const next = () => page.keyboard.press('PageDown');
  for (const title of ['A window of five words', 'Whose columns are they?']) {
    await next();
    await expect(shown.getByRole('heading', { name: title })).toBeVisible();
  }
  const all = card.getByText('All have answered');
  await expect(all).toBeVisible();
  await next();
  await expect(card.getByRole('button', { name: 'Discuss' })).toHaveCount(0);
  await next();
  await expect(card.getByRole('button', { name: 'Ask again' })).toHaveCount(0);
  await expect(card.getByText('0 of 24 answered')).toBeVisible();
  await expect(all).toBeVisible();
  await next();
  const row = card.getByRole('row').filter({ hasText: 'correct' });
  await expect(row).toHaveCount(1);
  const [first, second] = await row.getByRole('cell').allInnerTexts();
  expect(Number(first)).toBeGreaterThanOrEqual(8);
  expect(Number(second)).toBeGreaterThan(Number(first));
  const numbers = await card.locator('tbody .numbers').allInnerTexts();
  expect(numbers.reduce((sum, one) => sum + Number(one), 0)).toBe(48);

  // Nobody comes in by its code, and it is none of one's classes.
  const somebody = await school.visit({ url });
  await somebody.page.goto(`${url}/r/${code}`);
  await expect(somebody.page.getByText(`There is no class with the code ${code}.`)).toBeVisible();
  const bytes = bytesOf(dataDir);
  expect(bytes).toContain(kept.code);
  for (const marker of [code, 'lesson-opened', 'question-answered']) expect(bytes).not.toContain(marker);
  await page.goto(url);
  await expect(page.getByText('Your classes')).toHaveCount(0);
  for (const one of [kept, somebody, teacher]) await one.page.close();
  expect(await server.end('SIGTERM')).toBe(0);
});

test('LE20 from a class its rehearsal opens in a window of its own, and the class stays', async ({
  school,
}) => {
  const instructor = await school.start();
  await instructor.button('Menu').click();
  await instructor.page.getByRole('menuitem', { name: 'Teach a lesson…' }).click();
  const opening = instructor.page.context().waitForEvent('page');
  await instructor.page.getByRole('dialog').getByRole('button', { name: 'Rehearse: A first look' }).click();
  const rehearsed = await opening;
  await expect(rehearsed.getByRole('heading', { name: 'One question per window' })).toBeVisible();
  await expect(rehearsed.getByText('Rehearsal').first()).toBeVisible();
  await expect(instructor.page.getByRole('dialog')).toHaveCount(0);
  await expect(instructor.page.getByText('1 connected')).toBeVisible();
  await expect(instructor.page.getByRole('region', { name: 'Page of the lesson' })).toHaveCount(0);
  // Its projector comes by the secret: it, and nothing else that only has the code, sees the rehearsal.
  await rehearsed.getByRole('button', { name: 'Menu' }).click();
  const projecting = rehearsed.context().waitForEvent('page');
  await rehearsed.getByRole('menuitem', { name: 'Open the projector' }).click();
  const projector = await projecting;
  await expect(projector.getByRole('heading', { name: 'One question per window' })).toBeVisible();
  await expect(projector.getByText('Rehearsal').first()).toBeVisible();
  for (const size of [
    { width: 1280, height: 720 },
    { width: 1366, height: 768 },
  ]) {
    await rehearsed.setViewportSize(size);
    await expect.poll(() => faultsOf(rehearsed, { type: 12, mayScroll: false })).toEqual([]);
  }
  await rehearsed.setViewportSize(small);
  await expect.poll(() => faultsOf(rehearsed, PHONE)).toEqual([]);
});
