/** What of a page is seen, as boxes. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels that are rounding. */
export const SLACK = 1.5;

/** Nothing of these is seen, or it is drawn by the browser itself. */
const UNSEEN =
  '.visually-hidden, [hidden], script, style, title, .katex-mathml, option, template, noscript, [inert]:not(.screen) *';

/** While nothing moves, what was found of an element is not looked for once more. */
let known = {
  said: new WeakMap<Element, boolean>(),
  seen: new WeakMap<Element, boolean>(),
  openings: new WeakMap<Element, readonly Opening[]>(),
};

/** Something may have moved. */
export function lookAnew(): void {
  known = { said: new WeakMap(), seen: new WeakMap(), openings: new WeakMap() };
}

function once<T>(found: WeakMap<Element, T>, element: Element, look: () => T): T {
  let one = found.get(element);
  if (one === undefined) found.set(element, (one = look()));
  return one;
}

/** Clipped away to nothing: only read aloud. */
const isOnlySaid = (element: Element): boolean =>
  once(known.said, element, () => {
    if (getComputedStyle(element).clipPath === 'inset(50%)') return true;
    return element.parentElement !== null && isOnlySaid(element.parentElement);
  });

export const isSeen = (element: Element): boolean =>
  once(known.seen, element, () => {
    if (element.closest(UNSEEN) || isOnlySaid(element)) return false;
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  });

/** How deep a box reaches over another's edge; at most 0: it lies within. */
export const beyond = (inner: Box, outer: Box): number =>
  Math.max(
    outer.left - inner.left,
    outer.top - inner.top,
    inner.right - outer.right,
    inner.bottom - outer.bottom,
  );

/** The smaller side of what two boxes have in common; at most 0: nothing. */
export const common = (a: Box, b: Box): number =>
  Math.min(
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  );

export const around = (boxes: readonly Box[]): Box => ({
  left: Math.min(...boxes.map(({ left }) => left)),
  top: Math.min(...boxes.map(({ top }) => top)),
  right: Math.max(...boxes.map(({ right }) => right)),
  bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
});

/** It goes on out of sight, and can be brought there. */
export function isScrolling(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  return /auto|scroll/.test(`${overflowX} ${overflowY}`);
}

export interface Opening {
  readonly by: Element;
  readonly box: Box;
}

/** What of the page is seen through those around an element that cut, from the innermost on: their padding boxes. */
export const windowsOf = (element: Element): readonly Opening[] =>
  getComputedStyle(element).position === 'fixed' || !element.parentElement
    ? []
    : windowsFrom(element.parentElement);

/** Also through the element itself: of the text in it. */
export const windowsFrom = (element: Element): readonly Opening[] =>
  element === document.body
    ? []
    : once(known.openings, element, () => [...openingOf(element), ...windowsOf(element)]);

/** Through the element alone; none where it cuts nothing. */
function openingOf(element: Element): readonly Opening[] {
  const { overflowX, overflowY } = getComputedStyle(element);
  const { left, top } = element.getBoundingClientRect();
  const { clientLeft, clientTop, clientWidth, clientHeight } = element;
  if ((overflowX === 'visible' && overflowY === 'visible') || (clientWidth === 0 && clientHeight === 0))
    return [];
  const box = {
    left: left + clientLeft,
    top: top + clientTop,
    right: left + clientLeft + clientWidth,
    bottom: top + clientTop + clientHeight,
  };
  return [{ by: element, box: within(box, overflowX, overflowY) }];
}

/** A direction in which nothing is cut has no edge. */
const within = (box: Box, overflowX: string, overflowY: string): Box => ({
  left: overflowX === 'visible' ? -Infinity : box.left,
  right: overflowX === 'visible' ? Infinity : box.right,
  top: overflowY === 'visible' ? -Infinity : box.top,
  bottom: overflowY === 'visible' ? Infinity : box.bottom,
});

/** A short name for a message: where it stands, and what it is. */
export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label') ?? element.getAttribute('title');
  const classes = [...element.classList].filter((name) => !/^(svelte-|s-)/.test(name)).join('.');
  const tag = element.tagName.toLowerCase();
  return `${tag}${classes ? `.${classes}` : ''}${label ? ` “${label.slice(0, 40)}”` : ''}`;
}
