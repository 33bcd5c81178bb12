/** A class without devices: hands are counted by whoever drives, on the laptop and on the phone, in both rounds, to the reveal. */
import { expect, test } from '../fixtures.ts';
import { faultsOf } from '../measured.ts';
import { asPhone, small } from '../phone.ts';
import { PHONE } from '../screens/sizes.ts';

test('QU37 QU38 QU39 a class answers by show of hands, one student by a laptop; both rounds stand side by side on the projector, and say what were hands', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page, code } = instructor;
  const projector = await school.screen(code);
  const student = await school.join(code);
  const phone = await school.visit({ context: asPhone(small, 'en-US') });
  await phone.page.goto(`${await instructor.instructorLink()}~${(await instructor.member()).id}`);

  await page.getByRole('button', { name: 'Ask…' }).click();
  const asking = page.getByRole('dialog', { name: 'Ask the class' });
  await asking.getByRole('radio', { name: /^The sign of δ/ }).check();
  await asking.getByRole('button', { name: 'Ask this' }).click();

  await page.getByRole('button', { name: 'Show of hands…' }).click();
  const hands = page.getByRole('dialog', { name: 'Show of hands' });
  await hands.getByRole('textbox', { name: 'negative' }).fill('1001');
  await expect(hands.getByRole('button', { name: 'Count them' })).toBeDisabled();
  await hands.getByRole('textbox', { name: 'negative' }).fill('14');
  await hands.getByRole('textbox', { name: 'positive' }).fill('9');
  await page.keyboard.press('Enter');
  await expect(hands).toHaveCount(0);
  await expect(page.getByText('23 of 24 answered')).toBeVisible();
  await expect(projector.page.getByText('23 answered')).toBeVisible();
  await student.page.getByRole('radio', { name: 'positive' }).check({ force: true });
  await student.page.getByRole('button', { name: 'Send' }).click();
  await expect(projector.page.getByText('All have answered')).toBeVisible();
  // Miscounted: what is entered anew replaces it.
  await page.getByRole('button', { name: 'Show of hands…' }).click();
  await expect(hands.getByRole('textbox', { name: 'negative' })).toHaveValue('14');
  await hands.getByRole('textbox', { name: 'negative' }).fill('15');
  await hands.getByRole('button', { name: 'Count them' }).click();
  // Nothing of it is told before the reveal.
  await expect(projector.page.getByRole('table')).toHaveCount(0);

  // The second round is counted on the phone.
  const remote = phone.page;
  await remote.getByRole('button', { name: 'Ask again' }).click();
  await remote.getByRole('button', { name: 'Show of hands…' }).click();
  const counting = remote.getByRole('dialog', { name: 'Show of hands' });
  await expect(counting.getByRole('textbox', { name: 'negative' })).toHaveValue('');
  expect(await faultsOf(remote, PHONE)).toEqual([]);
  await counting.getByRole('textbox', { name: 'positive' }).fill('24');
  await counting.getByRole('button', { name: 'Count them' }).click();
  await expect(remote.getByText('24 of 25 answered')).toBeVisible();
  await remote.getByRole('button', { name: 'Reveal' }).click();

  for (const one of [projector, instructor, student]) {
    const table = one.page.getByRole('table').filter({ hasText: 'Round 2' });
    const cells = (row: string) => table.getByRole('row').filter({ hasText: row }).getByRole('cell');
    await expect(cells('negative')).toHaveText(['15', '0']);
    await expect(cells('positive')).toHaveText(['10', '24']);
    await expect(cells('by show of hands')).toHaveText(['24', '24']);
  }
  await expect(page.getByRole('button', { name: 'Show of hands…' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Close the question' }).click();
  await page.getByRole('button', { name: /^Class/ }).click();
  await page.getByRole('button', { name: 'Report' }).click();
  const lines = await instructor.reportLines();
  expect(lines.filter((line) => line.includes('by show of hands'))).toHaveLength(3);
});
