/** Whether a thing is seen whole: within what cuts it, and within the window. */
import type { Kind, Limits } from '../finding.ts';
import { beyond, common, isScrolling, nameOf, type Box, type Opening } from './visible.ts';

export interface Cut {
  readonly kind: Kind;
  /** What cuts it; empty: the window. */
  readonly by: string;
  /** CSS pixels that are not seen. */
  readonly out: number;
}

/** Null where it is seen whole; `gone`: nothing of it is seen, for it has given way. */
export function cutOf(
  box: Box,
  openings: Iterable<Opening>,
  limits: Limits,
  slack: number,
): Cut | null | 'gone' {
  for (const { by, box: opening } of openings) {
    const scrolls = isScrolling(by);
    if (!limits.whole && !scrolls && common(box, opening) <= 0) return 'gone';
    const out = beyond(box, scrolls && limits.mayScroll ? scrolledTo(by, opening) : opening);
    if (out > slack) return { kind: 'cut', by: nameOf(by), out };
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
