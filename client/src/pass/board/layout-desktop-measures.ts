/** The measures of the board on a desktop and a projector: across, the columns; downwards, the rows of both lanes. */
import { FOLD_WIDTH } from './folds.ts';
import { cellSize } from './grid.ts';
import type { LayoutInput } from './board-layout.ts';
import { printedRow } from './printing.ts';

/** In rem. */
interface Widths {
  /** What names the matrices, at their left. */
  readonly gutter: number;
  /** A vector's column. */
  readonly vector: number;
  readonly leastGap: number;
  /** Of U where it has several columns, each; and of all of them at most. */
  readonly scoreColumn: number;
  readonly mostU: number;
  /** Where the matrix would be narrower than this, the rest gives way to it further. */
  readonly matrix: number;
}
/** From afar the entries of a vector need all of their column: only the first. The second still prints four decimals, the third three. */
const ladder: readonly Widths[] = [
  { gutter: 7.6, vector: 4.5, leastGap: 1.15, scoreColumn: 1.8, mostU: 9, matrix: 24 },
  { gutter: 6.8, vector: 3.9, leastGap: 0.95, scoreColumn: 1.4, mostU: 7, matrix: 14 },
  { gutter: 6.4, vector: 3.5, leastGap: 0.8, scoreColumn: 0.9, mostU: 4.5, matrix: 0 },
];
const MOST_GAP = 2.6;
const MOST_CELL = 2.6;
const MOST_ROW = 2.6;
/** Few rows are never lower than their printed entries need; of many all together are at least so high. */
const LEAST_ROWS_HEIGHT = 8.4;
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
const tight: Measures = { line: 1.35, strip: 1.2, seam: 0.2, caption: 1.15, middle: 0.3 };

const fixedHeight = ({ line, strip, seam, caption, middle }: Measures): number =>
  2 * (line + strip + seam + caption) + middle;

/** The names of the scores stand before s. */
const SCORE_NAME = 2.5;

/** What stands to the right of the matrix, a column each: its value above, its gradient below. */
export type ColumnName = 'b' | 'z' | 'h' | 'u' | 's' | 'p' | 'J';
export type Column =
  | { readonly kind: ColumnName; readonly width: number }
  | { readonly kind: 'fold'; readonly layer: number; readonly units: number; readonly width: number };

function columnsOf(
  { hasLayer, scores, hasProbabilities, folded }: LayoutInput,
  { vector, scoreColumn, mostU }: Widths,
): readonly Column[] {
  const column = (kind: ColumnName, width = vector): Column => ({ kind, width });
  const above = folded.filter(({ side }) => side === 'above');
  return [
    ...(hasLayer ? [column('b'), column('z'), column('h')] : []),
    ...above.map(({ layer, units }): Column => ({ kind: 'fold', layer, units, width: FOLD_WIDTH })),
    ...(hasLayer ? [column('u', scores === 1 ? vector : Math.min(mostU, scores * scoreColumn))] : []),
    column('s', scores === 1 ? vector : vector + SCORE_NAME),
    ...(hasProbabilities ? [column('p')] : []),
    column('J'),
  ];
}

/** Rem as whole CSS pixels. */
export const pixelsOf =
  (rem: number) =>
  (measure: number): number =>
    Math.round(measure * rem);

