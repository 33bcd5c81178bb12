/**
 * A part of the page as SVG that needs no style sheet (SPEC PN1): every box, line, canvas and word where the browser has laid it out. Words
 * are text; the letters that they need come along (`fonts.ts`), with the families that a viewer without them falls back to.
 */
import { escaped, type Svg } from '../../../primitives/chart/svg.ts';
import { embeddedFonts, type UsedFonts } from './fonts.ts';

/** Millimetres across: A4 on its side, within margins of 10. */
const PRINTED = 277;
/** Of more cells than this a canvas is a picture: as rectangles it would be megabytes. */
const CELLS_LIMIT = 4_000;
/** Pixels that a cell of such a picture is enlarged to, so that no viewer smooths it away. */
const ENLARGED = 4;

interface Work {
  readonly origin: { readonly left: number; readonly top: number };
  readonly fonts: UsedFonts;
  readonly measure: CanvasRenderingContext2D;
}

const round = (value: number): number => Math.round(100 * value) / 100;

/** Rejects where a font cannot be loaded. */
export async function svgOf(root: HTMLElement, title: string): Promise<Svg> {
  const { left, top, width, height } = root.getBoundingClientRect();
  const measure = document.createElement('canvas').getContext('2d');
  if (!measure) throw new Error('no canvas');
  const fonts: UsedFonts = new Map();
  const body = elementOf(root, { origin: { left, top }, fonts, measure });
  const faces = await embeddedFonts(fonts);
  return {
    width,
    height,
    text: `<svg xmlns="http://www.w3.org/2000/svg" width="${PRINTED}mm" viewBox="0 0 ${round(width)} ${round(height)}"><title>${escaped(title)}</title><defs><style>${faces}</style>${HATCH}</defs><rect width="100%" height="100%" fill="#fff"/>${body}</svg>`,
  };
}

/** What is not there yet is hatched, as on the page. */
const HATCH =
  '<pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="12" fill="#f1eee5"/></pattern>';

function elementOf(element: Element, work: Work): string {
  const style = getComputedStyle(element);
  if (isUnseen(element, style)) return '';
  const box = element.getBoundingClientRect();
  if (element instanceof SVGSVGElement) return pictureOf(element, box, work);
  const own = [
    boxOf(style, box, work),
    element instanceof HTMLCanvasElement ? canvasOf(element, box, style, work) : '',
  ];
  const inner = [...element.childNodes].map((node) =>
    node instanceof Text ? textOf(node, style, work) : node instanceof Element ? elementOf(node, work) : '',
  );
  const all = [...own, ...inner].join('');
  const opacity = Number(style.opacity);
  return all !== '' && opacity < 1 ? `<g opacity="${opacity}">${all}</g>` : all;
}

/** Nothing of it is drawn: hidden, or there for assistive technology alone. */
const isUnseen = (element: Element, style: CSSStyleDeclaration): boolean =>
  style.display === 'none' ||
  style.visibility === 'hidden' ||
  style.opacity === '0' ||
  element.classList.contains('katex-mathml') ||
  element.classList.contains('visually-hidden');

