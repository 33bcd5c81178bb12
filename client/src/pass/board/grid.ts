/** Where one tensor is drawn, in CSS pixels of the board, and the way between a cell's index and its place. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A grid of equal cells, its columns in blocks (one a word) with a gap between them. Index: row-major, as the tensor's. */
export interface Grid {
  readonly left: number;
  readonly top: number;
  readonly rows: number;
  readonly columns: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly blocks: number;
  readonly gap: number;
}

/** Of what is not on the board. */
export const NO_GRID: Grid = {
  left: 0,
  top: 0,
  rows: 0,
  columns: 0,
  cellWidth: 0,
  cellHeight: 0,
  blocks: 1,
  gap: 0,
};
export const NO_BOX: Box = { left: 0, top: 0, width: 0, height: 0 };

export const widthOf = ({ columns, cellWidth, blocks, gap }: Grid): number =>
  columns * cellWidth + (blocks - 1) * gap;
export const heightOf = ({ rows, cellHeight }: Grid): number => rows * cellHeight;

export const boxOf = (grid: Grid): Box => ({
  left: grid.left,
  top: grid.top,
  width: widthOf(grid),
  height: heightOf(grid),
});

const blockColumns = ({ columns, blocks }: Grid): number => columns / blocks;

/** The cell of an entry. */
export function cellBox(grid: Grid, index: number): Box {
  const { left, top, columns, cellWidth, cellHeight, gap } = grid;
  const column = index % columns;
  return {
    left: left + column * cellWidth + Math.floor(column / blockColumns(grid)) * gap,
    top: top + Math.floor(index / columns) * cellHeight,
    width: cellWidth,
    height: cellHeight,
  };
}

/** The entry drawn at a point of the board; null outside. A point in the gap of two blocks belongs to the left one. */
export function indexAt(grid: Grid, x: number, y: number): number | null {
  const { left, top, rows, columns, cellWidth, cellHeight, blocks, gap } = grid;
  const right = x - left;
  const down = y - top;
  if (right < 0 || down < 0 || right >= widthOf(grid) || down >= heightOf(grid)) return null;
  const pitch = blockColumns(grid) * cellWidth + gap;
  const block = Math.min(blocks - 1, Math.floor(right / pitch));
  const inside = Math.min(blockColumns(grid) - 1, Math.floor((right - block * pitch) / cellWidth));
  const row = Math.min(rows - 1, Math.floor(down / cellHeight));
  return row * columns + block * blockColumns(grid) + inside;
}

/** Cells of fewer device pixels are not snapped one by one: too much would be lost. */
const LEAST_SNAPPED = 4;

/**
 * The size of a cell, `count` of which fit into `room`: whole device pixels, so that all are equal; small ones share
 * their whole number of pixels.
 */
export function cellSize(room: number, count: number, pixelRatio: number): number {
  const pixels = (room * pixelRatio) / count;
  if (pixels >= LEAST_SNAPPED) return Math.floor(pixels) / pixelRatio;
  return Math.max(1, Math.floor(room * pixelRatio)) / pixelRatio / count;
}
