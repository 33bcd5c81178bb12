/** The laboratory: the driver opens it, the class follows, and its numbers are those of the board and of mathematics. */
import type { Locator } from '@playwright/test';
import { expectAccessible, desktop, phone, projector } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const laboratory = ({ page }: RoomPage): Locator => page.getByRole('region', { name: 'Laboratory' });
const open = ({ page }: RoomPage): Promise<void> =>
  page.getByRole('group', { name: 'Page' }).getByRole('button', { name: 'Laboratory' }).click();

/** The numbers of one column of the table by unit, to the last digit. */
async function byUnit(person: RoomPage, which: 'z' | 'delta'): Promise<readonly string[]> {
  const table = laboratory(person).getByRole('region', { name: 'Unit by unit' });
  if (!(await table.isVisible())) await laboratory(person).getByText('Unit by unit').click();
  const all = await table
    .locator('data')
    .evaluateAll((found) => found.map((entry) => (entry instanceof HTMLDataElement ? entry.value : '')));
  return all.filter((_, k) => (k % 2 === 0) === (which === 'z'));
}

test('UI17 UI18 LB2 LB3 S3 the class sees f with this step’s z and δ, and what another f would make of them', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await expect(instructor.state).toHaveText('Paused inside step 1 · forward pass done');
  const z = (await instructor.entries('z')).map(({ digits }) => digits);

  await open(instructor);
  for (const person of [instructor, viewer]) {
    await expect(laboratory(person).getByRole('heading', { name: 'f = tanh: f and f′' })).toBeVisible();
    expect(await byUnit(person, 'z')).toEqual(z);
    expect(new Set(await byUnit(person, 'delta'))).toEqual(new Set(['']));
    await expect(laboratory(person).getByText('δ of this layer has not been computed yet')).toBeVisible();
  }

  await instructor.step();
  await expect(instructor.state).toHaveText('Paused after step 1');
  const part = laboratory(instructor);
  const table = part.getByRole('table').last();
  await expect(table.getByRole('img', { name: /^δ with f = / })).toHaveCount(7);
  const delta = await byUnit(instructor, 'delta');
  expect(delta).toHaveLength(8);
  expect(delta.every((entry) => entry !== '' && Number.isFinite(Number(entry)))).toBe(true);
  await expect.poll(() => byUnit(viewer, 'delta')).toEqual(delta);

  // A press is the class's, and nothing else is.
  await part.getByRole('button', { name: 'Look at ReLU' }).hover();
  await part.getByRole('button', { name: 'Look at ReLU' }).focus();
  await expect(part.getByRole('heading', { name: 'f = tanh: f and f′' })).toBeVisible();
  await part.getByRole('button', { name: 'Look at ReLU' }).press('Enter');
  await expect(part.getByRole('heading', { name: 'f = ReLU: f and f′' })).toBeVisible();
  const other = await byUnit(instructor, 'delta');
  expect(await byUnit(instructor, 'z'), 'the same θ and x').toEqual(z);
  z.forEach((value, i) => {
    if (Number(value) <= 0) expect(Number(other[i])).toBe(0);
  });
  await expect(laboratory(viewer).getByRole('heading', { name: 'f = ReLU: f and f′' })).toBeVisible();
  expect(await byUnit(viewer, 'delta')).toEqual(other);
  await expect((await instructor.settings()).getByRole('combobox', { name: /f/ }).last()).toHaveValue('tanh');
  await instructor.page.keyboard.press('Escape');

  await part.getByRole('button', { name: 'Look at tanh' }).click();
  await part.getByRole('checkbox', { name: /Draw tanh/ }).check();
  await expect(part.getByText(/tanh\(z\) = 0\.462117 · 2σ\(2z\) − 1 = 0\.462117/)).toBeVisible();
  await expectAccessible(instructor.page, 'the non-linearity');

  await instructor.page.getByRole('group', { name: 'Page' }).getByRole('button', { name: 'Board' }).click();
  expect((await viewer.readings()).delta).toHaveLength(8);
  expect((await instructor.entries('∂J/∂z = δ')).map(({ digits }) => digits)).toEqual(delta);
});

test('LB1 LB4 UI20 one matrix with the same outputs; a task that only a non-linearity solves, by keyboard', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  await open(instructor);
  const part = laboratory(instructor);
  await part.getByRole('tab', { name: 'Activation function' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(part.getByRole('tab', { name: 'Why non-linear?' })).toHaveAttribute('aria-selected', 'true');
  await expect(part.getByText(/differ by at most \d(\.\d)?·10⁻¹[⁴⁵⁶⁷]\./)).toBeVisible();
  await expect(part.getByText(/With tanh in the same layers they differ by up to \d\.\d+/)).toBeVisible();

  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const task of ['Opposite corners (XOR)', 'A disc in a ring']) {
    await part.getByRole('button', { name: task }).press('Enter');
    await expect(part.getByText('Epoch 0 of 200')).toBeVisible();
    await part.getByRole('button', { name: 'One epoch' }).press('Enter');
    await expect(part.getByText('Epoch 1 of 200')).toBeVisible();
    await part.getByRole('button', { name: 'Train' }).press('Enter');
    await expect(part.getByText('Epoch 200 of 200')).toBeVisible();
    const accuracy = async (side: string): Promise<number> =>
      Number(/([\d.]+) %/.exec(await part.locator(`[data-accuracy="${side}"]`).innerText())?.[1]);
    expect(await accuracy('tanh')).toBeGreaterThanOrEqual(98);
    expect(await accuracy('identity')).toBeLessThan(80);
  }
  await expect(instructor.state, 'the run is not touched').toHaveText(
    'Paused inside step 1 · forward pass done',
  );
  await expectAccessible(page, 'why non-linear');
});

test('LB5 UI19 the three counts of the present network, over width and depth, in a table and by keyboard', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  await open(instructor);
  const part = laboratory(instructor);
  await part.getByRole('tab', { name: 'Counting multiplications' }).click();
  // n = 8 units on m = 50 inputs: 1 + 2n + 2n² + n²m + nm, 4 + 7n + 2nm, 1 + 3n + 2nm
  const own = part.getByText('● the current network');
  for (const counted of ['3,745', '860', '825']) await expect(own).toContainText(counted);
  await part.getByText('As a table').click();
  await expect(part.getByRole('row', { name: '8 3,745 860 825' })).toBeVisible();
  const reader = part.getByRole('slider', { name: 'Read off at' });
  await reader.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(reader).toHaveAttribute('aria-valuetext', 'n = 16');
  await part.getByRole('button', { name: 'depth' }).click();
  await expect(part.getByRole('rowheader', { name: '4', exact: true })).toBeVisible();
  await expectAccessible(page, 'how many multiplications');
  for (const viewport of [projector, phone, desktop]) {
    await page.setViewportSize(viewport);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
  }
});