function boxOf(style: CSSStyleDeclaration, box: DOMRect, { origin }: Work): string {
  const place = { x: box.left - origin.left, y: box.top - origin.top, width: box.width, height: box.height };
  const { backgroundColor, backgroundImage } = style;
  const filled = [
    ...(isSeen(backgroundColor) ? [rect(place, `fill="${colour(backgroundColor)}"`, style)] : []),
    ...(backgroundImage.includes('repeating-linear-gradient')
      ? [rect(place, 'fill="url(#hatch)"', style)]
      : []),
  ];
  return [...filled, ...bordersOf(style, place), outlineOf(style, place)].join('');
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const rect = (
  { x, y, width, height }: Place,
  attributes: string,
  { borderRadius }: CSSStyleDeclaration,
): string => {
  const radius = Math.min(parseFloat(borderRadius) || 0, height / 2, width / 2);
  return width <= 0 || height <= 0
    ? ''
    : `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${round(radius)}" ${attributes}/>`;
};

const shrunk = ({ x, y, width, height }: Place, by: number): Place => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

const dashed = (kind: string, width: number): string =>
  kind === 'dashed'
    ? ` stroke-dasharray="${3 * width} ${2 * width}"`
    : kind === 'dotted'
      ? ` stroke-dasharray="${width} ${width}"`
      : '';

function bordersOf(style: CSSStyleDeclaration, place: Place): readonly string[] {
  const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) => ({
    side,
    width: style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]),
    colour: style[`border${side}Color`],
    kind: style[`border${side}Style`],
  }));
  const seen = sides.filter(({ width, colour: one }) => width > 0 && isSeen(one));
  if (seen.length === 0) return [];
  const [{ width, colour: first, kind }] = seen;
  const isOne = seen.length === 4 && seen.every((one) => one.width === width && one.colour === first);
  const stroke = (of: (typeof seen)[number]): string =>
    `fill="none" stroke="${colour(of.colour)}" stroke-width="${of.width}"${dashed(of.kind, of.width)}`;
  if (isOne) return [rect(shrunk(place, width / 2), stroke({ ...seen[0], kind }), style)];
  const { x, y, width: w, height: h } = place;
  return seen.map((of) => {
    const half = of.width / 2;
    const path = {
      Top: `M${round(x)} ${round(y + half)}h${round(w)}`,
      Bottom: `M${round(x)} ${round(y + h - half)}h${round(w)}`,
      Left: `M${round(x + half)} ${round(y)}v${round(h)}`,
      Right: `M${round(x + w - half)} ${round(y)}v${round(h)}`,
    }[of.side];
    return `<path d="${path}" ${stroke(of)}/>`;
  });
}

function outlineOf(style: CSSStyleDeclaration, place: Place): string {
  const width = parseFloat(style.outlineWidth);
  if (style.outlineStyle === 'none' || !(width > 0) || !isSeen(style.outlineColor)) return '';
  const by = -(parseFloat(style.outlineOffset) || 0) - width / 2;
  return rect(
    shrunk(place, by),
    `fill="none" stroke="${colour(style.outlineColor)}" stroke-width="${width}"${dashed(style.outlineStyle, width)}`,
    style,
  );
}

/** A cell a rectangle where there are few, and pixels where there are many or where somebody has drawn. */
function canvasOf(
  canvas: HTMLCanvasElement,
  box: DOMRect,
  style: CSSStyleDeclaration,
  { origin }: Work,
): string {
  const { width, height } = canvas;
  const data = width * height === 0 ? null : canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
  if (!data?.some((byte) => byte !== 0)) return '';
  const place = { x: box.left - origin.left, y: box.top - origin.top, width: box.width, height: box.height };
  const isCells = style.imageRendering === 'pixelated' && width * height <= CELLS_LIMIT;
  if (isCells) return cellsOf(data, width, height, place);
  const source = style.imageRendering === 'pixelated' ? enlarged(canvas) : canvas;
  return `<image x="${round(place.x)}" y="${round(place.y)}" width="${round(place.width)}" height="${round(place.height)}" preserveAspectRatio="none" href="${source.toDataURL('image/png')}"/>`;
}

function cellsOf(data: Uint8ClampedArray, columns: number, rows: number, place: Place): string {
  const [w, h] = [place.width / columns, place.height / rows];
  const cells: string[] = [];
  for (let i = 0; i < columns * rows; i++) {
    const [red, green, blue] = data.subarray(4 * i, 4 * i + 3);
    const [x, y] = [place.x + (i % columns) * w, place.y + Math.floor(i / columns) * h];
    const hex = ((1 << 24) | (red << 16) | (green << 8) | blue).toString(16).slice(1);
    // A hair wider than it is, so that no white shows between two.
    cells.push(
      `<path fill="#${hex}" d="M${round(x)} ${round(y)}h${round(w + 0.15)}v${round(h + 0.15)}h${round(-w - 0.15)}z"/>`,
    );
  }
  return `<g>${cells.join('')}</g>`;
}

