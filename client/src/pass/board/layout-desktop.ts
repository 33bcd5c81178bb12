/**
 * The board on a desktop and a projector: x on W over ∂J/∂W on ∂J/∂x in the same columns, and to the right one column
 * for each of b, z, h, the layers folded above, u, s and J; layers below are folded to the left. The lower lane is the upper one's mirror image: values run right along the top,
 * gradients run left along the bottom, and what belongs together meets in the middle.
 */
import { FOLD_WIDTH, foldAt, type Fold } from './folds.ts';
import { NO_BOX, NO_GRID, type Box, type Grid } from './grid.ts';
import type { BoardLayout, LayoutInput } from './board-layout.ts';
import { across, downwards, pixelsOf, type Column, type ColumnName } from './layout-desktop-measures.ts';
import { gradientOf, quantityNames, type QuantityName } from './tensors.ts';

/** What is placed, and the measures it is placed by. */
interface Sheet {
  readonly input: LayoutInput;
  readonly px: (measure: number) => number;
  readonly x: ReturnType<typeof across>;
  readonly y: ReturnType<typeof downwards>;
  readonly grids: Record<QuantityName, Grid>;
  readonly symbols: Record<QuantityName, Box>;
  readonly captions: Record<QuantityName, Box>;
  readonly formulas: Partial<Record<QuantityName, Box>>;
  readonly folds: Fold[];
  scoreNames: BoardLayout['scoreNames'];
}

const ofEach = <Each>(each: Each): Record<QuantityName, Each> =>
  Object.fromEntries(quantityNames.map((name) => [name, each])) as Record<QuantityName, Each>;

export function desktopLayout(input: LayoutInput): BoardLayout {
  const { rem, width } = input;
  const sheet: Sheet = {
    input,
    px: pixelsOf(rem),
    x: across(input),
    y: downwards(input),
    grids: ofEach(NO_GRID),
    symbols: ofEach(NO_BOX),
    captions: ofEach(NO_BOX),
    formulas: {},
    folds: [],
    scoreNames: null,
  };
  placeStrips(sheet);
  placeMatrix(sheet);
  placeFoldsBelow(sheet);
  placeColumns(sheet);
  const { grids, folds, scoreNames, symbols, formulas, captions, y } = sheet;
  return {
    form: 'desktop',
    width,
    height: y.height,
    rem,
    grids,
    folds,
    scoreNames,
    symbols,
    formulas,
    captions,
    ...around(sheet),
    rowNumbers:
      y.cellHeight >= 0.85 * rem ? [numbers(sheet, y.upperRows), numbers(sheet, y.lowerRows)] : null,
    middle: y.middle,
    spines: { values: y.line / 2, gradients: y.lowerLine + y.line / 2 },
  };
}

const matrixGrid = ({ input, x }: Sheet, top: number, rows: number, rowHeight: number): Grid => ({
  left: x.matrixLeft,
  top,
  rows,
  columns: input.inputs,
  cellWidth: x.cellWidth,
  cellHeight: rowHeight,
  blocks: input.words,
  gap: x.blockGap,
});

/** In the gutter, beside what it names. */
const beside = ({ px, x }: Sheet, top: number, height: number): Box => ({
  left: x.gutterLeft,
  top,
  width: x.gutter - px(1.7),
  height,
});

const underMatrix = ({ x, y }: Sheet, top: number): Box => ({
  left: x.matrixLeft,
  top,
  width: x.matrixWidth,
  height: y.caption,
});

const numbers = ({ input, px, x, y }: Sheet, top: number): Grid =>
  single(x.matrixLeft - px(1.6), top, input.units, px(1.2), y.cellHeight);

/** x above the matrix, ∂J/∂x under its gradient. */
function placeStrips(sheet: Sheet): void {
  const { grids, symbols, captions, y } = sheet;
  grids.x = matrixGrid(sheet, y.upperStrip, 1, y.strip);
  grids.gradientOfX = matrixGrid(sheet, y.lowerStrip, 1, y.strip);
  symbols.x = beside(sheet, y.upperStrip, y.strip);
  symbols.gradientOfX = beside(sheet, y.lowerStrip, y.strip);
  captions.x = underMatrix(sheet, y.upperCaption);
  captions.gradientOfX = underMatrix(sheet, y.lowerCaption);
}

/** W of the open layer, or without one u, and its gradient. */
function placeMatrix(sheet: Sheet): void {
  const { input, grids, symbols, captions, y } = sheet;
  const [theMatrix, itsGradient] = input.hasLayer
    ? (['W', 'gradientOfW'] as const)
    : (['u', 'gradientOfU'] as const);
  grids[theMatrix] = matrixGrid(sheet, y.upperRows, input.units, y.cellHeight);
  grids[itsGradient] = matrixGrid(sheet, y.lowerRows, input.units, y.cellHeight);
  symbols[theMatrix] = beside(sheet, y.upperRows, y.matrixHeight);
  symbols[itsGradient] = beside(sheet, y.lowerRows, y.matrixHeight);
  captions[theMatrix] = underMatrix(sheet, y.upperCaption);
  captions[itsGradient] = underMatrix(sheet, y.lowerCaption);
}

function placeFoldsBelow(sheet: Sheet): void {
  const { px, x } = sheet;
  x.under.forEach(({ layer, units }, k) =>
    placeFold(sheet, layer, units, x.left + k * (px(FOLD_WIDTH) + x.gap)),
  );
}

