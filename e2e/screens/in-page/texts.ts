/** The texts that a page shows: each with its boxes, a formula as one. */
import { isSeen, type Box } from './visible.ts';

export interface Text {
  readonly element: Element;
  /** Texts of one block do not lie over each other by themselves. */
  readonly block: Element;
  readonly text: string;
  /** The lines, without the space that a line has above and below its letters. */
  readonly boxes: readonly Box[];
  /** CSS pixels as they are seen: an SVG's text is scaled with its picture. */
  readonly size: number;
}

/** Of the height of a line, what is above its letters, and below. */
const [ABOVE, BELOW] = [0.2, 0.18];

export function textsOf(root: Element): Text[] {
  const texts: Text[] = [];
  const formulas = new Map<Element, Range[]>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = (node.textContent ?? '').replace(/\s+/g, ' ').trim();
    // KaTeX has widths of its own in letters that nobody sees.
    if (!element || !/[^\u200b\s]/.test(text) || !isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const formula = element.closest('.katex');
    if (formula) formulas.set(formula, [...(formulas.get(formula) ?? []), range]);
    else texts.push(made(element, text, [...range.getClientRects()].map(letters)));
  }
  for (const [formula, ranges] of formulas) {
    const boxes = ranges.flatMap((range) => [...range.getClientRects()]);
    const text = ranges.map(String).join('');
    if (boxes.length > 0) texts.push(made(formula, text, [around(boxes.map(letters))]));
  }
  return texts.filter(({ boxes }) => boxes.some((box) => box.right > box.left && box.bottom > box.top));
}

const made = (element: Element, text: string, boxes: readonly Box[]): Text => ({
  element,
  block: blockOf(element),
  text,
  boxes,
  size: sizeOf(element),
});

function letters({ left, top, right, bottom }: DOMRect): Box {
  const height = bottom - top;
  return { left, right, top: top + ABOVE * height, bottom: bottom - BELOW * height };
}

const around = (boxes: readonly Box[]): Box => ({
  left: Math.min(...boxes.map(({ left }) => left)),
  top: Math.min(...boxes.map(({ top }) => top)),
  right: Math.max(...boxes.map(({ right }) => right)),
  bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
});

function blockOf(element: Element): Element {
  let at = element;
  while (at.parentElement && /^(inline|contents)$/.test(getComputedStyle(at).display)) at = at.parentElement;
  return at;
}

function sizeOf(element: Element): number {
  const size = parseFloat(getComputedStyle(element).fontSize);
  const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
  return size * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
}
