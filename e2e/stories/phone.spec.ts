/** A phone is one operation per screen: sentence, marks, equation, number line and tensors, and nothing to scroll. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { faultsOf } from '../measured.ts';
import { asPhone, expectInSight, small, whole } from '../phone.ts';
import type { RoomPage } from '../room-page.ts';

const OPERATIONS = 14;
/** Operations of which upstream, local and downstream stand beside each other: from ∂J/∂s to ∂J/∂x. */
const PRODUCTS = [7, 8, 9, 10, 11, 12, 13];
const HEADER = 48;
const BAR = 52;
/** Above the screen what a phone with large type, or in landscape, shows first; the rest is scrolled. */
const others = [
  { size: { width: 390, height: 844 }, locale: 'ko-KR', scrolls: false, type: null },
  { size: { width: 320, height: 568 }, locale: 'ko-KR', scrolls: true, type: null },
  { size: { width: 320, height: 568 }, locale: 'en-US', scrolls: true, type: null },
  { size: { width: 844, height: 390 }, locale: 'en-US', scrolls: true, type: null },
  { size: { width: 390, height: 844 }, locale: 'en-US', scrolls: true, type: 24 },
] as const;

const equation = ({ page }: RoomPage): Locator => page.getByRole('math').first();
const line = ({ page }: RoomPage): Locator => page.locator('.line').last();
const numbers = ({ board }: RoomPage): Locator => board.getByRole('table');
const mark = ({ page }: RoomPage, number: number): Locator =>
  page
    .getByRole('navigation', { name: /Operations of this pass|이번 계산의 연산/ })
    .getByRole('button')
    .nth(number - 1);

const heightOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.height ?? NaN;

test('UI30 UI31 at 360×640 all fourteen operations are whole on one screen, with header and bar in 100 pixels', async ({
  school,
}) => {
  const instructor = await school.start();
  const phone = await school.join(instructor.code, { context: asPhone(small) });
  const { page } = phone;
  for (let k = 5; k < OPERATIONS; k++) await instructor.page.keyboard.press('ArrowRight');
  await expect(phone.state).toHaveText('Paused after step 1');

  const said = new Set<string>();
  for (let number = OPERATIONS; number >= 1; number--) {
    await expect(page.getByText(`operation ${number} of ${OPERATIONS}`, { exact: true })).toBeVisible();
    await expect(mark(phone, number)).toHaveAttribute('aria-current', 'step');
    await expect(equation(phone).locator('.katex').first()).toBeVisible();

    expect(await heightOf(page.getByRole('banner'))).toBeLessThanOrEqual(HEADER);
    expect(await heightOf(page.getByRole('contentinfo'))).toBeLessThanOrEqual(BAR);
    for (const part of [equation(phone), line(phone), numbers(phone)])
      await expectInSight(part, small.height - BAR);
    expect({ number, faults: await faultsOf(page, whole) }).toEqual({ number, faults: [] });

    // Printed rows, those of a layer of eight; what multiplies beside what comes of it.
    const rows = await numbers(phone).getByRole('row').count();
    if (![5, 6, 7].includes(number)) expect(rows).toBeGreaterThan(8);
    if (PRODUCTS.includes(number))
      for (const role of ['upstream', 'local', 'downstream'])
        await expect(numbers(phone).getByText(role, { exact: true })).toBeVisible();
    said.add((await equation(phone).getAttribute('aria-label')) ?? '');
    if (number > 1) await instructor.page.keyboard.press('ArrowLeft');
  }
  expect(said.size).toBe(OPERATIONS);
});

test('UI30 FO1 a tap on a mark looks at that operation on one’s own; what has not been performed cannot be tapped', async ({
  school,
}) => {
  const instructor = await school.start();
  const phone = await school.join(instructor.code, { context: asPhone(small) });
  const { page } = phone;
  const resume = page.getByRole('button', { name: /Resume/ });
  await expect(mark(phone, 5)).toHaveAttribute('aria-current', 'step');
  await expect(mark(phone, 6)).toBeDisabled();
  await mark(phone, 2).tap();
  await expect(page.getByRole('heading', { name: 'Forward: Wx + b' })).toBeVisible();
  await expect(page.getByText('On your own', { exact: true })).toBeVisible();
  // Back by the arrow, and to the class by one press; the bar is no higher for it.
  await page.getByRole('button', { name: 'Earlier operation' }).tap();
  await expect(mark(phone, 1)).toHaveAttribute('aria-current', 'step');
  expect(await heightOf(page.getByRole('contentinfo'))).toBeLessThanOrEqual(BAR);
  await expect(page.getByRole('button', { name: 'I’m lost here' })).toBeVisible();
  await resume.tap();
  await expect(mark(phone, 5)).toHaveAttribute('aria-current', 'step');
  await expect(resume).toHaveCount(0);
  await expect(page.getByText('with the class', { exact: true })).toBeVisible();
});

