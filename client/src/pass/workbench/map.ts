/** From a Jacobian to what the board's heatmap draws. */
import type { Jacobian } from '@deltaboard/shared/gradient/jacobian.ts';
import type { Grid } from '../board/grid.ts';
import { greatestOf, snap } from '../board/scale.ts';
import type { Tensor } from '../../picture/picture.ts';
import { notYet, tensor } from '../../picture/tensor.ts';

/** How many entries beside each other one pixel stands for, where so many columns share a width in device pixels. */
export const condensation = (columns: number, pixels: number): number =>
  Math.max(1, Math.ceil(columns / Math.max(1, Math.round(pixels))));

/** Of so many entries beside each other the one with the largest absolute value. */
export function condensed({ rows, columns, values, ...rest }: Tensor, each: number): Tensor {
  if (each === 1) return { rows, columns, values, ...rest };
  const fewer = Math.ceil(columns / each);
  const largest = new Float64Array(rows * fewer);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const k = i * fewer + Math.floor(j / each);
      const entry = values[i * columns + j];
      if (Math.abs(entry) > Math.abs(largest[k])) largest[k] = entry;
    }
  }
  return { ...rest, rows, columns: fewer, values: largest };
}

/** Null where it is not written out. */
export function tensorOfJacobian(jacobian: Jacobian, ready: boolean): Tensor | null {
  const { rows, columns } = jacobian;
  if (!ready) return notYet(rows, columns);
  return jacobian.kind === 'dense' ? tensor(rows, columns, jacobian.data) : null;
}

export const scaleOfTensor = ({ values }: Tensor): number => snap(greatestOf(values));

export const gridOf = (rows: number, columns: number, cellWidth: number, cellHeight: number): Grid => ({
  left: 0,
  top: 0,
  rows,
  columns,
  cellWidth,
  cellHeight,
  blocks: 1,
  gap: 0,
});

/** Cells as large as `columns` of them fit into a width, between two bounds; whole pixels where they are large enough. */
export function sharedCell(width: number, columns: number, least: number, most: number): number {
  const cell = width / Math.max(1, columns);
  return Math.max(least, Math.min(most, cell >= 4 ? Math.floor(cell) : cell));
}

/**
 * The width beyond which a picture gives way, so that all of them stand in one line: the widest first, and no more than
 * must be. Infinity where all fit.
 *
 * @param wanted widths in true proportion
 * @param least what a picture takes however narrow it is: that of its name
 */
export function widthLimit(wanted: readonly number[], least: number, room: number): number {
  let left = room;
  const taken = wanted.map((width) => Math.max(width, least)).sort((a, b) => a - b);
  for (const [k, width] of taken.entries()) {
    const share = left / (taken.length - k);
    if (width > share) return Math.max(1, share);
    left -= width;
  }
  return Infinity;
}
