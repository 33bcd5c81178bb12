/** Most lecturers mirror their screen: without a projector of its own, the instructor's page is what the class sees (SPEC PV7). */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const NAME = 'Wilhelmine Zuse';
const TEXT = 'Is the sky a matrix?';

const textOf = (page: Page): Promise<string> => page.locator('body').innerText();

async function withMember(school: Parameters<Parameters<typeof test>[2]>[0]['school'], instructor: RoomPage) {
  const member = await school.raw({ room: instructor.code, name: NAME });
  await member.command({ type: 'contribute', contribution: { kind: 'question', text: TEXT } });
  await member.command({ type: 'hand', raised: true });
  return member;
}

test('PV7 without a projector no name, no text, no distribution and no driving code, until a press that says who will see it', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page, controls } = instructor;
  const member = await withMember(school, instructor);
  await expect(controls.getByRole('button', { name: /^Class/ })).toContainText('1 hand');
  const show = page.getByRole('button', { name: 'Show here' });
  const dialog = page.getByRole('dialog', { name: 'The class' });

  // People and texts, each by itself, and again when the dialog is opened again.
  for (const [tab, said, warning] of [
    ['People', NAME, 'Names of students.'],
    ['Texts', TEXT, 'Texts that are not on the board.'],
    ['People', NAME, 'Names of students.'],
  ] as const) {
    await controls.getByRole('button', { name: /^Class/ }).click();
    await dialog.getByRole('button', { name: tab, exact: true }).click();
    await expect(dialog).toContainText(warning);
    await expect(dialog).toContainText('Everyone who sees this screen will see them.');
    for (const secret of [NAME, TEXT]) expect(await textOf(page)).not.toContain(secret);
    await show.click();
    await expect(dialog).toContainText(said);
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await textOf(page)).not.toContain(said);
  }

  // How many have answered, and not what.
  await controls.getByRole('button', { name: 'Ask…' }).click();
  await page.getByRole('button', { name: 'Ask this' }).click();
  await expect(page.getByText('0 of 1 answered')).toBeVisible();
  expect(await member.command({ type: 'answer', question: 0, round: 0, choice: 1 })).toEqual({ ok: true });
  await expect(page.getByText('All have answered')).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await controls.getByRole('button', { name: /^Class/ }).click();
  await dialog.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(dialog).toContainText('Answers of the whole class.');
  await expect(dialog.getByRole('link')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await show.click();
  await expect(page.getByRole('table')).toBeVisible();
  await page.getByRole('button', { name: 'Close the question' }).click();

  // The code by which a phone would drive.
  await controls.getByRole('button', { name: 'Menu', exact: true }).click();
  await controls.getByRole('menuitem', { name: 'Control from your phone…' }).click();
  const pairing = page.getByRole('dialog', { name: 'Control from your phone' });
  await expect(pairing).toContainText('Everyone who sees this screen could control the class with it.');
  await expect(pairing.getByRole('img')).toHaveCount(0);
  await show.click();
  await expect(pairing.getByRole('img', { name: 'Control from your phone' })).toBeVisible();
  await pairing.getByRole('button', { name: 'Close' }).click();

  // Who is in, beside the code for all.
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'Show to the class' }).click();
  await expect(page.getByRole('region', { name: 'Join the class' })).toBeVisible();
  expect(await textOf(page)).not.toContain(NAME);
});

test('PV7 with a projector they are there at once', async ({ school }) => {
  const instructor = await school.start();
  const { page, code, controls } = instructor;
  const member = await withMember(school, instructor);
  await school.raw({ room: code, screen: true });
  const dialog = page.getByRole('dialog', { name: 'The class' });
  await controls.getByRole('button', { name: /^Class/ }).click();
  await expect(dialog).toContainText(NAME);
  await dialog.getByRole('button', { name: 'Texts', exact: true }).click();
  await expect(dialog).toContainText(TEXT);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await controls.getByRole('button', { name: 'Ask…' }).click();
  await page.getByRole('button', { name: 'Ask this' }).click();
  await expect(page.getByText('0 of 1 answered')).toBeVisible();
  expect(await member.command({ type: 'answer', question: 0, round: 0, choice: 1 })).toEqual({ ok: true });
  await expect(page.getByRole('table')).toBeVisible();
  await page.getByRole('button', { name: 'Close the question' }).click();
  await controls.getByRole('button', { name: 'Menu', exact: true }).click();
  await controls.getByRole('menuitem', { name: 'Control from your phone…' }).click();
  await expect(page.getByRole('dialog', { name: 'Control from your phone' }).getByRole('img')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show here' })).toHaveCount(0);
});
