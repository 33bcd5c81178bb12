/** The nudge: an entry moved by h under the driver's hand, the slope beside ∂J/∂θ, on every screen the same. */
import type { Locator } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const laboratory = ({ page }: RoomPage): Locator => page.getByRole('region', { name: 'Laboratory' });

/** All that is read of it, but the controls, which a projector has not. */
const said = (person: RoomPage): Promise<readonly string[]> =>
  laboratory(person).evaluate((part) => [
    ...[...part.querySelectorAll('dl, table, p, h2')].map((one) => (one as HTMLElement).innerText.trim()),
    ...[...part.querySelectorAll('[role=img][aria-label]')].map(
      (one) => one.getAttribute('aria-label') ?? '',
    ),
  ]);

const numberOf = (person: RoomPage, name: string): Promise<number> =>
  laboratory(person)
    .locator(`data[data-nudge="${name}"]`)
    .evaluate((entry) => Number((entry as HTMLDataElement).value));

test('NG5 NG6 NG7 FO1 the driver nudges by keys, by hand and by typing; projector and student read the same; its slope is ∂J/∂θ', async ({
  school,
}) => {
  // As wide as a projector: what is compared is what they say, not where it is drawn.
  const viewport = { width: 1920, height: 1080 };
  const instructor = await school.start({ context: { viewport } });
  const { page } = instructor;
  const others = [
    await school.screen(instructor.code),
    await school.join(instructor.code, { context: { viewport } }),
  ];
  const same = async (): Promise<void> => {
    for (const other of others) {
      await expect(async () => {
        const [own, told] = [await said(instructor), await said(other)];
        // A projector names the experiment where others have tabs.
        expect(told.filter((text) => text !== 'Nudge')).toEqual(own);
      }).toPass();
    }
  };
  await page.getByRole('group', { name: 'Page' }).getByRole('button', { name: 'Laboratory' }).click();
  const part = laboratory(instructor);
  await part.getByRole('tab', { name: 'Nudge' }).click();
  await expect(part.getByText('has not been computed yet in this pass')).toBeVisible();
  await expect(part.locator('data')).toHaveCount(0);
  await instructor.step();
  await expect(part.locator('data[data-nudge="by-hand"]')).toBeVisible();
  await same();

  // The board's own numbers: b₇ = 0 and δ₇.
  const tensor = part.getByRole('combobox', { name: 'Entry of' });
  await tensor.selectOption('b');
  await part.getByRole('spinbutton', { name: 'number' }).fill('7');
  await part.getByRole('spinbutton', { name: 'number' }).press('Enter');
  const slopes = await part.locator('[data-slope]').count();
  expect(slopes).toBe(3);
  const derivative = await numberOf(instructor, 'by-hand');
  await same();

  // By its keys: from ½ to 2·10⁻⁴, where four points have all digits that are shown.
  const slider = part.getByRole('slider', { name: 'h' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', '−1');
  await same();
  const before = await said(instructor);
  await page.keyboard.press('End');
  for (let k = 0; k < 11; k++) await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', '2·10⁻⁴');
  await same();
  expect(await said(instructor)).not.toEqual(before);
  const byHand = await part.locator('data[data-nudge="by-hand"]').innerText();
  await expect(part.locator('[data-slope="fourPoint"]')).toHaveText(byHand);
  await expect(part.locator('[data-slope="central"]')).toHaveText(byHand);
  expect(Math.abs((await numberOf(instructor, 'secant')) - derivative)).toBeLessThan(1e-3);

  // Under a hand that stays on it.
  const box = await slider.boundingBox();
  if (!box) throw new Error('no slider');
  const along = (share: number): [number, number] => [box.x + share * box.width, box.y + box.height / 2];
  await page.mouse.move(...along(0.5));
  await page.mouse.down();
  for (const share of [0.6, 0.8, 0.95]) {
    await page.mouse.move(...along(share), { steps: 6 });
    await same();
  }
  await page.mouse.up();
  await same();

  // Typed; what cannot be is put back.
  const typed = part.getByRole('spinbutton', { name: 'h, typed' });
  await typed.fill('3e-7');
  await typed.press('Enter');
  await expect(slider).toHaveAttribute('aria-valuetext', '3·10⁻⁷');
  await same();
  await typed.fill('7');
  await typed.press('Enter');
  await expect(typed).toHaveValue('3e-7');
  await typed.fill('0');
  await typed.press('Enter');
  await expect(part.getByText('choose an h')).toBeVisible();
  await same();

  // Each curve's least, further right with each order.
  const least = await part
    .locator('[data-least]')
    .evaluateAll((marks) => marks.map((mark) => Number(mark.getAttribute('data-h'))));
  const theory = [1e-8, 6e-6, 7e-4];
  expect(least).toHaveLength(3);
  least.forEach((h, k) => {
    expect(h).toBeGreaterThan(theory[k] / 30);
    expect(h).toBeLessThan(theory[k] * 30);
    if (k > 0) expect(h).toBeGreaterThan(least[k - 1]);
  });
  await expect(instructor.state, 'the run is not touched').toHaveText('Paused after step 1');

  await page.getByRole('group', { name: 'Page' }).getByRole('button', { name: 'Board' }).click();
  const digits = (await instructor.entries('∂J/∂b')).map(({ digits }) => digits);
  expect(Number(digits[6])).toBe(derivative);
});

test('NG6 AC1 the nudge by keyboard alone, and nothing that axe finds', async ({ school }) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.step();
  const pages = page.getByRole('group', { name: 'Page' });
  await pages.getByRole('button', { name: 'Laboratory' }).focus();
  await page.keyboard.press('Enter');
  const part = laboratory(instructor);
  await part.getByRole('tab', { name: 'Activation function' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(part.getByRole('tab', { name: 'Nudge' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Tab');
  await expect(part.getByRole('tabpanel').getByRole('combobox')).toBeFocused();
  await page.keyboard.press('W');
  await expect(part.getByRole('spinbutton', { name: 'column' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await expect(part.getByRole('slider', { name: 'h' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(part.getByRole('img', { name: /^J over W.*₂‚₃.*with its secant for h = 0\.2/ })).toBeVisible();
  await expectAccessible(page, 'the nudge');
});
