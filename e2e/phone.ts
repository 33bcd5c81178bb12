/** A phone in a story: what of its page is not to be seen whole, and what of it cannot be reached. */
import { expect, type Locator, type Page } from '@playwright/test';

export const small = { width: 360, height: 640 };
/** As a phone's browser is: a touch screen with its own idea of a viewport. */
export const asPhone = (viewport: { readonly width: number; readonly height: number }, locale = 'en-US') => ({
  viewport: { ...viewport },
  hasTouch: true,
  isMobile: true,
  locale,
});

/** Everything that has a text of its own and is wider than its place, outside the page, or hidden behind the rim of what it stands in. */
export const notWhole = (part: Locator): Promise<readonly string[]> =>
  part.evaluateAll((parts) =>
    parts.flatMap((part) =>
      [part, ...part.querySelectorAll('*')].flatMap((element): string[] => {
        if (!element.checkVisibility() || element.closest('.visually-hidden, .katex-mathml, svg, [hidden]'))
          return [];
        const hasText = [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
        );
        if (!hasText) return [];
        const range = document.createRange();
        range.selectNodeContents(element);
        const box = range.getBoundingClientRect();
        const what = `“${(element.textContent ?? '').trim()}” (${element.className})`;
        if (box.width === 0) return [];
        if (box.left < -0.5 || box.right > innerWidth + 0.5) return [`${what} is beside the page`];
        for (let rim: Element | null = element; rim; rim = rim.parentElement) {
          if (getComputedStyle(rim).overflowX === 'visible') continue;
          const { left, right, top, bottom } = rim.getBoundingClientRect();
          if (box.left < left - 1 || box.right > right + 1) return [`${what} is cut at the side`];
          if (getComputedStyle(rim).overflowY === 'hidden' && (box.top < top - 3 || box.bottom > bottom + 3))
            return [`${what} is cut above or below`];
        }
        return [];
      }),
    ),
  );

/** Texts of a part that are smaller than this, in CSS pixels; of a formula its base. */
export const smallerThan = (part: Locator, least: number): Promise<readonly string[]> =>
  part.evaluateAll(
    (parts, size) =>
      parts.flatMap((part) =>
        [part, ...part.querySelectorAll('*')].flatMap((element): string[] => {
          if (!element.checkVisibility() || element.closest('.visually-hidden, .katex, svg')) return [];
          const hasText = [...element.childNodes].some(
            (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
          );
          const own = parseFloat(getComputedStyle(element).fontSize);
          return hasText && own < size - 0.01 ? [`${own}: ${element.textContent}`] : [];
        }),
      ),
    least,
  );

/** How much of the page is below the fold, and beside it, in CSS pixels. */
export const beyond = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector('main');
    return {
      below: main ? main.scrollHeight - main.clientHeight : NaN,
      beside: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  });

/** Whether all of it can be seen and pressed where it stands, above the bar and under the header. */
export async function expectInSight(part: Locator, height: number): Promise<void> {
  await expect(part).toBeVisible();
  const box = await part.boundingBox();
  expect(box, String(part)).not.toBeNull();
  expect(box?.y, `${String(part)} begins above the page`).toBeGreaterThanOrEqual(-0.5);
  expect((box?.y ?? 0) + (box?.height ?? 0), `${String(part)} ends below the page`).toBeLessThanOrEqual(
    height + 0.5,
  );
}
