/** Answers that are no choices: a number typed on a phone's pad, in any correct rounding, and an entry tapped on the board. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

const rowsOf = (page: Page, name: string | RegExp): Locator =>
  page.locator('table').getByRole('row').filter({ hasText: name });

async function ask({ page }: RoomPage, kind: RegExp): Promise<Locator> {
  await page.getByRole('button', { name: 'Ask…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask the class' });
  await dialog.getByRole('radio', { name: kind }).check();
  return dialog;
}

test('QU30 QU31 QU32 QU34 QU36 a phone types −0,43, a laptop taps δ₂; the reveal counts what is right, and the projector says that all have answered', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page, code } = instructor;
  const small = await school.join(code, { context: phone });
  const wide = await school.join(code);
  const projector = await school.screen(code);
  await expect(projector.board).toBeVisible();

  // The dialog shows how it will be answered, of whichever tensor.
  const dialog = await ask(instructor, /^A number, typed/);
  await expect(dialog.getByText('Answered by typing a number.')).toBeVisible();
  const of = dialog.getByRole('combobox', { name: 'Of' });
  await of.selectOption('∂J/∂W');
  await expect(dialog.getByText('What will ∂J/∂W₁͵₁ be?')).toBeVisible();
  await of.selectOption('δ');
  await dialog.getByRole('spinbutton', { name: 'Entry' }).fill('2');
  await dialog.getByRole('spinbutton', { name: 'Entry' }).press('Tab');
  await dialog.getByRole('button', { name: 'Ask this' }).click();
  await expect(projector.page.getByText('What will δ₂ be? Type the number.')).toBeVisible();
  // On the projector it is only read.
  await expect(projector.page.locator('input[inputmode]')).toHaveCount(0);

  // A phone's number pad has a comma and no minus.
  const field = small.page.getByRole('textbox', { name: 'Your number' });
  await expect(field).toHaveAttribute('inputmode', 'decimal');
  const send = small.page.getByRole('button', { name: 'Send' });
  await field.fill('0,');
  await field.fill('0,4x');
  await expect(small.page.getByText('Type a number, such as −0.43.')).toBeVisible();
  await expect(send).toBeDisabled();
  await field.fill('0,43');
  await small.page.getByRole('button', { name: 'Change the sign' }).tap();
  await expect(field).toHaveValue('−0,43');
  for (const part of [field, send, small.page.getByRole('button', { name: 'Change the sign' })])
    expect((await part.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await send.tap();
  await expect(small.page.getByText('Your answer is in.')).toBeVisible();
  await expect(projector.page.getByText('1 answered')).toBeVisible();
  await wide.page.getByRole('textbox', { name: 'Your number' }).fill('0.25');
  await wide.page.keyboard.press('Enter');
  const all = projector.page.getByText('All have answered');
  await expect(all).toBeVisible();
  expect(
    await all.evaluate((element) => parseFloat(getComputedStyle(element).fontSize)),
  ).toBeGreaterThanOrEqual(44);
  await expect(page.getByText('All have answered')).toBeVisible();
  await expectAccessible(wide.page, 'a typed answer');

  await page.getByRole('button', { name: 'Reveal' }).click();
  for (const one of [projector, small, wide]) {
    await expect(rowsOf(one.page, 'correct')).toContainText('−0.430');
    await expect(rowsOf(one.page, 'correct').getByRole('cell')).toHaveText('1');
    await expect(rowsOf(one.page, '0.25').getByRole('cell')).toHaveText('1');
  }
  await expect(rowsOf(small.page, 'correct')).toContainText('yours');
  await expect(rowsOf(wide.page, '0.25')).toContainText('yours');

  // The same δ, and which of its entries is the largest: tapped on the board, hatched as it is, and in Korean on the phone.
  await page.getByRole('button', { name: 'Close the question' }).click();
  for (let back = 0; back < 5; back++) await page.getByRole('button', { name: 'Back' }).click();
  await expect(instructor.state).toHaveText('Paused inside step 1 · forward pass done');
  await (
    await ask(instructor, /^The largest entry, tapped/)
  )
    .getByRole('button', { name: 'Ask this' })
    .click();
  await expect(wide.page.getByText('Which entry of δ will be the largest in magnitude?')).toBeVisible();
  const delta = wide.tensor('∂J/∂z = δ').or(wide.board.getByRole('img', { name: /^∂J\/∂z = δ/ }));
  const box = await delta.boundingBox();
  if (!box) throw new Error('δ is not drawn');
  await delta.click({ position: { x: box.width / 2, y: (box.height * 4.5) / 8 } });
  await expect(wide.page.getByRole('radio', { name: 'entry 5' })).toBeChecked();
  await delta.click({ position: { x: box.width / 2, y: (box.height * 1.5) / 8 } });
  await expect(wide.page.getByRole('radio', { name: 'entry 2' })).toBeChecked();
  await wide.page.getByRole('button', { name: 'Send' }).click();
  await small.page.getByRole('button', { name: 'Menu', exact: true }).tap();
  await small.page.getByRole('button', { name: 'KO', exact: true }).tap();
  await small.page.getByRole('dialog', { name: '메뉴' }).getByRole('button', { name: '닫기' }).tap();
  await small.page.getByText('8', { exact: true }).last().tap();
  await expect(small.page.getByRole('radio', { name: '8번째 성분' })).toBeChecked();
  await small.page.getByRole('button', { name: '보내기' }).tap();
  await expect(all).toBeVisible();
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(rowsOf(projector.page, 'correct')).toContainText('entry 2');
  await expect(rowsOf(projector.page, 'correct').getByRole('cell')).toHaveText('1');
  await expect(rowsOf(small.page, '8번째 성분').getByRole('cell')).toHaveText('1');
  // The class is pointed at the entry that is right.
  await expect(projector.page.getByText('δ₂').first()).toBeVisible();

  // One's own record, and the driver's table, in which a number is a number.
  await wide.page.getByRole('button', { name: 'Me', exact: true }).click();
  const me = wide.page.getByRole('dialog', { name: 'Me' });
  await me.getByRole('button', { name: 'Answers' }).click();
  await expect(me.getByText('Round 1: 0.25')).toBeVisible();
  await expect(me.getByText('Round 1: entry 2')).toBeVisible();
  await page.getByRole('button', { name: 'Close the question' }).click();
  await page.getByRole('button', { name: /^Class/ }).click();
  await page.getByRole('button', { name: 'Report' }).click();
  const lines = await instructor.reportLines();
  expect(lines).toHaveLength(1 + 4);
  expect(lines[1]).toMatch(/,-0\.43,,-0\.4\d+,yes,1$/);
  expect(lines[2]).toMatch(/,0\.25,,-0\.4\d+,no,1$/);
});