test('UI32 a row, a word and another row of W are read by a tap, δᵢ · xᵀ', async ({ school }) => {
  const instructor = await school.start();
  const phone = await school.join(instructor.code, { context: asPhone(small) });
  const { page } = phone;
  for (let k = 5; k < 12; k++) await instructor.page.keyboard.press('ArrowRight');
  await expect(page.getByText('operation 12 of 14', { exact: true })).toBeVisible();
  /** "0.253 · 1.216 = 0.307": whether it is so. */
  const isTrue = async (): Promise<boolean> => {
    const text = (await line(phone).innerText()).replace(/−/g, '-').replace(/\s+/g, ' ');
    const [, a, b, c] = /= (-?[\d.]+) · (-?[\d.]+) = (-?[\d.]+)/.exec(text) ?? [];
    return Math.abs(Number(a) * Number(b) - Number(c)) < 0.002;
  };
  await expect(page.getByText('row 1 of 8', { exact: true })).toBeVisible();
  expect(await isTrue()).toBe(true);
  const before = await line(phone).innerText();
  await page.getByRole('button', { name: 'Next: row 2 of 8' }).tap();
  await expect(page.getByText('row 2 of 8', { exact: true })).toBeVisible();
  expect(await line(phone).innerText()).not.toBe(before);
  expect(await isTrue()).toBe(true);
  await page.getByRole('button', { name: /^Next: word/ }).tap();
  await expect(page.getByRole('group', { name: 'word 4 of 5' })).toContainText('are');
  await numbers(phone).getByRole('rowheader', { name: '3', exact: true }).tap();
  expect(await isTrue()).toBe(true);
  await expect(numbers(phone).locator('.row.read').getByRole('rowheader')).toHaveText('3');
});

test('FO2 UI31 where the instructor points is what the phone reads', async ({ school }) => {
  const instructor = await school.start();
  const phone = await school.join(instructor.code, { context: asPhone(small) });
  for (let k = 5; k < 10; k++) await instructor.page.keyboard.press('ArrowRight');
  await expect(phone.page.getByText('operation 10 of 14', { exact: true })).toBeVisible();
  const box = await instructor.tensor('∂J/∂z = δ').boundingBox();
  if (!box) throw new Error('δ is not drawn');
  // The fourth of eight units.
  await instructor.page.mouse.click(box.x + box.width / 2, box.y + (box.height * 3.5) / 8);
  await expect(phone.page.getByText('The instructor points here')).toBeVisible();
  await expect(numbers(phone).locator('.row.read').getByRole('rowheader')).toHaveText('4');
  expect(await faultsOf(phone.page, whole)).toEqual([]);
});

test('UI30 what the bars have no room for is in the menu, one press away', async ({ school }) => {
  const instructor = await school.start();
  const phone = await school.join(instructor.code, { context: asPhone(small) });
  const { page } = phone;
  const more = page.getByRole('button', { name: 'Menu', exact: true });
  await more.tap();
  const menu = page.getByRole('dialog', { name: 'Menu' });
  for (const name of ['Board', 'Graph', 'Scratch', 'Laboratory', 'By hand', 'Runs…', 'Invite', 'Timeline'])
    await expect(menu.getByRole('button', { name, exact: true })).toBeVisible();
  expect(await faultsOf(page, whole)).toEqual([]);
  await menu.getByRole('button', { name: 'KO', exact: true }).tap();
  await expect(page.getByRole('heading', { name: '메뉴' })).toBeVisible();
  await page.getByRole('button', { name: 'EN', exact: true }).tap();
  await menu.getByRole('button', { name: 'Timeline', exact: true }).tap();
  await expect(page.getByRole('dialog', { name: 'Timeline of the loss' }).locator('.at')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).tap();
  await more.tap();
  await menu.getByRole('button', { name: 'Scratch', exact: true }).tap();
  await expect(page.getByRole('button', { name: /Resume/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Scratch graph', exact: true })).toBeVisible();
});

for (const { size, locale, scrolls, type } of others) {
  const name = `${size.width}×${size.height}, ${locale}${type ? `, text of ${type} px` : ''}`;
  test(`UI33 nothing is beside the page and nothing is cut: ${name}`, async ({ school }) => {
    const instructor = await school.start();
    const phone = await school.visit({ context: asPhone(size, locale) });
    const { page } = phone;
    if (type) {
      // As a browser's own setting is: the size that everything is measured by.
      await page.addInitScript((px) => {
        document.addEventListener('DOMContentLoaded', () =>
          document.documentElement.style.setProperty('font-size', `${px}px`),
        );
      }, type);
    }
    await page.goto(`${new URL(instructor.page.url()).origin}/r/${instructor.code}`);
    await expect(phone.board).toBeVisible();
    for (let k = 5; k < OPERATIONS; k++) await instructor.page.keyboard.press('ArrowRight');
    await expect(mark(phone, OPERATIONS)).toHaveAttribute('aria-current', 'step');
    await expect(equation(phone).locator('.katex').first()).toBeVisible();
    for (let number = OPERATIONS; number >= 1; number--) {
      await expect(mark(phone, number)).toHaveAttribute('aria-current', 'step');
      const faults = await faultsOf(page, { ...whole, mayScroll: scrolls });
      expect({ number, faults }).toEqual({ number, faults: [] });
      if (number > 1) await mark(phone, number - 1).tap();
    }
  });
}
