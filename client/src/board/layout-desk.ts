/**
 * The board on a desktop and a projector: x on W over ∂J/∂W on ∂J/∂x in the same columns, and to the right one column
 * for each of b, z, h, u, s and J. The lower lane is the upper one's mirror image: values run right along the top,
 * gradients run left along the bottom, and what belongs together meets in the middle.
 */
import { cellSize, type Box, type Frame } from './frame.ts';
import type { BoardLayout, LayoutInput } from './layout.ts';
import { printedRow } from './printing.ts';

/** In rem. */
const GUTTER = 7.6;
const VECTOR = 4.5;
const LEAST_GAP = 1.15;
const MOST_GAP = 2.6;
const MOST_CELL = 2.6;
const MOST_ROW = 2.6;
/** Few rows are never lower than their printed entries need; of many all together are at least so high. */
const LEAST_ROWS_HEIGHT = 9;
/** Below these heights of all rows the rest of the board draws in, and in once more. */
const COMFORTABLE_ROWS_HEIGHT = 12;
const CLOSE_ROWS_HEIGHT = 10.5;

interface Measures {
  /** The words, and the chain beside them. */
  readonly line: number;
  /** x and ∂J/∂x, and the parameters' symbols beside them. */
  readonly strip: number;
  readonly seam: number;
  readonly caption: number;
  readonly middle: number;
}
const roomy: Measures = { line: 1.75, strip: 1.6, seam: 0.35, caption: 1.5, middle: 0.7 };
const close: Measures = { line: 1.5, strip: 1.4, seam: 0.25, caption: 1.2, middle: 0.4 };
const tight: Measures = { line: 1.35, strip: 1.2, seam: 0.2, caption: 1.05, middle: 0.3 };

const fixedHeight = ({ line, strip, seam, caption, middle }: Measures): number =>
  2 * (line + strip + seam + caption) + middle;

/** Columns to the right of W. */
const COLUMNS = 6;

