/** From what a reading lights up to rectangles on the board. */
import { boxOf, cellBox, type Box } from './grid.ts';
import type { BoardLayout } from './board-layout.ts';
import { boxAt, type BoardEntry } from './board-entry.ts';
import type { Light } from './readable.ts';
import type { QuantityName } from './tensors.ts';

const union = (a: Box, b: Box): Box => {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  };
};

/** An entry, a whole row or column, or the whole tensor. A vector's entries are its rows, those of x its columns. */
export function lightBox(layout: BoardLayout, { quantity, row, column }: Light): Box {
  const grid = layout.grids[quantity];
  const m = grid.columns;
  if (m > 1 && grid.rows > 1) {
    if (row === null && column === null) return boxOf(grid);
    const first = (row ?? 0) * m + (column ?? 0);
    const last = (row ?? grid.rows - 1) * m + (column ?? m - 1);
    return union(cellBox(grid, first), cellBox(grid, last));
  }
  // Of a matrix with one row, as that of a single score without a layer, the column says which.
  const isRow = quantity === 'x' || quantity === 'gradientOfX' || (column !== null && row !== null && m > 1);
  const entry = isRow ? column : row;
  return entry === null ? boxOf(grid) : cellBox(grid, entry);
}

const ofW: readonly QuantityName[] = ['W', 'gradientOfW'];
/** Without a layer U lies under x. */
const ofU: readonly QuantityName[] = ['u', 'gradientOfU'];
const crossed: readonly QuantityName[] = ['b', 'gradientOfB'];

/**
 * From an entry of W or ∂J/∂W straight to its factors, as far as they lie in its row and column. A column of numbers on
 * the way is passed under.
 */
export function crosshair(
  layout: BoardLayout,
  place: BoardEntry,
  lights: readonly Light[],
): readonly string[] {
  const isMatrix = layout.grids.W.rows > 0 ? ofW : ofU;
  if (!isMatrix.includes(place.quantity)) return [];
  const from = boxAt(layout, place);
  const [x, y] = [from.left + from.width / 2, from.top + from.height / 2];
  return lights.flatMap((light): string[] => {
    const to = lightBox(layout, light);
    if (light.column !== null) {
      return [
        to.top < from.top
          ? `M${x} ${from.top}V${to.top + to.height}`
          : `M${x} ${from.top + from.height}V${to.top}`,
      ];
    }
    // On a phone the vectors are rows of their own, beside no row of W.
    if (y < to.top || y > to.top + to.height) return [];
    const passed = crossed
      .map((name) => boxOf(layout.grids[name]))
      .filter((box) => box.left + box.width < to.left && box.top <= y && y <= box.top + box.height);
    const starts = [from.left + from.width, ...passed.map((box) => box.left + box.width)];
    const ends = [...passed.map((box) => box.left), to.left];
    return starts.map((start, k) => `M${start} ${y}H${ends[k]}`);
  });
}