/** From left to right: layers folded below, the symbols' gutter, the matrix, a column each. */
export function across(input: LayoutInput) {
  const { rem, inputs, words, pixelRatio, far } = input;
  const px = pixelsOf(rem);
  const blockGap = inputs > 150 ? 2 : 3;
  const under = input.folded.filter(({ side }) => side === 'below');
  const measured = (of: Widths) => {
    const columns = columnsOf(input, of);
    const gutter = px(of.gutter);
    const widths = columns.reduce((sum, { width }) => sum + px(width), under.length * px(FOLD_WIDTH));
    const gaps = columns.length + under.length;
    const room = input.width - gutter - widths - gaps * of.leastGap * rem - (words - 1) * blockGap;
    return { columns, gutter, widths, gaps, room, vector: px(of.vector), isWide: room >= of.matrix * rem };
  };
  const rungs = (far ? ladder.slice(0, 1) : ladder).map(measured);
  const { columns, gutter, widths, gaps, room, vector } =
    rungs.find(({ isWide }) => isWide) ?? rungs[rungs.length - 1];
  const blockColumns = inputs / words;
  const cellWidth = cellSize(
    Math.max(blockColumns / pixelRatio / 8, Math.min(MOST_CELL * rem * blockColumns, room / words)),
    blockColumns,
    pixelRatio,
  );
  const matrixWidth = inputs * cellWidth + (words - 1) * blockGap;
  const spare = input.width - gutter - matrixWidth - widths;
  const gap = Math.floor(Math.min(MOST_GAP * rem, spare / gaps));
  const left = Math.max(0, Math.floor((input.width - gutter - matrixWidth - widths - gaps * gap) / 2));
  const gutterLeft = left + under.length * (px(FOLD_WIDTH) + gap);
  return {
    columns,
    under,
    vector,
    gutter,
    blockGap,
    cellWidth,
    matrixWidth,
    gap,
    left,
    gutterLeft,
    matrixLeft: gutterLeft + gutter,
  };
}

/** How high a row is, and with it how far the rest of the board draws in. */
function rows(input: LayoutInput) {
  const { rem, units, topUnits, pixelRatio, hasLayer, scores } = input;
  const px = pixelsOf(rem);
  const rowsRoom = (measures: Measures): number => (input.height - fixedHeight(measures) * rem) / 2;
  const measures =
    rowsRoom(roomy) >= COMFORTABLE_ROWS_HEIGHT * rem
      ? roomy
      : rowsRoom(close) >= CLOSE_ROWS_HEIGHT * rem
        ? close
        : tight;
  const most = Math.min(MOST_ROW * rem * units, 0.42 * input.width);
  const least = Math.min(LEAST_ROWS_HEIGHT * rem, units * printedRow(rem, input.far));
  const wanted = Math.min(most, Math.max(rowsRoom(measures) - 2, least));
  const cellHeight = cellSize(wanted, units, pixelRatio);
  const matrixHeight = units * cellHeight;
  /** Several scores may need more rows than a layer of few units. */
  const scoreHeight = hasLayer ? Math.max(px(1.35), Math.min(px(1.9), matrixHeight / scores)) : cellHeight;
  return {
    measures,
    cellHeight,
    matrixHeight,
    scoreHeight,
    /** Of U over folded layers, as high as the open one's. */
    topHeight: cellSize(matrixHeight, topUnits, pixelRatio),
    rowsHeight: Math.max(matrixHeight, scores > 1 ? scores * scoreHeight : 0),
  };
}

/** From top to bottom: where each line of both lanes begins. */
export function downwards(input: LayoutInput) {
  const px = pixelsOf(input.rem);
  const { measures, ...heights } = rows(input);
  const line = px(measures.line);
  const strip = px(measures.strip);
  const seam = px(measures.seam);
  const caption = px(measures.caption);
  const between = px(measures.middle);
  const rowsHeight = Math.ceil(heights.rowsHeight);

  const upperStrip = line;
  const upperRows = upperStrip + strip + seam;
  const upperCaption = upperRows + rowsHeight;
  const middle = upperCaption + caption + between / 2;
  const lowerCaption = upperCaption + caption + between;
  const lowerRows = lowerCaption + caption;
  const lowerStrip = lowerRows + rowsHeight + seam;
  const lowerLine = lowerStrip + strip;
  return {
    ...heights,
    line,
    strip,
    caption,
    upperStrip,
    upperRows,
    upperCaption,
    middle,
    lowerCaption,
    lowerRows,
    lowerStrip,
    lowerLine,
    height: lowerLine + line,
  };
}
