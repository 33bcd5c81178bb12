/** Readable from the last row: no text on a projector is smaller than 22 CSS pixels, but for what SPEC AC4 names. */
import type { Page } from '@playwright/test';
import { projector } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';

const LEAST = 22;

interface Small {
  readonly text: string;
  readonly size: number;
  readonly where: string;
}

/** Every text that is seen, smaller than it may be. */
const smallTexts = (page: Page): Promise<readonly Small[]> =>
  page.evaluate((least) => {
    const found = new Map<string, Small>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim();
      const element = node.parentElement;
      if (!text || !element) continue;
      if (element.closest('.visually-hidden, [hidden], script, style, .katex-mathml, option')) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.bottom < 0 || box.top > innerHeight || box.left > innerWidth) continue;
      // An SVG's text is scaled with its picture.
      const svg = element.closest('svg');
      const matrix = element instanceof SVGGraphicsElement && svg ? element.getScreenCTM() : null;
      const size =
        parseFloat(getComputedStyle(element).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
      if (size >= least - 0.05) continue;
      const where =
        [...element.classList].filter((name) => !name.startsWith('svelte-')).join('.') ||
        element.tagName.toLowerCase();
      const parent =
        element.parentElement?.className
          .toString()
          .replace(/svelte-\w+/g, '')
          .trim() ?? '';
      const key = `${parent} > ${where}`;
      if (!found.has(key))
        found.set(key, { text: text.slice(0, 40), size: Math.round(10 * size) / 10, where: key });
    }
    return [...found.values()];
  }, LEAST);

/** What may be smaller, and why: SPEC AC4. */
const EXCEPTIONS = /msupsub|vlist|katex|mtight|size\d/;

test('AC4 no text on the projector is smaller than 22 pixels, on any page, in either language', async ({
  school,
}) => {
  test.setTimeout(120_000);
  const instructor = await school.start();
  const english = await school.screen(instructor.code, { context: { viewport: projector } });
  const korean = await school.screen(instructor.code, { context: { viewport: projector, locale: 'ko-KR' } });
  for (const one of [english, korean]) await expect(one.board).toBeVisible();
  const small: Record<string, readonly Small[]> = {};
  const look = async (name: string): Promise<void> => {
    for (const [language, one] of [
      ['en', english],
      ['ko', korean],
    ] as const) {
      await one.page.waitForLoadState('networkidle');
      const found = (await smallTexts(one.page)).filter(({ where }) => !EXCEPTIONS.test(where));
      if (found.length > 0) small[`${name} ${language}`] = found;
    }
  };
  await look('board');
  await instructor.byHand('numbers');
  await expect(english.page.getByRole('region', { name: /by hand/i }).first()).toBeVisible();
  for (const part of ['Chain', 'Reshape', 'Bridge', 'Agreement']) {
    await instructor.handPage(part).click();
    await look(`by hand, ${part}`);
  }
  await instructor.page.getByRole('button', { name: 'Close By hand' }).click();
  for (const page of ['Graph', 'Scratch', 'Laboratory']) {
    await instructor.page.getByRole('button', { name: page, exact: true }).click();
    await expect(english.page.getByRole('group', { name: 'Page' })).toHaveText(page);
    await look(page);
  }
  await instructor.page.getByRole('button', { name: 'Board', exact: true }).click();
  await instructor.button('Run').click();
  await expect(english.state).toHaveText(/Running/);
  await look('running');
  expect(small).toEqual({});
});
