/** Whether a thing is seen whole: within what cuts it, and within the window. */
import type { Kind, Limits } from '../finding.ts';
import { beyond, common, isScrolling, nameOf, windowsOf, type Box, type Opening } from './visible.ts';

export interface Cut {
  readonly kind: Kind;
  /** What cuts it; empty: the window. */
  readonly by: string;
  /** CSS pixels that are not seen. */
  readonly out: number;
}

/** Null where it is seen whole; `gone`: nothing of it is seen, for it has given way. */
export function cutOf(
  whole: Box,
  openings: readonly Opening[],
  limits: Limits,
  slack: number,
): Cut | null | 'gone' {
  let box = whole;
  for (const { by, box: opening } of openings) {
    const scrolls = isScrolling(by);
    if (!limits.whole && !scrolls && common(box, opening) <= 0) return 'gone';
    const out = beyond(box, scrolls && limits.mayScroll ? scrolledTo(by, opening) : opening);
    if (out > slack) return { kind: 'cut', by: nameOf(by), out };
    // It can be brought to anywhere in what scrolls.
    if (scrolls && limits.mayScroll)
      box = { left: box.left, right: box.right, top: opening.top, bottom: opening.bottom };
  }
  const below = limits.mayScroll ? -Infinity : box.bottom - innerHeight;
  const out = Math.max(-box.left, box.right - innerWidth, limits.mayScroll ? -Infinity : -box.top, below);
  if (out <= slack) return null;
  return { kind: below >= out - slack ? 'below-the-fold' : 'cut', by: '', out };
}

/** With what comes into sight when it is scrolled up and down. */
const scrolledTo = (element: Element, { left, top, right }: Box): Box => ({
  left,
  right,
  top: top - element.scrollTop,
  bottom: top - element.scrollTop + element.scrollHeight,
});

/** As the page stands: not scrolled away. */
export const isInSight = (box: Box, openings: readonly Opening[]): boolean =>
  openings.every(({ box: opening }) => beyond(box, opening) <= 0);

/** What of an element is in sight. */
export const seenOf = (element: Element): Box =>
  windowsOf(element).reduce<Box>(
    (seen, { box }) => ({
      left: Math.max(seen.left, box.left),
      top: Math.max(seen.top, box.top),
      right: Math.min(seen.right, box.right),
      bottom: Math.min(seen.bottom, box.bottom),
    }),
    element.getBoundingClientRect(),
  );