function enlarged(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const larger = document.createElement('canvas');
  larger.width = ENLARGED * canvas.width;
  larger.height = ENLARGED * canvas.height;
  const context = larger.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, 0, 0, larger.width, larger.height);
  return larger;
}

/** An icon, or a sign that KaTeX draws, as it is; colours are said, since its sheet does not come along. */
function pictureOf(picture: SVGSVGElement, box: DOMRect, { origin }: Work): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, k) => {
    const style = getComputedStyle(originals[k]);
    for (const name of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'opacity']) {
      element.setAttribute(name, colour(style.getPropertyValue(name)));
    }
    element.removeAttribute('class');
    element.removeAttribute('style');
  });
  copy.setAttribute('x', String(round(box.left - origin.left)));
  copy.setAttribute('y', String(round(box.top - origin.top)));
  copy.setAttribute('width', String(round(box.width)));
  copy.setAttribute('height', String(round(box.height)));
  return new XMLSerializer().serializeToString(copy);
}

/** A text on each line that it is broken into. */
function textOf(node: Text, style: CSSStyleDeclaration, { origin, fonts, measure }: Work): string {
  if (node.data.trim() === '') return '';
  const range = document.createRange();
  range.selectNodeContents(node);
  const size = parseFloat(style.fontSize);
  measure.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return linesOf(node, range)
    .map(({ said, box }) => {
      const text = said.replace(/[\s\u200b]+/g, ' ');
      if (text.trim() === '' || box.width === 0) return '';
      note(fonts, style, text);
      const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = measure.measureText(text);
      const baseline = box.top + (box.height - ascent - descent) / 2 + ascent;
      const weight = style.fontWeight === '400' ? '' : ` font-weight="${style.fontWeight}"`;
      const slant = style.fontStyle === 'normal' ? '' : ` font-style="${style.fontStyle}"`;
      // As wide as it was, whatever letters a viewer has.
      const length =
        text.length > 1 ? ` textLength="${round(box.width)}" lengthAdjust="spacingAndGlyphs"` : '';
      return `<text x="${round(box.left - origin.left)}" y="${round(baseline - origin.top)}" font-family="${escaped(style.fontFamily)}" font-size="${round(size)}"${weight}${slant} fill="${colour(style.color)}" xml:space="preserve"${length}>${escaped(text)}</text>`;
    })
    .join('');
}

function linesOf(node: Text, range: Range): readonly { readonly said: string; readonly box: DOMRect }[] {
  const boxes = [...range.getClientRects()];
  if (boxes.length <= 1) return boxes.map((box) => ({ said: node.data, box }));
  /** Broken where the next sign stands lower. */
  const lines: { said: string; from: number }[] = [];
  let top = -Infinity;
  for (let at = 0; at < node.length; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    if (box.width > 0 && box.top > top + box.height / 2) {
      lines.push({ said: '', from: at });
      top = box.top;
    }
    if (lines.length > 0) lines[lines.length - 1].said += node.data[at];
  }
  return lines.map(({ said, from }) => {
    range.setStart(node, from);
    range.setEnd(node, from + said.trimEnd().length);
    return { said: said.trimEnd(), box: range.getBoundingClientRect() };
  });
}

function note(fonts: UsedFonts, style: CSSStyleDeclaration, text: string): void {
  for (const family of style.fontFamily.split(',')) {
    const name = family.trim().replace(/^['"]|['"]$/g, '');
    const signs = fonts.get(name) ?? new Set<number>();
    for (const sign of text) signs.add(sign.codePointAt(0) ?? 0);
    fonts.set(name, signs);
  }
}

const isSeen = (value: string): boolean => value !== 'transparent' && !/^rgba\(.*, 0\)$/.test(value);
const colour = (value: string): string => escaped(value);