export function deskLayout(input: LayoutInput): BoardLayout {
  const { rem, units, inputs, words, pixelRatio } = input;
  const vector = Math.round(VECTOR * rem);
  const gutter = Math.round(GUTTER * rem);
  const blockGap = inputs > 150 ? 2 : 3;

  const room = input.width - gutter - COLUMNS * (vector + LEAST_GAP * rem) - (words - 1) * blockGap;
  const blockColumns = inputs / words;
  const cellWidth = cellSize(
    Math.min(MOST_CELL * rem * blockColumns, room / words),
    blockColumns,
    pixelRatio,
  );
  const matrixWidth = inputs * cellWidth + (words - 1) * blockGap;
  const spare = input.width - gutter - matrixWidth - COLUMNS * vector;
  const gap = Math.floor(Math.min(MOST_GAP * rem, spare / COLUMNS));
  const left = Math.max(0, Math.floor((input.width - gutter - matrixWidth - COLUMNS * (vector + gap)) / 2));

  const rowsRoom = (measures: Measures): number => (input.height - fixedHeight(measures) * rem) / 2;
  const measures =
    rowsRoom(roomy) >= COMFORTABLE_ROWS_HEIGHT * rem
      ? roomy
      : rowsRoom(close) >= CLOSE_ROWS_HEIGHT * rem
        ? close
        : tight;
  const { line: LINE, strip: STRIP, seam: SEAM, caption: CAPTION, middle: MIDDLE } = measures;
  const most = Math.min(MOST_ROW * rem * units, 0.42 * input.width);
  const least = Math.min(LEAST_ROWS_HEIGHT * rem, units * printedRow(rem));
  const wanted = Math.min(most, Math.max(rowsRoom(measures) - 2, least));
  const cellHeight = cellSize(wanted, units, pixelRatio);
  const rowsHeight = units * cellHeight;

  const px = (measure: number): number => Math.round(measure * rem);
  const upperStrip = px(LINE);
  const upperRows = upperStrip + px(STRIP) + px(SEAM);
  const upperCaption = upperRows + Math.ceil(rowsHeight);
  const middle = upperCaption + px(CAPTION) + px(MIDDLE) / 2;
  const lowerCaption = upperCaption + px(CAPTION) + px(MIDDLE);
  const lowerRows = lowerCaption + px(CAPTION);
  const lowerStrip = lowerRows + Math.ceil(rowsHeight) + px(SEAM);
  const lowerLine = lowerStrip + px(STRIP);
  const height = lowerLine + px(LINE);

  const matrixLeft = left + gutter;
  const matrix = (top: number, rows: number, rowHeight: number): Frame => ({
    left: matrixLeft,
    top,
    rows,
    columns: inputs,
    cellWidth,
    cellHeight: rowHeight,
    blocks: words,
    gap: blockGap,
  });
  const columnLeft = (k: number): number => matrixLeft + matrixWidth + gap + k * (vector + gap);
  const vectorAt = (k: number, top: number): Frame => single(columnLeft(k), top, units, vector, cellHeight);
  const scalarHeight = Math.min(px(2.2), Math.max(cellHeight, px(1.9)));
  const scalarAt = (k: number, top: number): Frame =>
    single(columnLeft(k), Math.round(top + (rowsHeight - scalarHeight) / 2), 1, vector, scalarHeight);
  /** A box over column k as wide as the column's pitch. */
  const over = (k: number, top: number, measure: number): Box => ({
    left: columnLeft(k) - gap / 2,
    top,
    width: vector + gap,
    height: px(measure),
  });
  const beside = (top: number, boxHeight: number): Box => ({
    left,
    top,
    width: gutter - px(1.7),
    height: boxHeight,
  });
  const under = (top: number): Box => ({ left: matrixLeft, top, width: matrixWidth, height: px(CAPTION) });
  const numbers = (top: number): Frame => single(matrixLeft - px(1.6), top, units, px(1.2), cellHeight);

  return {
    form: 'desk',
    width: input.width,
    height,
    rem,
    frames: {
      x: matrix(upperStrip, 1, px(STRIP)),
      W: matrix(upperRows, units, cellHeight),
      b: vectorAt(0, upperRows),
      z: vectorAt(1, upperRows),
      h: vectorAt(2, upperRows),
      u: vectorAt(3, upperRows),
      s: scalarAt(4, upperRows),
      J: scalarAt(5, upperRows),
      gradientOfW: matrix(lowerRows, units, cellHeight),
      gradientOfX: matrix(lowerStrip, 1, px(STRIP)),
      gradientOfB: vectorAt(0, lowerRows),
      delta: vectorAt(1, lowerRows),
      gradientOfH: vectorAt(2, lowerRows),
      gradientOfU: vectorAt(3, lowerRows),
      gradientOfS: scalarAt(4, lowerRows),
      gradientOfJ: scalarAt(5, lowerRows),
    },
    symbols: {
      x: beside(upperStrip, px(STRIP)),
      W: beside(upperRows, rowsHeight),
      b: over(0, upperStrip, STRIP),
      z: over(1, 0, LINE),
      h: over(2, 0, LINE),
      u: over(3, upperStrip, STRIP),
      s: over(4, 0, LINE),
      J: over(5, 0, LINE),
      gradientOfW: beside(lowerRows, rowsHeight),
      gradientOfX: beside(lowerStrip, px(STRIP)),
      gradientOfB: over(0, lowerStrip, STRIP),
      delta: over(1, lowerLine, LINE),
      gradientOfH: over(2, lowerLine, LINE),
      gradientOfU: over(3, lowerStrip, STRIP),
      gradientOfS: over(4, lowerLine, LINE),
      gradientOfJ: over(5, lowerLine, LINE),
    },
    formulas: {
      z: over(1, upperStrip, STRIP),
      h: over(2, upperStrip, STRIP),
      s: over(4, upperStrip, STRIP),
      J: over(5, upperStrip, STRIP),
      delta: over(1, lowerStrip, STRIP),
      gradientOfH: over(2, lowerStrip, STRIP),
      gradientOfS: over(4, lowerStrip, STRIP),
    },
    captions: {
      x: under(upperCaption),
      W: under(upperCaption),
      b: over(0, upperCaption, CAPTION),
      z: over(1, upperCaption, CAPTION),
      h: over(2, upperCaption, CAPTION),
      u: over(3, upperCaption, CAPTION),
      s: over(4, upperCaption, CAPTION),
      J: over(5, upperCaption, CAPTION),
      gradientOfW: under(lowerCaption),
      gradientOfX: under(lowerCaption),
      gradientOfB: over(0, lowerCaption, CAPTION),
      delta: over(1, lowerCaption, CAPTION),
      gradientOfH: over(2, lowerCaption, CAPTION),
      gradientOfU: over(3, lowerCaption, CAPTION),
      gradientOfS: over(4, lowerCaption, CAPTION),
    },
    words: [
      { left: matrixLeft, top: 0, width: matrixWidth, height: px(LINE) },
      { left: matrixLeft, top: lowerLine, width: matrixWidth, height: px(LINE) },
    ],
    titles: {
      values: { left, top: 0, width: gutter - px(0.4), height: px(LINE) },
      gradients: { left, top: lowerCaption, width: gutter - px(0.4), height: px(CAPTION) },
    },
    legends: {
      values: beside(upperCaption, px(CAPTION)),
      gradients: beside(lowerLine, px(LINE)),
    },
    rowNumbers: cellHeight >= 0.85 * rem ? [numbers(upperRows), numbers(lowerRows)] : null,
    middle,
    spines: { values: px(LINE) / 2, gradients: lowerLine + px(LINE) / 2 },
  };
}

const single = (left: number, top: number, rows: number, cellWidth: number, cellHeight: number): Frame => ({
  left,
  top,
  rows,
  columns: 1,
  cellWidth,
  cellHeight,
  blocks: 1,
  gap: 0,
});
