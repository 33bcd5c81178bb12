/**
 * The board on a phone: x on W, under it ∂J/∂W on ∂J/∂x, both as wide as the screen and in the same columns; then each
 * vector as a row with its gradient right below it, entry under entry.
 */
import { cellSize, type Box, type Frame } from './frame.ts';
import type { BoardLayout, LayoutInput } from './layout.ts';

/** In rem. */
const TITLE = 1.9;
const WORDS = 1.4;
const STRIP = 1.25;
const SEAM = 0.25;
const CAPTION = 1.35;
const LABEL = 4.3;
const VECTOR_ROW = 1.75;
const PAIR_GAP = 0.35;
const ROW = 1.1;
const MOST_ROWS_HEIGHT = 12;
const SCALAR_LABEL = 3.5;
const BLOCK_GAP = 2;

const pairs = [
  ['z', 'delta'],
  ['h', 'gradientOfH'],
  ['b', 'gradientOfB'],
  ['u', 'gradientOfU'],
] as const;

export function phoneLayout(input: LayoutInput): BoardLayout {
  const { rem, units, inputs, words, pixelRatio, width } = input;
  const px = (measure: number): number => Math.round(measure * rem);
  const blockColumns = inputs / words;
  const cellWidth = cellSize((width - (words - 1) * BLOCK_GAP) / words, blockColumns, pixelRatio);
  const matrixWidth = inputs * cellWidth + (words - 1) * BLOCK_GAP;
  const matrixLeft = Math.max(0, Math.floor((width - matrixWidth) / 2));
  const cellHeight = cellSize(Math.min(ROW * rem * units, MOST_ROWS_HEIGHT * rem), units, pixelRatio);
  const rowsHeight = Math.ceil(units * cellHeight);

  let top = 0;
  const take = (height: number): number => {
    const at = top;
    top += height;
    return at;
  };
  const line = (at: number, height: number, left = 0, boxWidth = width): Box => ({
    left,
    top: at,
    width: boxWidth,
    height: px(height),
  });
  const matrix = (at: number, rows: number, rowHeight: number): Frame => ({
    left: matrixLeft,
    top: at,
    rows,
    columns: inputs,
    cellWidth,
    cellHeight: rowHeight,
    blocks: words,
    gap: BLOCK_GAP,
  });

  const valuesTitle = take(px(TITLE));
  const upperWords = take(px(WORDS));
  const x = matrix(take(px(STRIP) + px(SEAM)), 1, px(STRIP));
  const W = matrix(take(rowsHeight), units, cellHeight);
  const upperCaption = take(px(CAPTION));
  const middle = take(px(0.6)) + px(0.3);
  const gradientsTitle = take(px(TITLE));
  const lowerCaption = take(px(CAPTION));
  const gradientOfW = matrix(take(rowsHeight + px(SEAM)), units, cellHeight);
  const gradientOfX = matrix(take(px(STRIP)), 1, px(STRIP));
  const lowerWords = take(px(WORDS));
  const bottomCaption = take(px(CAPTION)) + px(0.1);
  take(px(0.8));

  const label = px(LABEL);
  const entry = cellSize(width - label, units, pixelRatio);
  const across = (at: number): Frame => ({
    left: label,
    top: at,
    rows: 1,
    columns: units,
    cellWidth: entry,
    cellHeight: px(VECTOR_ROW),
    blocks: 1,
    gap: 0,
  });
  const labelOf = (frame: Frame): Box => line(frame.top, VECTOR_ROW, 0, label - px(0.2));
  const halfOf = (at: number, which: 0 | 1): Box =>
    line(at, CAPTION, label + (which * (width - label)) / 2, (width - label) / 2);

  const vectors = pairs.map(() => {
    const value = across(take(px(VECTOR_ROW) + 2));
    const gradient = across(take(px(VECTOR_ROW)));
    const caption = take(px(CAPTION) + px(PAIR_GAP));
    return { value, gradient, captions: [halfOf(caption, 0), halfOf(caption, 1)] as const };
  });
  const [z, h, b, u] = vectors;

  take(px(0.3));
  const scalarRows = [take(px(VECTOR_ROW) + 2), take(px(VECTOR_ROW))] as const;
  const scalarWidth = Math.floor(width / 2) - px(SCALAR_LABEL);
  const scalar = (row: 0 | 1, column: 0 | 1): Frame => ({
    left: px(SCALAR_LABEL) + column * (px(SCALAR_LABEL) + scalarWidth),
    top: scalarRows[row],
    rows: 1,
    columns: 1,
    cellWidth: scalarWidth,
    cellHeight: px(VECTOR_ROW),
    blocks: 1,
    gap: 0,
  });
  const scalarLabel = (frame: Frame): Box =>
    line(frame.top, VECTOR_ROW, frame.left - px(SCALAR_LABEL), px(SCALAR_LABEL - 0.2));
  const s = scalar(0, 0);
  const J = scalar(0, 1);
  const gradientOfS = scalar(1, 0);
  const gradientOfJ = scalar(1, 1);

  return {
    form: 'phone',
    width,
    height: top,
    rem,
    frames: {
      x,
      W,
      b: b.value,
      z: z.value,
      h: h.value,
      u: u.value,
      s,
      J,
      gradientOfW,
      gradientOfX,
      gradientOfB: b.gradient,
      delta: z.gradient,
      gradientOfH: h.gradient,
      gradientOfU: u.gradient,
      gradientOfS,
      gradientOfJ,
    },
    symbols: {
      x: line(valuesTitle, TITLE, width - px(4.6), px(1.6)),
      W: line(upperCaption, CAPTION, 0, px(2.9)),
      gradientOfW: line(lowerCaption, CAPTION, 0, px(3.9)),
      gradientOfX: line(bottomCaption, CAPTION, 0, px(3.9)),
      b: labelOf(b.value),
      z: labelOf(z.value),
      h: labelOf(h.value),
      u: labelOf(u.value),
      gradientOfB: labelOf(b.gradient),
      delta: labelOf(z.gradient),
      gradientOfH: labelOf(h.gradient),
      gradientOfU: labelOf(u.gradient),
      s: scalarLabel(s),
      J: scalarLabel(J),
      gradientOfS: scalarLabel(gradientOfS),
      gradientOfJ: scalarLabel(gradientOfJ),
    },
    formulas: {},
    captions: {
      x: line(valuesTitle, TITLE, width - px(2.8), px(2.8)),
      W: line(upperCaption, CAPTION, px(3.2), width - px(3.2)),
      gradientOfW: line(lowerCaption, CAPTION, px(4.2), width - px(4.2)),
      gradientOfX: line(bottomCaption, CAPTION, px(4.2), width - px(4.2)),
      z: z.captions[0],
      delta: z.captions[1],
      h: h.captions[0],
      gradientOfH: h.captions[1],
      b: b.captions[0],
      gradientOfB: b.captions[1],
      u: u.captions[0],
      gradientOfU: u.captions[1],
    },
    words: [
      line(upperWords, WORDS, matrixLeft, matrixWidth),
      line(lowerWords, WORDS, matrixLeft, matrixWidth),
    ],
    titles: { values: line(valuesTitle, TITLE, 0, px(9)), gradients: line(gradientsTitle, TITLE, 0, px(9)) },
    legends: {
      values: line(valuesTitle, TITLE, px(6.8), px(4.2)),
      gradients: line(gradientsTitle, TITLE, px(6.8), px(4.2)),
    },
    rowNumbers: null,
    middle,
    spines: null,
  };
}
