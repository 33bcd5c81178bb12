/** A link holds a run and a place in it, and a class elsewhere starts there (SPEC LK1, LK2, LK3, LK5, LK6). */
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Page } from '@playwright/test';
import { desktop, expectAccessible, phone } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { startServer } from '../server.ts';

const performed = operationsOf(stepPlan(presets.board));
/** That many operations, δ of layer 1 the last of them. */
const DELTA = 1 + performed.findIndex(({ phase, tensor }) => phase === 'backward' && tensor === 'z');

const exporting = async (page: Page) => {
  await page.getByRole('button', { name: 'Export…' }).click();
  return page.getByRole('dialog', { name: 'Export this run' });
};

test('LK1 LK5 a class at step 37 of a branch, δ of layer 1: its link on an empty server, the same digits', async ({
  school,
}) => {
  const instructor = await school.start();
  const driver = await school.raw({ ...(await instructor.hello()), member: await instructor.member() });
  const seek = async (step: number, operation: number) =>
    expect(await driver.command({ type: 'seek', step, operation })).toEqual({ ok: true });
  const past = async (step: number) => {
    await instructor.button('Run').click();
    await instructor.untilSteps(step);
    await instructor.button('Pause').click();
    await expect(instructor.state).toHaveText(/^Paused after step/);
  };
  await past(40);
  await seek(21, 0);
  await driver.command({ type: 'set', change: { setting: 'learningRate', value: 0.2 } });
  await past(40);
  await seek(37, DELTA);
  await expect(instructor.state).toContainText('37');
  const readings = await instructor.readings();
  expect(readings.delta).toHaveLength(8);

  const dialog = await exporting(instructor.page);
  await dialog.getByText('Options').click();
  await dialog.getByRole('checkbox', { name: 'Breakpoints' }).check();
  await dialog.getByRole('checkbox', { name: 'Ask' }).check();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await dialog.getByRole('textbox', { name: 'Link to this place' }).inputValue();
  expect(link).toContain(`&at.step=37&at.operation=${DELTA}&changes.0.afterStep=20&`);

  const elsewhere = await startServer({ flags: ['--limit', 'loop-delay=5000'] });
  try {
    const opened = await school.visit({ url: elsewhere.url });
    const { page } = opened;
    await page.goto(`${elsewhere.url}/${new URL(link).hash}`);
    await expect(page.getByRole('heading', { name: 'A run from a link' })).toBeVisible();
    await expect(page.getByText(/^Inside step 37, operation \d+ \(δ\)$/)).toBeVisible();
    await expect(page.getByText('η = 0.2 after step 20')).toBeVisible();
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
        .toBeLessThanOrEqual(0);
      await expectAccessible(page, 'a link that was opened', [viewport]);
    }
    await page.getByRole('button', { name: 'Start a class here' }).click();
    await expect(opened.state).toHaveText(readings.state);
    expect(await opened.readings()).toEqual(readings);

    await expect(opened.controls.getByRole('button', { name: 'Ask', exact: false })).toHaveCount(0);
    await opened.button('Menu').click();
    await expect(opened.controls.getByRole('menuitem', { name: 'Runs…' })).toBeVisible();
    await expect(opened.controls.getByRole('menuitem', { name: 'Breakpoints…' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    // It is the class's run from here on: one more operation, and the page comes back to it.
    await opened.button('Step').click();
    await page.reload();
    await expect(opened.board).toBeVisible();
    await opened.button('Menu').click();
    await expect(opened.controls.getByRole('menuitem', { name: 'Breakpoints…' })).toHaveCount(0);
    await opened.controls.getByRole('menuitem', { name: 'Runs…' }).click();
    await expect(page.getByRole('dialog', { name: 'Runs and branches' }).getByText('Run 2')).toBeVisible();
    await expect(page.getByRole('dialog', { name: 'Runs and branches' }).getByText('Run 3')).toHaveCount(0);
  } finally {
    expect(await elsewhere.end('SIGTERM')).toBe(0);
  }
});

test('LK5 a link that says so starts at once', async ({ school }) => {
  const instructor = await school.start();
  const dialog = await exporting(instructor.page);
  await dialog.getByText('Options').click();
  await dialog.getByRole('checkbox', { name: /as soon as/ }).check();
  const link = await dialog.getByRole('textbox', { name: 'Link to this place' }).inputValue();
  const opened = await school.visit();
  await opened.page.goto(link);
  // Another load of the page would be none: the address differs in its fragment alone.
  await expect(opened.state).toHaveText(await instructor.state.innerText());
  expect(opened.code).not.toBe(instructor.code);
});

test('LK2 LK3 a link to own data, and one that is malformed, say so and start nothing', async ({
  school,
}) => {
  const { page } = await school.visit();
  const { origin } = new URL(page.url());
  const sha256 = '0123456789abcdef'.repeat(4);
  await page.goto(`${origin}/#run=1&corpus.kind=pasted&corpus.sha256=${sha256}`);
  await expect(page.getByText('somebody’s own text')).toBeVisible();
  await expect(page.getByText(sha256)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start a class here' })).toHaveCount(0);
  await page.goto(`${origin}/#run=1&at.step=0`);
  await expect(page.getByText('At “at.step” = “0”: expected >=1.')).toBeVisible();
  await page.getByRole('button', { name: 'KO', exact: true }).click();
  await expect(page.getByText('이 링크는 열 수 없습니다.')).toBeVisible();
  await expect(page.getByRole('button', { name: '여기서 수업 시작' })).toHaveCount(0);
});
