/** The instructor's secret: in no address bar, and another one where somebody has seen it. */
import { expect, test } from '../fixtures.ts';

test('DR5 the address bar, its history and the links of the first page show no secret; a reload still drives', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page, code } = instructor;
  const secret = await instructor.secret();
  expect(page.url()).toMatch(/\/r\/[^#]+$/);
  await page.reload();
  await expect(instructor.button('Run')).toBeEnabled();

  const elsewhere = await school.visit();
  await elsewhere.page.goto(await instructor.instructorLink());
  await expect(elsewhere.page.getByRole('button', { name: 'Take control' })).toBeVisible();
  await expect.poll(() => elsewhere.page.url()).toMatch(/\/r\/[^#]+$/);
  await elsewhere.page.goBack();
  await expect(elsewhere.page.getByRole('button', { name: 'Start a class' })).toBeVisible();
  expect(await elsewhere.page.content()).not.toContain(secret);
  await elsewhere.page.goForward();
  expect(elsewhere.page.url()).not.toContain(secret);
  await expect(elsewhere.page.getByRole('button', { name: 'Take control' })).toBeVisible();
  expect(elsewhere.code).toBe(code);
});

test('DR7 with a new link the old one is refused everywhere, whoever came by it is told, and the class goes on', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  const viewer = await school.join(instructor.code);
  const guesser = await school.visit();
  const old = await instructor.instructorLink();
  await guesser.page.goto(old);
  await expect(guesser.page.getByRole('button', { name: 'Take control' })).toBeVisible();

  await instructor.button('Menu').click();
  await instructor.controls.getByRole('menuitem', { name: 'Control from your phone…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show here' }).click();
  const link = page.getByRole('textbox', { name: 'Instructor’s link' });
  const shown = await link.inputValue();
  await page.getByRole('button', { name: 'Somebody has seen it…' }).click();
  await page.getByRole('button', { name: 'Make a new link' }).click();
  await expect(page.getByText('This is the new link.')).toBeVisible();
  await expect(link).not.toHaveValue(shown);
  await page.getByRole('button', { name: 'Close', exact: true }).click();

  await expect(guesser.page.getByRole('alert')).toContainText('This class has a new instructor’s link.');
  await guesser.page.goto('about:blank');
  await guesser.page.goto(old);
  await expect(guesser.page.getByRole('alert')).toContainText('The instructor’s link is not the right one');
  await guesser.page.getByRole('button', { name: 'Join as a viewer' }).click();
  await expect(guesser.page.getByRole('button', { name: 'Me', exact: true })).toBeVisible();
  await expect(guesser.page.getByRole('button', { name: 'Take control' })).toHaveCount(0);

  await instructor.step();
  await expect(viewer.state).toHaveText('Paused after step 1');
  await expect(guesser.state).toHaveText('Paused after step 1');
  await page.reload();
  await instructor.step();
  await expect(viewer.state).toHaveText('Paused after step 2');
});
