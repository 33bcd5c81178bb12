/** What lies over what: looked for where it lies. */
import { common, type Box } from './visible.ts';

/** What lies over the page because somebody has opened it. */
const OVER =
  '[role=dialog], dialog, [role=menu], [popover], [role=alertdialog], [role=status], .popover, .over';

export const isOver = (element: Element): boolean => element.closest(OVER) !== null;

/** All that cannot be seen through, with their places; null: not looked for since something may have moved. */
let opaque: readonly (readonly [Element, Box])[] | null = null;

export function forgetCovers(): void {
  opaque = null;
}

/** Whether anything could lie over it: only then it is looked for where it lies, which takes long. */
function mayBeCovered(element: Element, box: Box): boolean {
  opaque ??= [...document.body.querySelectorAll('*')]
    .filter((one) => !isTransparent(one))
    .map((one) => [one, one.getBoundingClientRect()]);
  return opaque.some(
    ([one, place]) => common(place, box) > 0 && !one.contains(element) && !element.contains(one),
  );
}

/** Whether a text is seen: where something that cannot be seen through lies over a part of it, that. */
export function coverOf(element: Element, box: Box): 'seen' | 'hidden' | Element {
  if (!mayBeCovered(element, box)) return 'seen';
  const [dx, dy] = [(box.right - box.left) / 8, (box.bottom - box.top) / 4];
  const over = [
    coverAt(element, (box.left + box.right) / 2, (box.top + box.bottom) / 2),
    coverAt(element, box.left + dx, box.top + dy),
    coverAt(element, box.right - dx, box.top + dy),
    coverAt(element, box.left + dx, box.bottom - dy),
    coverAt(element, box.right - dx, box.bottom - dy),
  ];
  const covering = over.filter((one) => one !== null);
  if (covering.length === 0) return 'seen';
  // What lies over all of it has taken its place; or was opened, and lies over whatever is there.
  return covering.length === over.length || covering.some(isOver) ? 'hidden' : covering[0];
}

/** What hides one of two texts in the middle of where they share their place; null: both are seen there. */
export function coverWithin(
  [a, first]: readonly [Element, Box],
  [b, second]: readonly [Element, Box],
): Element | null {
  const x = (Math.max(first.left, second.left) + Math.min(first.right, second.right)) / 2;
  const y = (Math.max(first.top, second.top) + Math.min(first.bottom, second.bottom)) / 2;
  return coverAt(a, x, y) ?? coverAt(b, x, y);
}

function coverAt(element: Element, x: number, y: number): Element | null {
  for (const top of document.elementsFromPoint(x, y)) {
    if (top.contains(element) || element.contains(top)) return null;
    if (!isTransparent(top)) return top;
  }
  return null;
}

/** What lies under it is seen through it. A canvas is drawn on where nothing is written. */
function isTransparent(element: Element): boolean {
  if (element.closest('svg, canvas')) return true;
  const { backgroundColor, backgroundImage } = getComputedStyle(element);
  return backgroundImage === 'none' && /^rgba\(.*, 0(\.\d+)?\)$|^transparent$/.test(backgroundColor);
}

/** While something is looked for where it lies, everything can be hit: labels, and a projector's whole page. */
export function hitting<T>(look: () => T): T {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { pointer-events: auto !important; }');
  const inert = [...document.querySelectorAll<HTMLElement>('.screen[inert]')];
  document.adoptedStyleSheets.push(sheet);
  for (const element of inert) element.inert = false;
  try {
    return look();
  } finally {
    for (const element of inert) element.inert = true;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  }
}
