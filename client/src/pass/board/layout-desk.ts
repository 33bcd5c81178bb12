/**
 * The board on a desktop and a projector: x on W over ∂J/∂W on ∂J/∂x in the same columns, and to the right one column
 * for each of b, z, h, the layers folded above, u, s and J; layers below are folded to the left. The lower lane is the upper one's mirror image: values run right along the top,
 * gradients run left along the bottom, and what belongs together meets in the middle.
 */
import { FOLD_WIDTH, foldAt, type Fold } from './folds.ts';
import { cellSize, NO_BOX, NO_FRAME, type Box, type Frame } from './frame.ts';
import type { BoardLayout, LayoutInput } from './layout.ts';
import { printedRow } from './printing.ts';
import { gradientOf, quantityNames, type QuantityName } from './tensors.ts';

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

/** Of U where it has several columns, each; and of all of them at most. */
const SCORE_COLUMN = 1.8;
const MOST_U = 9;
/** The names of the scores stand before s. */
const SCORE_NAME = 2.5;

/** What stands to the right of the matrix, a column each: its value above, its gradient below. */
type ColumnName = 'b' | 'z' | 'h' | 'u' | 's' | 'p' | 'J';
type Column =
  | { readonly kind: ColumnName; readonly width: number }
  | { readonly kind: 'fold'; readonly layer: number; readonly units: number; readonly width: number };

function columnsOf({ hasLayer, scores, hasProbabilities, folded }: LayoutInput): readonly Column[] {
  const column = (kind: ColumnName, width = VECTOR): Column => ({ kind, width });
  const above = folded.filter(({ side }) => side === 'above');
  return [
    ...(hasLayer ? [column('b'), column('z'), column('h')] : []),
    ...above.map(({ layer, units }): Column => ({ kind: 'fold', layer, units, width: FOLD_WIDTH })),
    ...(hasLayer ? [column('u', scores === 1 ? VECTOR : Math.min(MOST_U, scores * SCORE_COLUMN))] : []),
    column('s', scores === 1 ? VECTOR : VECTOR + SCORE_NAME),
    ...(hasProbabilities ? [column('p')] : []),
    column('J'),
  ];
}

/** Where the gradient of a column's value stands in the lower lane. */
const below = gradientOf;

