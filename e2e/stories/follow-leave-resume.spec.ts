/** Together, apart, together again. */
import { expect, test } from '../fixtures.ts';

test('FO1 a viewer leaves by a page or an earlier operation, and comes back by one press', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const other = await school.join(instructor.code);
  const pill = viewer.page.getByRole('button', { name: /Resume/ });
  const page = (of: typeof viewer, name: string) => of.page.getByRole('button', { name, exact: true });
  await expect(viewer.page.getByText('Following', { exact: true }).first()).toBeVisible();
  await expect(pill).toHaveCount(0);

  // The class follows the driver from page to page.
  await page(instructor, 'Graph').click();
  await expect(page(viewer, 'Graph')).toHaveAttribute('aria-pressed', 'true');
  await page(instructor, 'Board').click();
  await expect(viewer.board).toBeVisible();

  // Scrolling, hovering, language do not leave.
  await viewer.page.mouse.wheel(0, 300);
  await viewer.board.hover();
  await page(viewer, 'KO').click();
  await page(viewer, 'EN').click();
  await expect(pill).toHaveCount(0);

  // A page of one's own does; the others stay, and the driver knows how many follow.
  await page(viewer, 'Laboratory').click();
  await expect(pill).toBeVisible();
  await expect(page(viewer, 'Laboratory')).toHaveAttribute('aria-pressed', 'true');
  await expect(page(other, 'Board')).toHaveAttribute('aria-pressed', 'true');
  await expect(instructor.page.getByText('1/2 following')).toBeVisible();
  await page(instructor, 'Graph').click();
  await expect(page(other, 'Graph')).toHaveAttribute('aria-pressed', 'true');
  await expect(page(viewer, 'Laboratory')).toHaveAttribute('aria-pressed', 'true');
  await pill.click();
  await expect(page(viewer, 'Graph')).toHaveAttribute('aria-pressed', 'true');
  await expect(instructor.page.getByText('1/2 following')).toHaveCount(0);
  await page(instructor, 'Board').click();

  // An earlier operation of the same step, not a later one.
  await instructor.page.getByText('operation', { exact: true }).click();
  await instructor.button('Step').click();
  await instructor.button('Step').click();
  await expect(viewer.page.getByText('operation 7 of 14').first()).toBeVisible();
  await viewer.page.keyboard.press('ArrowLeft');
  await viewer.page.keyboard.press('ArrowLeft');
  await expect(viewer.page.getByText('operation 5 of 14').first()).toBeVisible();
  await expect(other.page.getByText('operation 7 of 14').first()).toBeVisible();
  await expect(pill).toBeVisible();
  await viewer.page.keyboard.press('ArrowRight');
  await viewer.page.keyboard.press('ArrowRight');
  await expect(viewer.page.getByText('operation 7 of 14').first()).toBeVisible();
  await expect(pill).toHaveCount(0);
  await viewer.page.keyboard.press('ArrowRight');
  await expect(viewer.page.getByText('operation 7 of 14').first()).toBeVisible();

  // Another step ends it: nobody is left behind at a pass that is gone.
  await viewer.page.keyboard.press('ArrowLeft');
  await expect(pill).toBeVisible();
  await instructor.page.getByText('step', { exact: true }).click();
  await instructor.button('Step').click();
  await instructor.button('Step').click();
  await expect(viewer.state).toHaveText('Paused after step 2');
  await expect(pill).toHaveCount(0);
  expect(await viewer.readings()).toEqual(await instructor.readings());
});

test('FO2 the driver’s pin lands on the same entry on a phone', async ({ school }) => {
  const instructor = await school.start();
  const phone = await school.join(instructor.code, {
    context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const box = await instructor.tensor('h').boundingBox();
  if (!box) throw new Error('h is not drawn');
  // The third of eight units.
  await instructor.page.mouse.click(box.x + box.width / 2, box.y + (box.height * 2.5) / 8);
  const line = instructor.page.locator('.read .sum').first();
  await expect(line).toContainText('tanh');
  await expect(phone.page.getByText('The instructor points here').first()).toBeVisible();
  // Typeset or not yet: the same numbers.
  const numbersIn = async (text: typeof line): Promise<readonly string[]> =>
    (await text.innerText()).match(/−?\d+\.\d+/g) ?? [];
  const numbers = await numbersIn(line);
  expect(numbers).toHaveLength(2);
  expect(await numbersIn(phone.page.locator('.line .sum'))).toEqual(numbers);
  await instructor.board.press('Escape');
  await expect(phone.page.getByText('The instructor points here')).toHaveCount(0);
});
