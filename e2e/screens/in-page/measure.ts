/** Runs in the page: what is wrong on the screen that it is on. */
import type { Fault, Kind, Limits, Measured } from '../finding.ts';
import { controlsOf, operable, pressableOf } from './controls.ts';
import { coverOf, coverWithin, forgetCovers, hitting, isOver } from './covered.ts';
import { cutOf, isInSight, seenOf } from './cut.ts';
import { settled } from './settled.ts';
import { textsOf, type Line, type Text } from './texts.ts';
import { common, isScrolling, isSeen, lookAnew, nameOf, SLACK, windowsFrom, windowsOf } from './visible.ts';

declare global {
  interface Window {
    measureScreen(limits: Limits): Measured;
    screenSettled(): Promise<void>;
  }
}

window.screenSettled = settled;

window.measureScreen = (limits) => {
  const pressable = pressableOf(document.body);
  return { ...hitting(() => throughout(limits)), pressable };
};

type Report = (kind: Kind, what: string, by: number | string) => void;

/** Of a page that may be longer than its window every part is looked at where it is in sight. */
function throughout(limits: Limits): Omit<Measured, 'pressable'> {
  const top = measured(limits);
  const long = limits.mayScroll
    ? scrolling(rootsOf(limits)).filter((element) => down(element) > 0 && element.scrollTop === 0)
    : [];
  const faults = [...top.faults];
  for (let turn = 1; long.some((element) => (turn - 1) * stride(element) < down(element)); turn++) {
    for (const element of long) element.scrollTop = turn * stride(element);
    faults.push(...measured(limits).faults);
  }
  for (const element of long) element.scrollTop = 0;
  return { ...top, faults: distinct(faults) };
}

/** From one look to the next: a line that is cut at the end of one is whole in the other. */
const stride = ({ clientHeight }: Element): number => Math.max(0.6 * clientHeight, 1);

/** Rounding of a size of type. */
const HAIR = 0.01;

function measured(limits: Limits): Omit<Measured, 'pressable'> {
  lookAnew();
  forgetCovers();
  const faults: Fault[] = [];
  const report: Report = (kind, what, by) =>
    void faults.push({ kind, what: what.slice(0, 70), by: typeof by === 'number' ? by.toFixed(1) : by });
  const roots = rootsOf(limits);
  if (roots.length === 0) report('missing', limits.within ?? '', '');
  reportTexts(roots, limits, report);
  reportControls(operable(roots), limits, report);
  for (const picture of all(roots, 'canvas, [role=img]'))
    if (isSeen(picture)) reportPlace(picture, limits, report);
  for (const element of scrolling(roots)) {
    const by = limits.mayScroll ? aside(element) : Math.max(aside(element), down(element));
    if (by > 0) report('scrolls', nameOf(element), by);
  }

  const height = (part: string): number => document.querySelector(part)?.getBoundingClientRect().height ?? 0;
  const board = document.querySelector('[role=application]');
  return {
    faults: distinct(faults),
    header: height('header'),
    bar: height('footer'),
    board: board && isSeen(board) ? board.getBoundingClientRect().height : null,
    controls: modalOf() ? [] : controlsOf(document.body),
    said: said(),
  };
}

const modalOf = (): Element | undefined => [...document.querySelectorAll('dialog:modal')].at(-1);

/** What a modal dialog lies over is not looked at. */
function rootsOf({ within }: Limits): readonly Element[] {
  const modal = modalOf();
  if (modal) return [modal];
  if (within === undefined) return [document.body];
  const parts = [...document.querySelectorAll(within)];
  return parts.filter((part) => !parts.some((other) => other !== part && other.contains(part)));
}

const all = (roots: readonly Element[], selector: string): Element[] =>
  roots.flatMap((root) => [...root.querySelectorAll(selector)]);

