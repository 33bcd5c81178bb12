/** Runs in the page: what is wrong on the screen that it is on. */
import type { Fault, Kind, Limits, Measured } from '../finding.ts';
import { controlsOf, operable } from './controls.ts';
import { settled } from './settled.ts';
import { textsOf, type Text } from './texts.ts';
import { beyond, common, isSeen, nameOf, SLACK, windowsOf, type Box } from './visible.ts';

/** What lies over the page because somebody has opened it. */
const OVER =
  '[role=dialog], dialog, [role=menu], [popover], [role=alertdialog], [role=status], .popover, .over';

declare global {
  interface Window {
    measureScreen(limits: Limits): Measured;
    screenSettled(): Promise<void>;
  }
}

window.screenSettled = settled;

window.measureScreen = (limits) => hitting(() => measured(limits));

function measured(limits: Limits): Measured {
  const faults: Fault[] = [];
  const fault = (kind: Kind, what: string, by: number | string): void =>
    void faults.push({ kind, what: what.slice(0, 70), by: typeof by === 'number' ? by.toFixed(1) : by });
  // What a modal dialog lies over is not looked at.
  const modal = [...document.querySelectorAll('dialog:modal')].at(-1);
  const part = limits.within ? document.querySelector(limits.within) : null;
  const root = modal ?? part ?? document.body;
  const texts = textsOf(root);
  const page: Box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const shown: { readonly text: Text; readonly box: Box }[] = [];

  const isPlaced = (element: Element, box: Box, what: string): boolean => {
    for (const { by, box: opening } of windowsOf(element)) {
      // Wholly out of sight: it has given way, and nothing of it is read.
      if (!isScrolling(by) && common(box, opening) <= 0) return false;
      const out = beyond(box, opening);
      if (out > SLACK) {
        fault('cut', `${what} by ${nameOf(by)}`, out);
        return false;
      }
    }
    const out = limits.mayScroll ? Math.max(-box.left, box.right - innerWidth) : beyond(box, page);
    if (out > SLACK) fault(box.bottom - innerHeight >= out - SLACK ? 'below-the-fold' : 'cut', what, out);
    return out <= SLACK;
  };

  for (const text of texts) {
    const size = Math.round(10 * text.size) / 10;
    if (size < limits.type - 0.05) fault('small', text.text, `${size} < ${limits.type}`);
    for (const box of text.boxes) {
      if (!isPlaced(text.element, box, text.text)) continue;
      const over = seen(text, box);
      if (over === 'seen') shown.push({ text, box });
      else if (over !== 'hidden') fault('covered', `${text.text} by ${nameOf(over)}`, '');
    }
  }
  for (const [k, one] of shown.entries()) {
    for (const other of shown.slice(k + 1)) {
      if (one.text.block === other.text.block) continue;
      const by = common(one.box, other.box);
      if (by > SLACK) fault('overlap', `${one.text.text} × ${other.text.text}`, by);
    }
  }
  const parts = operable(root);
  for (const part of parts) isPlaced(part, part.getBoundingClientRect(), nameOf(part));
  for (const [k, one] of parts.entries()) {
    for (const other of parts.slice(k + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const by = common(one.getBoundingClientRect(), other.getBoundingClientRect());
      if (by > SLACK && !one.closest(OVER) && !other.closest(OVER))
        fault('overlap', `${nameOf(one)} × ${nameOf(other)}`, by);
    }
  }
  for (const picture of root.querySelectorAll('canvas, [role=img]')) {
    if (isSeen(picture)) isPlaced(picture, picture.getBoundingClientRect(), nameOf(picture));
  }
  if (!limits.mayScroll)
    for (const element of scrolling(root)) fault('scrolls', nameOf(element), scrolled(element));

  const height = (part: string): number => document.querySelector(part)?.getBoundingClientRect().height ?? 0;
  const board = document.querySelector('[role=application]');
  return {
    faults: distinct(faults),
    header: height('header'),
    bar: height('footer'),
    board: board && isSeen(board) ? board.getBoundingClientRect().height : null,
    controls: modal ? [] : controlsOf(document.body),
    said: said(),
  };
}

/** Whether a text is seen: where something that cannot be seen through lies over a part of it, that. */
function seen({ element }: Text, box: Box): 'seen' | 'hidden' | Element {
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
  return covering.length === over.length || covering.some((one) => one.closest(OVER))
    ? 'hidden'
    : covering[0];
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
function hitting<T>(look: () => T): T {
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

const isScrolling = (element: Element): boolean => {
  const { overflowX, overflowY } = getComputedStyle(element);
  return /auto|scroll/.test(`${overflowX} ${overflowY}`);
};

const scrolled = (element: Element): number =>
  Math.max(element.scrollHeight - element.clientHeight, element.scrollWidth - element.clientWidth);

function scrolling(root: Element): Element[] {
  const found: Element[] = [];
  const page = document.scrollingElement;
  if (page && root === document.body && scrolled(page) > SLACK) found.push(page);
  for (const element of root.querySelectorAll('*')) {
    if (!isScrolling(element) || !isSeen(element)) continue;
    if (element.clientHeight > 0 && scrolled(element) > SLACK) found.push(element);
  }
  return found;
}

/** The pictures by the beginning of their names, and the numbers that stand there. */
const said = (): string[] =>
  [...document.querySelectorAll('[role=img][aria-label]')]
    .filter(isSeen)
    .map((picture) => (picture.getAttribute('aria-label') ?? '').replace(/,.*/s, ''));

function distinct(faults: readonly Fault[]): Fault[] {
  const found = new Map<string, Fault>();
  for (const one of faults) {
    const key = `${one.kind} ${one.what}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
