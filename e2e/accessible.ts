/** What assistive technology would find wrong with a page. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules about colours: of the others none looks at the palette. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

export const projector = { width: 1920, height: 1080 };
export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** Nothing that axe finds against WCAG 2.2 A and AA, in light and dark, on each of these screens. */
export async function expectAccessible(
  page: Page,
  what: string,
  viewports: readonly (typeof desktop)[] = [phone, desktop],
): Promise<void> {
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      // Buttons pass from one colour to the other: in between nothing can be read.
      await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
      // No frames in our pages: what axe does for them is left out.
      const axe = new AxeBuilder({ page })
        .setLegacyMode()
        .options({ resultTypes: ['violations'], runOnly: colorScheme === 'dark' ? COLOURS : WCAG });
      const { violations } = await axe.analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })),
      );
      expect(found, `${what}, ${colorScheme}, ${viewport.width} pixels wide`).toEqual([]);
    }
  }
}
