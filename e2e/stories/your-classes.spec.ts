/** The first page of whoever has started classes in this browser: they are there again, by name. */
import type { KeptClass, MineReply, MineRequest } from '@deltaboard/shared/protocol/classes.ts';
import type { Page } from '@playwright/test';
import { desktop, expectAccessible, phone, projector } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';

const DAY = 86_400_000;
const kept: readonly KeptClass[] = [
  ['KQ7M-2P', 'NLP, week 3', '2025-11-18', 31, 3996, 4],
  ['R4TZ-9K', 'Neural networks, evening group', '2025-11-13', 18, 1204, 0],
  ['BW3C-7X', null, '2025-11-10', 1, 0, 0],
].map(([code, name, day, members, step, here]) => {
  const created = Date.parse(`${day}T09:00:00Z`);
  const times = { created, last: created + 3_600_000, until: created + 90 * DAY };
  return { code, name, members, step, here, ...times } as KeptClass;
});

/** A server that keeps these classes, for a browser that has their secrets. Returns what it is asked to do with them. */
async function keeping(page: Page): Promise<{ readonly path: string; readonly value: unknown }[]> {
  const asked: { readonly path: string; readonly value: unknown }[] = [];
  await page.route('**/api/classes/*', async (route) => {
    const path = new URL(route.request().url()).pathname;
    const value: unknown = route.request().postDataJSON();
    asked.push({ path, value });
    if (!path.endsWith('/mine')) return route.fulfill({ status: 204 });
    const codes = (value as MineRequest).classes.map(({ code }) => code);
    const reply: MineReply = { classes: kept.filter(({ code }) => codes.includes(code)), unreadable: [] };
    return route.fulfill({ json: reply });
  });
  // Before the page is there: one that is slow to load would ask once more for what it finds remembered.
  await page.addInitScript((classes) => {
    const remembered = classes.map(({ code, last }) => ({ code, secret: `secret-${code}`, at: last }));
    localStorage.setItem('deltaboard:classes', JSON.stringify(remembered));
  }, kept);
  await page.reload();
  return asked;
}

test('YC1 YC2 one’s classes are listed, opened, renamed and deleted by keyboard; axe finds nothing', async ({
  school,
}) => {
  const { page } = await school.visit();
  const asked = await keeping(page);
  const classes = page.getByRole('region', { name: 'Your classes' });
  await expect(classes.getByRole('heading', { level: 3 })).toHaveText([
    'NLP, week 3',
    'Neural networks, evening group',
    'Class BW3C-7X',
  ]);
  await expect(classes.getByRole('link', { name: 'Open: NLP, week 3' })).toHaveAttribute(
    'href',
    '/r/KQ7M-2P',
  );
  for (const viewport of [phone, { width: 360, height: 640 }, projector, desktop]) {
    await page.setViewportSize(viewport);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
    await expectAccessible(page, 'your classes', [viewport]);
  }

  await classes.getByRole('button', { name: 'Rename: Class BW3C-7X' }).press('Enter');
  await page.keyboard.type('Rehearsal');
  await expectAccessible(page, 'a class that is renamed', [desktop]);
  await page.keyboard.press('Enter');
  await expect(classes.getByRole('heading', { name: 'Rehearsal' })).toBeVisible();
  await expect(classes.getByRole('button', { name: 'Rename: Rehearsal' })).toBeFocused();

  await classes.getByRole('button', { name: 'Delete: NLP, week 3' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete “NLP, week 3”?' });
  await expect(dialog).toContainText('4 people are in it now.');
  await expectAccessible(page, 'a class that is deleted', [desktop]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(classes.getByRole('button', { name: 'Delete: NLP, week 3' })).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await expect(classes.getByText('“NLP, week 3” has been deleted.')).toBeVisible();
  await expect(classes.getByRole('heading', { level: 3 })).toHaveCount(2);

  expect(asked.slice(1)).toEqual([
    {
      path: '/api/classes/rename',
      value: { code: 'BW3C-7X', secret: 'secret-BW3C-7X', name: 'Rehearsal' },
    },
    { path: '/api/classes/delete', value: { code: 'KQ7M-2P', secret: 'secret-KQ7M-2P' } },
  ]);
});

test('YC1 a class that is started here, or joined with the secret, is remembered', async ({ school }) => {
  const instructor = await school.start();
  const { page, code } = instructor;
  const remembered = (of: Page) => of.evaluate(() => localStorage.getItem('deltaboard:classes'));
  expect(await remembered(page)).toContain(code);

  const elsewhere = await school.visit();
  await elsewhere.page.goto(await instructor.instructorLink());
  await expect(elsewhere.board).toBeVisible();
  expect(await remembered(elsewhere.page)).toContain(code);
  const viewer = await school.join(code);
  expect(await remembered(viewer.page)).toBeNull();
});