export function deskLayout(input: LayoutInput): BoardLayout {
  const { rem, units, topUnits, inputs, words, pixelRatio, hasLayer, scores } = input;
  const px = (measure: number): number => Math.round(measure * rem);
  const gutter = px(GUTTER);
  const blockGap = inputs > 150 ? 2 : 3;
  const columns = columnsOf(input);
  const under = input.folded.filter(({ side }) => side === 'below');
  const widths = columns.reduce((sum, { width }) => sum + px(width), under.length * px(FOLD_WIDTH));
  const gaps = columns.length + under.length;

  const room = input.width - gutter - widths - gaps * LEAST_GAP * rem - (words - 1) * blockGap;
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
  const matrixHeight = units * cellHeight;
  /** Several scores may need more rows than a layer of few units. */
  const scoreHeight = hasLayer ? Math.max(px(1.35), Math.min(px(1.9), matrixHeight / scores)) : cellHeight;
  /** Of U over folded layers, as high as the open one's. */
  const topHeight = cellSize(matrixHeight, topUnits, pixelRatio);
  const rowsHeight = Math.max(matrixHeight, scores > 1 ? scores * scoreHeight : 0);

  const upperStrip = px(LINE);
  const upperRows = upperStrip + px(STRIP) + px(SEAM);
  const upperCaption = upperRows + Math.ceil(rowsHeight);
  const middle = upperCaption + px(CAPTION) + px(MIDDLE) / 2;
  const lowerCaption = upperCaption + px(CAPTION) + px(MIDDLE);
  const lowerRows = lowerCaption + px(CAPTION);
  const lowerStrip = lowerRows + Math.ceil(rowsHeight) + px(SEAM);
  const lowerLine = lowerStrip + px(STRIP);
  const height = lowerLine + px(LINE);

  const gutterLeft = left + under.length * (px(FOLD_WIDTH) + gap);
  const matrixLeft = gutterLeft + gutter;
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
  const beside = (top: number, boxHeight: number): Box => ({
    left: gutterLeft,
    top,
    width: gutter - px(1.7),
    height: boxHeight,
  });
  const underMatrix = (top: number): Box => ({
    left: matrixLeft,
    top,
    width: matrixWidth,
    height: px(CAPTION),
  });
  const numbers = (top: number): Frame => single(matrixLeft - px(1.6), top, units, px(1.2), cellHeight);

  const frames: Record<QuantityName, Frame> = Object.fromEntries(
    quantityNames.map((name) => [name, NO_FRAME]),
  ) as Record<QuantityName, Frame>;
  const symbols: Record<QuantityName, Box> = Object.fromEntries(
    quantityNames.map((name) => [name, NO_BOX]),
  ) as Record<QuantityName, Box>;
  const captions: Record<QuantityName, Box> = { ...symbols };
  const formulas: Partial<Record<QuantityName, Box>> = {};
  const folds: Fold[] = [];

  const strips = [matrix(upperStrip, 1, px(STRIP)), matrix(lowerStrip, 1, px(STRIP))] as const;
  [frames.x, frames.gradientOfX] = strips;
  symbols.x = beside(upperStrip, px(STRIP));
  symbols.gradientOfX = beside(lowerStrip, px(STRIP));
  captions.x = underMatrix(upperCaption);
  captions.gradientOfX = underMatrix(lowerCaption);
  const [theMatrix, itsGradient] = hasLayer
    ? (['W', 'gradientOfW'] as const)
    : (['u', 'gradientOfU'] as const);
  frames[theMatrix] = matrix(upperRows, units, cellHeight);
  frames[itsGradient] = matrix(lowerRows, units, cellHeight);
  symbols[theMatrix] = beside(upperRows, matrixHeight);
  symbols[itsGradient] = beside(lowerRows, matrixHeight);
  captions[theMatrix] = underMatrix(upperCaption);
  captions[itsGradient] = underMatrix(lowerCaption);

  const tops = [upperRows, lowerRows] as const;
  const foldHere = (layer: number, foldUnits: number, at: number): void => {
    const over = (top: number): Box => ({
      left: at - gap / 2,
      top,
      width: px(FOLD_WIDTH) + gap,
      height: px(LINE),
    });
    folds.push({
      ...foldAt(layer, foldUnits, at, tops, { rem, rowsHeight, pixelRatio }),
      symbols: [over(0), over(lowerLine)],
    });
  };
  under.forEach(({ layer, units: foldUnits }, k) =>
    foldHere(layer, foldUnits, left + k * (px(FOLD_WIDTH) + gap)),
  );

  let scoreNames: BoardLayout['scoreNames'] = null;
  /** s and p: a row each where there are several, in the middle of the rows. */
  const scored = (at: number, top: number): Frame => {
    const rowHeight = scores === 1 ? Math.min(px(2.2), Math.max(cellHeight, px(1.9))) : scoreHeight;
    const start =
      hasLayer || scores === 1
        ? top + ((scores === 1 ? matrixHeight : rowsHeight) - scores * rowHeight) / 2
        : top;
    return single(at, Math.round(start), scores, px(VECTOR), rowHeight);
  };
  const scalar = (at: number, top: number): Frame => {
    const rowHeight = Math.min(px(2.2), Math.max(cellHeight, px(1.9)));
    return single(at, Math.round(top + (rowsHeight - rowHeight) / 2), 1, px(VECTOR), rowHeight);
  };
  let at = matrixLeft + matrixWidth + gap;
  for (const column of columns) {
    const width = px(column.width);
    /** A box over the column as wide as its pitch. */
    const over = (top: number, measure: number): Box => ({
      left: at - gap / 2,
      top,
      width: width + gap,
      height: px(measure),
    });
    if (column.kind === 'fold') {
      foldHere(column.layer, column.units, at);
    } else {
      const { kind } = column;
      const isParameter = kind === 'b' || kind === 'u';
      const vector = (top: number): Frame =>
        kind === 'u'
          ? {
              ...single(at, top, topUnits, width / scores, topUnits === units ? cellHeight : topHeight),
              columns: scores,
            }
          : single(at, top, units, width, cellHeight);
      const inset = width - px(VECTOR);
      const frameAt = (top: number): Frame =>
        kind === 'J' ? scalar(at, top) : kind === 's' || kind === 'p' ? scored(at + inset, top) : vector(top);
      frames[kind] = frameAt(upperRows);
      symbols[kind] = isParameter ? over(upperStrip, STRIP) : over(0, LINE);
      captions[kind] = over(upperCaption, CAPTION);
      if (!isParameter) formulas[kind] = over(upperStrip, STRIP);
      if (kind !== 'p') {
        const gradient = below[kind];
        frames[gradient] = frameAt(lowerRows);
        symbols[gradient] = isParameter ? over(lowerStrip, STRIP) : over(lowerLine, LINE);
        captions[gradient] = over(lowerCaption, CAPTION);
        if (!isParameter && kind !== 'J') formulas[gradient] = over(lowerStrip, STRIP);
      }
      if (kind === 's' && scores > 1) {
        const names = (frame: Frame): Frame => ({ ...frame, left: at, cellWidth: inset - px(0.3) });
        scoreNames = [names(frames.s), names(frames.gradientOfS)];
      }
    }
    at += width + gap;
  }

  return {
    form: 'desk',
    width: input.width,
    height,
    rem,
    frames,
    folds,
    scoreNames,
    symbols,
    formulas,
    captions,
    words: [
      { left: matrixLeft, top: 0, width: matrixWidth, height: px(LINE) },
      { left: matrixLeft, top: lowerLine, width: matrixWidth, height: px(LINE) },
    ],
    titles: {
      values: { left: gutterLeft, top: 0, width: gutter - px(0.4), height: px(LINE) },
      gradients: { left: gutterLeft, top: lowerCaption, width: gutter - px(0.4), height: px(CAPTION) },
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
