/** The texts that a page shows, a formula as one: where each is, and how much of that must be seen. */
import { around, isSeen, SLACK, type Box } from './visible.ts';

export interface Text {
  /** Of a formula all of it. */
  readonly element: Element;
  /** Texts of one block do not lie over each other by themselves. */
  readonly block: Element;
  readonly text: string;
  readonly lines: readonly Line[];
  /** CSS pixels as they are seen: an SVG's text is scaled with its picture. */
  readonly size: number;
}

/** A line of a text, or a whole formula. */
export interface Line {
  /** Without the space that it has above and below its letters. */
  readonly letters: Box;
  /** What of it must lie within whatever cuts. */
  readonly read: Box;
  /** Of each of its parts where there is ink in nearly every letter. */
  readonly ink: readonly Box[];
}

/** Of the height of a line what is above its letters, and below. */
const [ABOVE, BELOW] = [0.2, 0.18];
/** Of that height what may lie behind a rim, and what has no ink for sure. */
const [BEHIND, EMPTY] = [0.25, 0.27];
/** CSS pixels at its sides: the bearing of a letter where ink meets ink, and where a rim does. */
const [BEARING, SIDE] = [0.5, 0.5];

/** `rim`: CSS pixels of a line that may lie behind a rim at the most. */
export function textsOf(roots: readonly Element[], rim: number): Text[] {
  const texts: Text[] = [];
  const formulas = new Map<Element, Range[]>();
  for (const [node, element] of nodesOf(roots)) {
    const text = (node.textContent ?? '').replace(/\s+/g, ' ').trim();
    // KaTeX has widths of its own in letters that nobody sees.
    if (!/[^\u200b\s]/.test(text) || !isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const formula = element.closest('.katex');
    if (formula) formulas.set(formula, [...(formulas.get(formula) ?? []), range]);
    else
      texts.push(
        made(
          element,
          text,
          boxesOf(range).map((box) => lineOf([box], rim)),
        ),
      );
  }
  for (const [formula, ranges] of formulas) {
    const boxes = ranges.flatMap(boxesOf);
    if (boxes.length > 0) texts.push(made(formula, ranges.map(String).join(''), [lineOf(boxes, rim)]));
  }
  return texts.filter(({ lines }) => lines.length > 0);
}

function* nodesOf(roots: readonly Element[]): Generator<readonly [Node, Element]> {
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.parentElement) yield [node, node.parentElement];
  }
}

const made = (element: Element, text: string, lines: readonly Line[]): Text => ({
  element,
  block: blockOf(element),
  text,
  lines,
  size: sizeOf(element),
});

const boxesOf = (range: Range): Box[] =>
  [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);

const lineOf = (boxes: readonly Box[], rim: number): Line => ({
  letters: around(boxes.map((box) => inset(box, 0, ABOVE * heightOf(box), BELOW * heightOf(box)))),
  read: around(
    boxes.map((box) => {
      const behind = (share: number): number =>
        Math.min(BEHIND * heightOf(box), share * heightOf(box) + SLACK, rim);
      return inset(box, SIDE, behind(ABOVE), behind(BELOW));
    }),
  ),
  ink: boxes.map((box) => inset(box, BEARING, EMPTY * heightOf(box), EMPTY * heightOf(box))),
});

const heightOf = ({ top, bottom }: Box): number => bottom - top;

const inset = ({ left, top, right, bottom }: Box, side: number, above: number, below: number): Box => ({
  left: left + side,
  right: right - side,
  top: top + above,
  bottom: bottom - below,
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
