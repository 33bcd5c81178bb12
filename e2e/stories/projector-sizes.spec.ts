/** A projector is the same picture at every size, in the language and the colours that the driver chose for it, and nothing on it can be pressed. */
import type { Page } from '@playwright/test';
import { expect, test, type School } from '../fixtures.ts';
import { faultsOf, measured } from '../measured.ts';
import type { RoomPage } from '../room-page.ts';
import { projected } from '../screens/sizes.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const;

async function projectorOf(school: School, instructor: RoomPage, size: (typeof sizes)[number]) {
  // A browser that asks for dark colours: the projector's are the driver's choice.
  const projector = await school.screen(instructor.code, {
    context: { viewport: size, colorScheme: 'dark' },
  });
  await expect(projector.board).toBeVisible();
  return projector;
}

/** Of a window's height. */
const SNAPPED = 20 / 720;

const OPERATIONS = 14;
/** Of the pass that is shown; that of the forward pass and the last one have names. */
async function operationOf({ state }: RoomPage): Promise<number> {
  const text = await state.innerText();
  if (/forward pass done/.test(text)) return 5;
  return Number(/operation (\d+) of/.exec(text)?.[1] ?? OPERATIONS);
}
const said = (operation: number): RegExp => new RegExp(`(operation ${operation} of|연산 ${operation}/)`);

/** Boxes that make the picture, as shares of the window. */
const picture = (page: Page): Promise<Record<string, readonly number[]>> =>
  page.evaluate(() => {
    const parts = {
      header: 'header',
      sentence: '.head',
      workbench: '.workbench',
      board: '.card',
      reading: '.read',
    };
    return Object.fromEntries(
      Object.entries(parts).map(([name, selector]) => {
        const { left, top, width, height } =
          document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        return [name, [left / innerWidth, top / innerHeight, width / innerWidth, height / innerHeight]];
      }),
    );
  });

test('UI50 UI51 UI54 the projector is the same picture at 720, 1080 and 2160 lines: whole, apart, legible, nothing to press', async ({
  school,
}) => {
  const instructor = await school.start();
  const projectors: RoomPage[] = [];
  for (const size of sizes) projectors.push(await projectorOf(school, instructor, size));
  const { page } = instructor;

  const look = async (name: string, isBoard = true): Promise<void> => {
    await instructor.page.evaluate(() => new Promise(requestAnimationFrame));
    for (const { page: screen } of projectors) {
      const { width, height } = screen.viewportSize() ?? sizes[0];
      const where = `${name}, ${width}×${height}`;
      const limits = { type: projected(height), mayScroll: false, whole: true };
      await expect.poll(() => faultsOf(screen, limits), { message: where }).toEqual([]);
      expect((await measured(screen, limits)).pressable, where).toEqual([]);
    }
    if (!isBoard) return;
    // Rows are whole pixels, and there are sixteen of them, of which each may be nearly one lower.
    const [first, ...others] = await Promise.all(projectors.map((projector) => picture(projector.page)));
    for (const other of others)
      for (const [part, shares] of Object.entries(first))
        for (const [k, share] of shares.entries())
          expect(Math.abs(other[part][k] - share), `${name}: ${part} ${k}`).toBeLessThan(SNAPPED);
  };

  const speak = async (language: string, theme: string): Promise<void> => {
    await instructor.button('Menu').click();
    await instructor.controls.getByRole('menuitem', { name: 'On the projector…' }).click();
    const dialog = page.getByRole('dialog', { name: 'On the projector' });
    await dialog.getByRole('button', { name: language, exact: true }).click();
    await dialog.getByRole('button', { name: theme, exact: true }).click();
    await expect(dialog.getByRole('button', { name: theme, exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await dialog.getByRole('button', { name: 'Close' }).click();
    for (const { page: screen } of projectors) {
      await expect(screen.locator('html')).toHaveAttribute('lang', language === '한국어' ? 'ko' : 'en');
      await expect(screen.locator('html')).toHaveAttribute('data-theme', theme);
    }
  };

  for (const [language, theme] of [
    ['English', 'light'],
    ['한국어', 'dark'],
  ] as const) {
    await speak(language, theme);
    // Backwards through the pass, whose operations are then looked at one by one.
    for (let operation = await operationOf(instructor); operation > 1; operation--) {
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => operationOf(instructor)).toBe(operation - 1);
    }
    for (let operation = 1; operation <= OPERATIONS; operation++) {
      for (const { state } of projectors)
        await expect(state).toHaveText(operation === 5 || operation === OPERATIONS ? /./ : said(operation));
      await look(`${language}, operation ${operation}`);
      if (operation < OPERATIONS) await page.keyboard.press('ArrowRight');
    }
    await instructor.byHand('numbers');
    const pages = page.getByRole('group', { name: 'Part', exact: true }).getByRole('button');
    for (const [target, of] of [
      ['W', 4],
      ['z (δ)', 2],
      ['x', 2],
    ] as const) {
      await page
        .getByRole('region', { name: 'By hand' })
        .getByRole('button', { name: target, exact: true })
        .click();
      for (let k = 0; k < of; k++) {
        await pages.nth(k).click();
        await expect(pages.nth(k)).toHaveAttribute('aria-pressed', 'true');
        await look(`${language}, by hand, ${target}, page ${k + 1}`, false);
      }
    }
    await page.getByRole('button', { name: 'Close By hand' }).click();
    for (const { page: screen } of projectors)
      await expect(screen.getByRole('region', { name: /^(By hand|손으로 풀기)$/ })).toHaveCount(0);
  }
  // Nothing of it is the class's to see: the driver's own page stays as it was.
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
