/** The wheel goes from hand to hand, and at most one drives. */
import { expect, test } from '../fixtures.ts';
import { LOST_CONNECTION } from '../watch.ts';

test('RM4 an assistant is made, is handed the wheel, and the instructor takes it back', async ({
  school,
}) => {
  const instructor = await school.start();
  const assistant = await school.join(instructor.code);
  const viewer = await school.join(instructor.code);
  const { page } = instructor;
  const dialog = await instructor.classDialog('People');
  await dialog.getByRole('button', { name: 'Make assistant' }).first().click();
  await dialog.getByRole('button', { name: 'Hand over control' }).click();

  await expect(assistant.button('Run')).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(instructor.controls).toHaveCount(0);
  await assistant.step();
  await expect(viewer.state).toHaveText('Paused after step 1');

  await page.getByRole('button', { name: 'Take control' }).click();
  await expect(instructor.button('Run')).toBeEnabled();
  await expect(assistant.controls).toHaveCount(0);
  // Somebody drives: an assistant cannot take it.
  await expect(assistant.page.getByRole('button', { name: 'Take control' })).toHaveCount(0);
  await instructor.step();
  await expect(viewer.state).toHaveText('Paused after step 2');
});

test('RM4 a driver who is gone for long loses the wheel: the room says so, and an assistant takes it', async ({
  school,
}) => {
  const instructor = await school.start();
  const assistant = await school.join(instructor.code);
  const { page } = instructor;
  const dialog = await instructor.classDialog('People');
  await dialog.getByRole('button', { name: 'Make assistant' }).first().click();
  await page.keyboard.press('Escape');
  instructor.watch.allow(LOST_CONNECTION);
  await page.goto('about:blank');

  await expect(assistant.page.getByText('The instructor’s connection is lost.')).toBeVisible();
  const take = assistant.page.getByRole('button', { name: 'Take control' });
  await expect(take).toBeVisible();
  await take.click();
  await assistant.step();
  await expect(assistant.state).toHaveText('Paused after step 1');
});

test('RM8 who is removed is told so, and does not come back', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const { page } = instructor;
  const dialog = await instructor.classDialog('People');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(viewer.page.getByRole('alert')).toContainText('You have been removed from this class.');
  await viewer.page.reload();
  await expect(viewer.page.getByRole('alert')).toContainText('You have been removed from this class.');
  await expect(page.getByText('1 connected')).toBeVisible();
});