function reportTexts(roots: readonly Element[], limits: Limits, report: Report): void {
  const shown: { readonly text: Text; readonly line: Line }[] = [];
  for (const text of textsOf(roots, limits.rim ?? Infinity)) {
    if (text.size < limits.type - HAIR)
      report('small', text.text, `${text.size.toFixed(2)} < ${limits.type}`);
    for (const line of text.lines) {
      const cut = cutOf(line.read, windowsFrom(text.element), limits, 0);
      if (cut === 'gone') continue;
      if (cut) {
        report(cut.kind, cut.by ? `${text.text} by ${cut.by}` : text.text, cut.out);
        continue;
      }
      if (limits.mayScroll && !isInSight(line.read, windowsFrom(text.element))) continue;
      const over = coverOf(text.element, line.letters);
      if (over === 'seen') shown.push({ text, line });
      else if (over !== 'hidden') report('covered', `${text.text} by ${nameOf(over)}`, '');
    }
  }
  for (const [k, one] of shown.entries()) {
    for (const other of shown.slice(k + 1)) {
      const by = overlap(one, other);
      if (by <= 0) continue;
      const over = coverWithin(
        [one.text.element, one.line.letters],
        [other.text.element, other.line.letters],
      );
      if (!over) report('overlap', `${one.text.text} × ${other.text.text}`, by);
      else if (!isOver(over)) report('covered', `${one.text.text} × ${other.text.text}`, nameOf(over));
    }
  }
}

interface Shown {
  readonly text: Text;
  readonly line: Line;
}

/** CSS pixels of two lines that lie over each other; at most 0: they do not. */
function overlap(a: Shown, b: Shown): number {
  const by = common(a.line.letters, b.line.letters);
  if (by <= 0 || a.text === b.text) return 0;
  if (by > SLACK && a.text.block !== b.text.block) return by;
  if (a.text.element.contains(b.text.element) || b.text.element.contains(a.text.element)) return 0;
  // Ink over ink is read by nobody, also within one block.
  return Math.max(...a.line.ink.flatMap((one) => b.line.ink.map((other) => common(one, other))));
}

/** Of an element, not of its text: whether it lies whole within what it stands in. */
function reportPlace(element: Element, limits: Limits, report: Report): void {
  const cut = cutOf(element.getBoundingClientRect(), windowsOf(element), limits, SLACK);
  if (cut && cut !== 'gone')
    report(cut.kind, cut.by ? `${nameOf(element)} by ${cut.by}` : nameOf(element), cut.out);
}

function reportControls(parts: readonly Element[], limits: Limits, report: Report): void {
  for (const part of parts) {
    reportPlace(part, limits, report);
    if (!(part instanceof HTMLSelectElement)) continue;
    const out = chosenBeyond(part);
    if (out > SLACK) report('cut', `${part.selectedOptions[0]?.text ?? ''} in ${nameOf(part)}`, out);
  }
  const seen = parts.filter((part) => !isOver(part)).map((part) => [part, seenOf(part)] as const);
  for (const [k, [one, box]] of seen.entries()) {
    for (const [other, otherBox] of seen.slice(k + 1)) {
      const by = common(box, otherBox);
      if (by > SLACK && !one.contains(other) && !other.contains(one))
        report('overlap', `${nameOf(one)} × ${nameOf(other)}`, by);
    }
  }
}

/** CSS pixels of a select's arrow, which the browser draws. */
const ARROW = 18;
const measuring = document.createElement('canvas').getContext('2d');

/** By how much what is chosen is longer than its field, in which no text node says where it ends. */
function chosenBeyond(select: HTMLSelectElement): number {
  const style = getComputedStyle(select);
  if (!measuring) return 0;
  measuring.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { width } = measuring.measureText(select.selectedOptions[0]?.text ?? '');
  return width + parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) + ARROW - select.clientWidth;
}

const down = (element: Element): number => element.scrollHeight - element.clientHeight;
const aside = (element: Element): number => element.scrollWidth - element.clientWidth;

/** The page and what of it scrolls by itself. */
function scrolling(roots: readonly Element[]): Element[] {
  const page = document.scrollingElement;
  const parts = all(roots, '*').filter(
    // A field holds more than it shows: it is typed in.
    (element) =>
      element.clientHeight > 0 && isScrolling(element) && element.tagName !== 'TEXTAREA' && isSeen(element),
  );
  return page && roots.includes(document.body) ? [page, ...parts] : parts;
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
