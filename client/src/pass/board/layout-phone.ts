/**
 * The board on a phone: x on W, under it ∂J/∂W on ∂J/∂x, both as wide as the screen and in the same columns; then each
 * vector as a row with its gradient right below it, entry under entry; last the folded layers.
 */
import { foldAcross, type Fold } from './folds.ts';
import { cellSize, NO_BOX, NO_GRID, type Box, type Grid } from './grid.ts';
import type { BoardLayout, LayoutInput } from './board-layout.ts';
import { gradientOf, quantityNames, type QuantityName } from './tensors.ts';

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
const FOLD_ROW = 1.2;

export function phoneLayout(input: LayoutInput): BoardLayout {
  const { rem, units, topUnits, inputs, words, pixelRatio, width, hasLayer, scores, hasProbabilities } =
    input;
  const px = (measure: number): number => Math.round(measure * rem);
  const blockColumns = inputs / words;
  const cellWidth = cellSize((width - (words - 1) * BLOCK_GAP) / words, blockColumns, pixelRatio);
  const matrixWidth = inputs * cellWidth + (words - 1) * BLOCK_GAP;
  const matrixLeft = Math.max(0, Math.floor((width - matrixWidth) / 2));
  const rowHeight = cellSize(Math.min(ROW * rem * units, MOST_ROWS_HEIGHT * rem), units, pixelRatio);
  const rowsHeight = Math.ceil(units * rowHeight);

  const grids: Record<QuantityName, Grid> = Object.fromEntries(
    quantityNames.map((name) => [name, NO_GRID]),
  ) as Record<QuantityName, Grid>;
  const symbols: Record<QuantityName, Box> = Object.fromEntries(
    quantityNames.map((name) => [name, NO_BOX]),
  ) as Record<QuantityName, Box>;
  const captions: Record<QuantityName, Box> = { ...symbols };

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
  const matrix = (at: number, rows: number, cellHeight: number): Grid => ({
    left: matrixLeft,
    top: at,
    rows,
    columns: inputs,
    cellWidth,
    cellHeight,
    blocks: words,
    gap: BLOCK_GAP,
  });

  const [theMatrix, itsGradient] = hasLayer
    ? (['W', 'gradientOfW'] as const)
    : (['u', 'gradientOfU'] as const);
  const valuesTitle = take(px(TITLE));
  const upperWords = take(px(WORDS));
  grids.x = matrix(take(px(STRIP) + px(SEAM)), 1, px(STRIP));
  grids[theMatrix] = matrix(take(rowsHeight), units, rowHeight);
  const upperCaption = take(px(CAPTION));
  const middle = take(px(0.6)) + px(0.3);
  const gradientsTitle = take(px(TITLE));
  const lowerCaption = take(px(CAPTION));
  grids[itsGradient] = matrix(take(rowsHeight + px(SEAM)), units, rowHeight);
  grids.gradientOfX = matrix(take(px(STRIP)), 1, px(STRIP));
  const lowerWords = take(px(WORDS));
  const bottomCaption = take(px(CAPTION)) + px(0.1);
  take(px(0.8));
  symbols.x = line(valuesTitle, TITLE, width - px(4.6), px(1.6));
  /** A symbol with the number of its layer is longer. */
  const more = input.folded.length > 0 ? px(1.1) : 0;
  symbols[theMatrix] = line(upperCaption, CAPTION, 0, px(2.9) + more);
  symbols[itsGradient] = line(lowerCaption, CAPTION, 0, px(3.9) + more);
  symbols.gradientOfX = line(bottomCaption, CAPTION, 0, px(3.9) + more);
  captions.x = line(valuesTitle, TITLE, width - px(2.8), px(2.8));
  captions[theMatrix] = line(upperCaption, CAPTION, px(3.2) + more, width - px(3.2) - more);
  captions[itsGradient] = line(lowerCaption, CAPTION, px(4.2) + more, width - px(4.2) - more);
  captions.gradientOfX = line(bottomCaption, CAPTION, px(4.2) + more, width - px(4.2) - more);

  const label = px(LABEL);
  const grid = (at: number, rows: number, columns: number, height: number): Grid => ({
    left: label,
    top: at,
    rows,
    columns,
    cellWidth: cellSize(width - label, columns, pixelRatio),
    cellHeight: height,
    blocks: 1,
    gap: 0,
  });
  const halfOf = (at: number, which: 0 | 1): Box =>
    line(at, CAPTION, label + (which * (width - label)) / 2, (width - label) / 2);
  /** A value over its gradient, both `rows` high, and their captions side by side. */
  const pair = (name: 'z' | 'h' | 'b' | 'u' | 's', rows: number, columns: number): void => {
    const height = rows === 1 ? px(VECTOR_ROW) : Math.min(px(ROW), rowHeight);
    const all = Math.ceil(rows * height);
    const gradient = gradientOf[name];
    grids[name] = grid(take(all + 2), rows, columns, height);
    grids[gradient] = grid(take(all), rows, columns, height);
    const caption = take(px(CAPTION) + px(PAIR_GAP));
    captions[name] = halfOf(caption, 0);
    captions[gradient] = halfOf(caption, 1);
    for (const one of [name, gradient])
      symbols[one] = { left: 0, top: grids[one].top, width: label - px(0.2), height: all };
  };
  if (hasLayer) {
    for (const name of ['z', 'h', 'b'] as const) pair(name, 1, units);
    pair('u', scores === 1 ? 1 : topUnits, scores === 1 ? topUnits : scores);
  }

  let scoreNames: BoardLayout['scoreNames'] = null;
  if (scores > 1) {
    const names = take(px(CAPTION));
    pair('s', 1, scores);
    const above = { ...grids.s, top: names, cellHeight: px(CAPTION) };
    scoreNames = [above, { ...above, rows: 0, columns: 0 }];
    if (hasProbabilities) {
      grids.p = grid(take(px(VECTOR_ROW)), 1, scores, px(VECTOR_ROW));
      symbols.p = line(grids.p.top, VECTOR_ROW, 0, label - px(0.2));
      captions.p = halfOf(take(px(CAPTION) + px(PAIR_GAP)), 0);
    }
  }

  take(px(0.3));
  const scalarRows = [take(px(VECTOR_ROW) + 2), take(px(VECTOR_ROW))] as const;
  const scalarWidth = Math.floor(width / 2) - px(SCALAR_LABEL);
  const scalar = (name: QuantityName, row: 0 | 1, column: 0 | 1): void => {
    grids[name] = {
      left: px(SCALAR_LABEL) + column * (px(SCALAR_LABEL) + scalarWidth),
      top: scalarRows[row],
      rows: 1,
      columns: 1,
      cellWidth: scalarWidth,
      cellHeight: px(VECTOR_ROW),
      blocks: 1,
      gap: 0,
    };
    symbols[name] = line(
      scalarRows[row],
      VECTOR_ROW,
      grids[name].left - px(SCALAR_LABEL),
      px(SCALAR_LABEL - 0.2),
    );
  };
  if (scores === 1) {
    scalar('s', 0, 0);
    scalar('gradientOfS', 1, 0);
  }
  scalar('J', 0, scores === 1 ? 1 : 0);
  scalar('gradientOfJ', 1, scores === 1 ? 1 : 0);

  const folds: Fold[] = input.folded.map(({ layer, units: foldUnits }) => {
    take(px(0.5));
    const tops = [take(px(FOLD_ROW) + 2), take(px(FOLD_ROW))] as const;
    return foldAcross(layer, foldUnits, {
      left: label,
      width: width - label,
      tops,
      height: px(FOLD_ROW),
      pixelRatio,
    });
  });

  return {
    form: 'phone',
    width,
    height: top,
    rem,
    grids,
    folds,
    scoreNames,
    symbols,
    formulas: {},
    captions,
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
