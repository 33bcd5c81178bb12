/** What can be measured of a page as it is seen: texts that are cut, texts that lie over one another, what could be pressed. */
import type { Page } from '@playwright/test';

/** In the page: every text that is seen, with where it is. */
interface Seen {
  readonly text: string;
  readonly parts: readonly { left: number; top: number; right: number; bottom: number }[];
  readonly where: string;
}

/**
 * Texts of a part of the page of which not everything is seen, each with what is seen of it, character by character within the clip
 * of every ancestor and of the window. A sentence that is longer than its line fades, and is not looked at.
 */
export const cutTexts = (page: Page, within = 'body'): Promise<readonly string[]> =>
  page.evaluate((selector) => {
    const found: string[] = [];
    const clipsOf = (element: Element): DOMRect[] => {
      const clips = [new DOMRect(0, 0, innerWidth, innerHeight)];
      for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
        if (at.closest('.katex')) continue;
        const style = getComputedStyle(at);
        const { left, top, width, height } = at.getBoundingClientRect();
        const isCut = (overflow: string): boolean => overflow !== 'visible';
        if (style.display === 'inline' || (!isCut(style.overflowX) && !isCut(style.overflowY))) continue;
        clips.push(
          new DOMRect(
            isCut(style.overflowX) ? left : 0,
            isCut(style.overflowY) ? top : 0,
            isCut(style.overflowX) ? width : innerWidth,
            isCut(style.overflowY) ? height : innerHeight,
          ),
        );
      }
      return clips;
    };
    /** Of a character the sides may be bearing, and most of the height of its line is empty. */
    const isSeen = (rect: DOMRect, clips: readonly DOMRect[]): boolean =>
      clips.every(
        (clip) =>
          rect.left >= clip.left - 1.5 &&
          rect.right <= clip.right + 1.5 &&
          rect.top + 0.25 * rect.height >= clip.top &&
          rect.bottom - 0.25 * rect.height <= clip.bottom,
      );
    for (const root of document.querySelectorAll(selector)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent ?? '';
        const element = node.parentElement;
        if (!text.trim() || !element) continue;
        if (element.closest('.visually-hidden, .own, .sentence, script, style, .katex-mathml, option'))
          continue;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const clips = clipsOf(element);
        if ([...range.getClientRects()].every((rect) => isSeen(rect, clips))) continue;
        const seen = [...text].map((character, k) => {
          range.setStart(node, k);
          range.setEnd(node, Math.min(text.length, k + character.length));
          return [...range.getClientRects()].every((rect) => isSeen(rect, clips)) ? character : '';
        });
        if (seen.join('').trim() !== text.trim())
          found.push(`“${text.trim()}” is seen as “${seen.join('').trim()}”`);
      }
    }
    return found;
  }, within);

/** Texts that lie over one another: by what of each line is ink, and never within one formula. */
export const collisions = (page: Page, within = 'main'): Promise<readonly string[]> =>
  page.evaluate((selector) => {
    const seen: (Seen & { readonly of: Element })[] = [];
    const root = document.querySelector(selector);
    if (!root) return ['nothing is there'];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node.textContent ?? '').replaceAll('\u200b', '').trim();
      if (!text || !element) continue;
      if (element.closest('.visually-hidden, .own, .katex-mathml, script, style, option')) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      // What lies over the page on purpose.
      if (element.closest('dialog, .shown, .question, .banner')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // Of a word that is longer than its place only what is seen.
      const place = [element, element.parentElement]
        .filter((one) => one && getComputedStyle(one).overflowX !== 'visible' && !one.closest('.katex'))
        .map((one) => one?.getBoundingClientRect());
      const parts = [...range.getClientRects()]
        .map(
          ({ left, top, right, bottom }) =>
            new DOMRect(
              Math.max(left, ...place.map((box) => box?.left ?? left)),
              top,
              Math.min(right, ...place.map((box) => box?.right ?? right)) -
                Math.max(left, ...place.map((box) => box?.left ?? left)),
              bottom - top,
            ),
        )
        .filter(({ width, height }) => width > 1 && height > 1)
        .map(({ left, top, right, bottom, height }) => ({
          left: left + 0.5,
          right: right - 0.5,
          top: top + 0.27 * height,
          bottom: bottom - 0.27 * height,
        }));
      const of = element.closest('.katex') ?? element;
      seen.push({ text, parts, where: element.className.toString(), of });
    }
    // What is covered by a place that something else has taken is not seen.
    const isCovered = ({ parts, of }: (typeof seen)[number]): boolean =>
      parts.every(({ left, right, top, bottom }) => {
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        return [...document.querySelectorAll('.lower, .over')].some((over) => {
          const place = over.getBoundingClientRect();
          return !over.contains(of) && y > place.top && y < place.bottom && x > place.left && x < place.right;
        });
      });
    const shown = seen.filter((one) => !isCovered(one));
    const found: string[] = [];
    for (const [k, a] of shown.entries()) {
      for (const b of shown.slice(k + 1)) {
        if (a.of === b.of || a.of.contains(b.of) || b.of.contains(a.of)) continue;
        const isOver = a.parts.some((one) =>
          b.parts.some(
            (other) =>
              one.left < other.right &&
              other.left < one.right &&
              one.top < other.bottom &&
              other.top < one.bottom,
          ),
        );
        if (isOver) found.push(`“${a.text}” over “${b.text}”`);
      }
    }
    return found;
  }, within);

/** Whatever looks or behaves like something to press, by what it says. */
export const controls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'button, input, select, textarea, a[href], summary, [role=button], [role=slider], [tabindex]:not([tabindex="-1"])',
      ),
    ]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map(
        (element) =>
          `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent}`,
      ),
  );