function placeFold({ input, px, x, y, folds }: Sheet, layer: number, units: number, at: number): void {
  const { rem, pixelRatio } = input;
  const over = (top: number): Box => ({
    left: at - x.gap / 2,
    top,
    width: px(FOLD_WIDTH) + x.gap,
    height: y.line,
  });
  const tops = [y.upperRows, y.lowerRows] as const;
  folds.push({
    ...foldAt(layer, units, at, tops, { rem, rowsHeight: y.rowsHeight, pixelRatio }),
    symbols: [over(0), over(y.lowerLine)],
  });
}

function placeColumns(sheet: Sheet): void {
  const { px, x } = sheet;
  let at = x.matrixLeft + x.matrixWidth + x.gap;
  for (const column of x.columns) {
    if (column.kind === 'fold') placeFold(sheet, column.layer, column.units, at);
    else placeColumn(sheet, column, at);
    at += px(column.width) + x.gap;
  }
}

/** A value, and its gradient in the lower lane. */
function placeColumn(sheet: Sheet, column: Extract<Column, { readonly kind: ColumnName }>, at: number): void {
  const { kind } = column;
  const { grids, symbols, captions, formulas, px, x, y } = sheet;
  const width = px(column.width);
  /** A box over the column as wide as its pitch. */
  const over = (top: number, height: number): Box => ({
    left: at - x.gap / 2,
    top,
    width: width + x.gap,
    height,
  });
  const isParameter = kind === 'b' || kind === 'u';
  grids[kind] = gridOf(sheet, kind, width, at, y.upperRows);
  symbols[kind] = isParameter ? over(y.upperStrip, y.strip) : over(0, y.line);
  captions[kind] = over(y.upperCaption, y.caption);
  if (!isParameter) formulas[kind] = over(y.upperStrip, y.strip);
  if (kind === 'p') return;
  const gradient = gradientOf[kind];
  grids[gradient] = gridOf(sheet, kind, width, at, y.lowerRows);
  symbols[gradient] = isParameter ? over(y.lowerStrip, y.strip) : over(y.lowerLine, y.line);
  captions[gradient] = over(y.lowerCaption, y.caption);
  if (!isParameter && kind !== 'J') formulas[gradient] = over(y.lowerStrip, y.strip);
  if (kind === 's' && sheet.input.scores > 1) placeScoreNames(sheet, width, at);
}

function gridOf(sheet: Sheet, kind: ColumnName, width: number, at: number, top: number): Grid {
  const { units, topUnits, scores } = sheet.input;
  const { cellHeight, topHeight } = sheet.y;
  switch (kind) {
    case 'J':
      return scalarGrid(sheet, at, top);
    case 's':
    case 'p':
      return scoreGrid(sheet, at + (width - sheet.x.vector), top);
    case 'u':
      return {
        ...single(at, top, topUnits, width / scores, topUnits === units ? cellHeight : topHeight),
        columns: scores,
      };
    default:
      return single(at, top, units, width, cellHeight);
  }
}

/** s and p: a row each where there are several, in the middle of the rows. */
function scoreGrid({ input, px, x, y }: Sheet, at: number, top: number): Grid {
  const { hasLayer, scores } = input;
  const rowHeight = scores === 1 ? Math.min(px(2.2), Math.max(y.cellHeight, px(1.9))) : y.scoreHeight;
  const start =
    hasLayer || scores === 1
      ? top + ((scores === 1 ? y.matrixHeight : y.rowsHeight) - scores * rowHeight) / 2
      : top;
  return single(at, Math.round(start), scores, x.vector, rowHeight);
}

function scalarGrid({ px, x, y }: Sheet, at: number, top: number): Grid {
  const rowHeight = Math.min(px(2.2), Math.max(y.cellHeight, px(1.9)));
  return single(at, Math.round(top + (y.rowsHeight - rowHeight) / 2), 1, x.vector, rowHeight);
}

/** Several scores have names, which stand before s in its column. */
function placeScoreNames(sheet: Sheet, width: number, at: number): void {
  const { px, x, grids } = sheet;
  const cellWidth = width - x.vector - px(0.3);
  const names = (grid: Grid): Grid => ({ ...grid, left: at, cellWidth });
  sheet.scoreNames = [names(grids.s), names(grids.gradientOfS)];
}

/** The words, the lanes' titles and their legends. */
function around(sheet: Sheet): Pick<BoardLayout, 'words' | 'titles' | 'legends'> {
  const { px, x, y } = sheet;
  const words = (top: number): Box => ({ left: x.matrixLeft, top, width: x.matrixWidth, height: y.line });
  const title = (top: number, height: number): Box => ({
    left: x.gutterLeft,
    top,
    width: x.gutter - px(0.4),
    height,
  });
  return {
    words: [words(0), words(y.lowerLine)],
    titles: { values: title(0, y.line), gradients: title(y.lowerCaption, y.caption) },
    legends: {
      values: beside(sheet, y.upperCaption, y.caption),
      gradients: beside(sheet, y.lowerLine, y.line),
    },
  };
}

const single = (left: number, top: number, rows: number, cellWidth: number, cellHeight: number): Grid => ({
  left,
  top,
  rows,
  columns: 1,
  cellWidth,
  cellHeight,
  blocks: 1,
  gap: 0,
});
