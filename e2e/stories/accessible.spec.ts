/** Everybody can follow and drive: by keyboard, with a screen reader, in the dark, on a projector and on a phone. */
import type { Page } from '@playwright/test';
import { desktop, expectAccessible, phone, projector } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';

/** Nothing lies beside the screen, on any of the three. */
async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  for (const viewport of [projector, phone, desktop]) {
    await page.setViewportSize(viewport);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), {
        message: `${what}, ${viewport.width} pixels wide`,
      })
      .toBeLessThanOrEqual(0);
  }
}

test('axe: the first page, and the page of a wrong code', async ({ school }) => {
  const { page } = await school.visit();
  await expectNoSidewaysScroll(page, 'first page');
  await expectAccessible(page, 'first page');
  await page.goto(new URL('/r/ZZZZ-ZZ', page.url()).href);
  await expect(page.getByRole('alert')).toBeVisible();
  await expectNoSidewaysScroll(page, 'wrong code');
  await expectAccessible(page, 'wrong code');
});

test('axe: a class at its opening, after a step, and with every panel open', async ({ school }) => {
  const { page } = await school.start();
  await expectNoSidewaysScroll(page, 'opening');
  await expectAccessible(page, 'opening');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('step 1', { exact: true })).toBeVisible();
  await page
    .getByRole('group', { name: 'Numbers in the cells' })
    .getByRole('button', { name: 'Table' })
    .click();
  await page.getByRole('tab', { name: 'Your sentence' }).click();
  await expectNoSidewaysScroll(page, 'after a step');
  await expectAccessible(page, 'after a step');
});

test('axe: a class that runs', async ({ school }) => {
  const instructor = await school.start();
  await instructor.button('Run').click();
  await instructor.seesItRun();
  await expectNoSidewaysScroll(instructor.page, 'running');
  await expectAccessible(instructor.page, 'running');
});

test('axe: the new-run dialog with an error, the invitation and the list of keys', async ({ school }) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.choose('New run…');
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await dialog.getByRole('radio', { name: 'My own text' }).check();
  await dialog.getByRole('textbox', { name: /^Text, pasted/ }).fill('in [Paris');
  await dialog.getByRole('button', { name: 'Start this run' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expectNoSidewaysScroll(page, 'new run');
  await expectAccessible(page, 'new run');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Invite' }).click();
  const invitation = page.getByRole('dialog', { name: 'Invite the class' });
  await expect(invitation).toBeVisible();
  await expectNoSidewaysScroll(page, 'invitation');
  await page.keyboard.press('Escape');
  // Keys are the dialog's as long as it is there.
  await expect(invitation).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectNoSidewaysScroll(page, 'keys');
});

test('UI6 a whole lesson by keyboard: start a class, step, run, pause, look at step 0, and all the keys', async ({
  school,
}) => {
  const instructor = await school.visit();
  const { page } = instructor;
  const start = page.getByRole('button', { name: 'Start a class' });
  while (!(await start.evaluate((button) => button === document.activeElement)))
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(instructor.state).toHaveText('Paused inside step 1 · forward pass done');

  await page.keyboard.press('ArrowRight');
  await expect(instructor.state).toHaveText('Paused inside step 1 · operation 6 of 14');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(instructor.state).toHaveText('Paused after step 1');
  await page.keyboard.press(' ');
  await expect(instructor.state).toHaveText('Running');
  await instructor.seesItRun();
  await page.keyboard.press(' ');
  await expect(instructor.state).toHaveText(/^Paused after step/);
  await page.keyboard.press('Home');
  await expect(instructor.state).toHaveText('Paused at step 0');

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expect(instructor.state, 'a key pressed in the dialog is the dialog’s').toHaveText(
    'Paused at step 0',
  );
});

test('UI6 keys do nothing in a field, and can be turned off', async ({ school }) => {
  const instructor = await school.start();
  const { page } = instructor;
  await page.getByRole('tab', { name: 'Your sentence' }).click();
  const sentence = page.getByRole('textbox', { name: 'Your sentence' });
  await sentence.fill('ab');
  for (const key of ['Home', 'ArrowRight', ' ', '?']) await sentence.press(key);
  await expect(sentence).toHaveValue('a ?b');
  const speed = (await instructor.settings()).getByRole('combobox', { name: 'Speed' });
  await speed.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  await expect(speed).toHaveValue('0.5');

  await page.keyboard.press('Escape');
  await instructor.choose('All keys');
  await page.getByRole('checkbox', { name: 'Keys are on' }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  // The list of keys can always be called: it is where they are turned on again.
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: 'Keys are on' }).check();
  await page.keyboard.press('Escape');
  await expect(instructor.state).toHaveText('Paused inside step 1 · forward pass done');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(instructor.state).toHaveText('Paused after step 1');
});
