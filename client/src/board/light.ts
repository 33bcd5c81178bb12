/** From what a reading lights up to rectangles on the board. */
import { boxOf, cellBox, type Box } from './frame.ts';
import type { BoardLayout } from './layout.ts';
import type { Light } from './reading.ts';

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
  const frame = layout.frames[quantity];
  const m = layout.frames.W.columns;
  if (quantity === 'W' || quantity === 'gradientOfW') {
    if (row === null && column === null) return boxOf(frame);
    const first = (row ?? 0) * m + (column ?? 0);
    const last = (row ?? frame.rows - 1) * m + (column ?? m - 1);
    return union(cellBox(frame, first), cellBox(frame, last));
  }
  const entry = quantity === 'x' || quantity === 'gradientOfX' ? column : row;
  return entry === null ? boxOf(frame) : cellBox(frame, entry);
}
