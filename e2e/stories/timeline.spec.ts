/** The class back in time: the loss is scrubbed, the run stops where it was told to, and a changed past is a branch. */
import type { Locator } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

/** The step at which the slider stands. */
const stepOf = async (slider: Locator): Promise<number> => Number(await slider.getAttribute('aria-valuenow'));

/** A step as the page writes it. */
const written = (step: number): string => step.toLocaleString('en');

/** Both are told of the step at which the slider stands, and read the same of it. */
async function expectBothThere(instructor: RoomPage, viewer: RoomPage): Promise<number> {
  await expect
    .poll(async () => instructor.state.innerText())
    .toBe(`Paused after step ${written(await stepOf(instructor.timeline))}`);
  await expect(viewer.state).toHaveText(await instructor.state.innerText());
  // What is tall while it is scrubbed gives the board back.
  await instructor.page.keyboard.press('Escape');
  const readings = await instructor.readings();
  expect(readings.digits.length).toBeGreaterThan(8);
  await expect.poll(() => viewer.readings()).toEqual(readings);
  return stepOf(instructor.timeline);
}

test('UI12 RN3 the driver scrubs through thousands of steps, and a viewer lands where the driver does', async ({
  school,
}) => {
  const [instructor, viewer] = await school.after(3000);
  const { timeline } = instructor;
  const head = await stepOf(timeline);
  expect(head).toBeGreaterThanOrEqual(3000);

  await timeline.press('Home');
  await expect(viewer.state).toHaveText('Paused at step 0');
  for (const key of ['PageUp', 'PageUp', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await timeline.press(key);
  const paged = await expectBothThere(instructor, viewer);
  expect(paged).toBeLessThan(head);

  const { width = 0, height = 0 } = (await timeline.boundingBox()) ?? {};
  await timeline.click({ position: { x: width * 0.1, y: height / 2 } });
  await expect(timeline).not.toHaveAttribute('aria-valuenow', String(paged));
  const clicked = await expectBothThere(instructor, viewer);
  expect(clicked).toBeGreaterThan(head / 20);
  expect(clicked).toBeLessThan(head / 5 + 100);

  await timeline.click({ position: { x: width * 0.1, y: height / 2 } });
  const closer = instructor.controls.getByRole('button', { name: 'Zoom in (+)' });
  await expect(instructor.controls.getByText('each step exact')).toHaveCount(0);
  while (await closer.isEnabled()) await closer.click();
  await expect(instructor.controls.getByText('each step exact')).toBeVisible();
  // 20 steps, and the one that they begin with.
  await expect(timeline.locator('path.dots')).toHaveAttribute('d', /^(M[\d.]+ [\d.]+h0){21}$/);
  await expect(timeline.locator('path.band')).toHaveAttribute('d', '');

  await timeline.press('End');
  expect(await expectBothThere(instructor, viewer)).toBe(head);
  await expect(viewer.page.getByRole('slider')).toHaveCount(0);
  await expect(viewer.page.getByRole('img', { name: /^Timeline of the loss: step .* loss/ })).toBeVisible();
});

test('RN11 the run stops at the LOCATION window that was asked for, and every page says so', async ({
  school,
}) => {
  const [instructor, viewer] = await school.after(10);
  const before = await instructor.stepsMade();
  await instructor.choose('Breakpoints…');
  const dialog = instructor.page.getByRole('dialog', { name: 'Breakpoints' });
  await dialog.getByRole('combobox', { name: 'Stop at' }).selectOption('the next LOCATION window');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('list', { name: 'Breakpoints of this class' })).toContainText(
    'the next LOCATION window',
  );
  await instructor.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await instructor.button('Run').click();
  for (const { page, state } of [instructor, viewer]) {
    await expect(
      page.getByText('The run stopped at a LOCATION window, after its forward pass.'),
    ).toBeVisible();
    await expect(state).toHaveText(/^Paused inside step [\d,]+ · forward pass done$/);
  }
  expect(await viewer.readings()).toEqual(await instructor.readings());
  expect(await instructor.stepsMade()).toBeGreaterThanOrEqual(before);
});

test('RN6 RN7 η changed in the past makes a branch; the old one opens again with every digit of its J', async ({
  school,
}) => {
  const [instructor, viewer] = await school.after(300);
  const { timeline, page } = instructor;
  const head = await stepOf(timeline);
  const known = await instructor.readings();

  await timeline.press('Home');
  for (let pages = 0; pages < 2; pages++) await timeline.press('PageUp');
  const past = await expectBothThere(instructor, viewer);
  expect(past).toBeLessThan(head);
  await timeline.press('ArrowRight');
  await expectBothThere(instructor, viewer);
  const after = await instructor.readings();
  await timeline.press('ArrowLeft');
  await expectBothThere(instructor, viewer);

  const rate = (await instructor.settings()).getByRole('spinbutton', { name: /^Learning rate/ });
  await rate.fill('0.2');
  await rate.press('Enter');
  await instructor.step();
  await expect(instructor.state).toHaveText(`Paused after step ${written(past + 1)}`);
  await instructor.step();
  await expect(instructor.state).toHaveText(`Paused after step ${written(past + 2)}`);
  await expect(timeline).toHaveAttribute('aria-valuemax', String(past + 2));

  await viewer.page.getByRole('button', { name: 'Runs…' }).click();
  const seen = viewer.page.getByRole('dialog', { name: 'Runs and branches' });
  await expect(seen).toContainText(`from the run after step ${written(past)} · η = 0.2`);
  await expect(seen.getByRole('button', { name: /^Open/ })).toHaveCount(0);
  await viewer.page.keyboard.press('Escape');

  await instructor.choose('Runs…');
  const runs = page.getByRole('dialog', { name: 'Runs and branches' });
  await expect(runs).toContainText('Branch 2');
  await runs.getByRole('button', { name: 'Open Run 1', exact: true }).click();
  await expect(runs).toBeHidden();
  expect(await expectBothThere(instructor, viewer)).toBe(head);
  expect(await instructor.readings()).toEqual(known);
  await timeline.press('Home');
  for (const key of ['PageUp', 'PageUp', 'ArrowRight']) await timeline.press(key);
  expect(await expectBothThere(instructor, viewer)).toBe(past + 1);
  expect(await instructor.readings()).toEqual(after);
});

test('UI6 axe: breakpoints, runs and the menu', async ({ school }) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.choose('Breakpoints…');
  const dialog = page.getByRole('dialog', { name: 'Breakpoints' });
  await dialog.getByRole('combobox', { name: 'Stop at' }).selectOption('the centre word');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'breakpoints');
  await page.keyboard.press('Escape');

  await instructor.choose('Runs…');
  await expect(page.getByRole('dialog', { name: 'Runs and branches' })).toBeVisible();
  await expectAccessible(page, 'runs');
  await page.keyboard.press('Escape');

  await instructor.button('Menu').click();
  await expect(instructor.controls.getByRole('menu')).toBeVisible();
  await expectAccessible(page, 'menu');
});
