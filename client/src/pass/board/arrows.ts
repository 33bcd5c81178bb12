/** −η∇J as arrows in the cells of a parameter: up is plus, as long as the entry is large (lecture S11). */
import type { Tensor } from '../../picture/picture.ts';
import { cellBox, heightOf, widthOf, type Grid } from './grid.ts';
import { greatestOf } from './scale.ts';

/** Cells smaller than this, in CSS pixels, hold no arrow. */
const LEAST_CELL = 6;
/** Of the largest entry, as a share of the cell's height. */
const LONGEST = 0.86;
/** Shorter ones are left out: a step that nobody could see. */
const SHORTEST = 2;
/** In lines: beside a cell with a number, in the gap to the next column, and how far a head reaches to each side. */
const BESIDE = 6;
const HEAD = 3.5;
/** In lines: what the arrows of a column take to its right. */
export const BESIDE_WIDTH = 12;

export const holdsArrows = ({ cellWidth, cellHeight }: Grid): boolean =>
  Math.min(cellWidth, cellHeight) >= LEAST_CELL;

/** Draws on a context in CSS pixels whose origin is the grid's corner: first the halo, then the arrow. `unit`: CSS pixels of a line. */
export function drawArrows(
  context: CanvasRenderingContext2D,
  { values }: Tensor,
  grid: Grid,
  colours: { readonly line: string; readonly halo: string },
  unit = 1,
): void {
  context.clearRect(0, 0, widthOf(grid) + BESIDE_WIDTH * unit, heightOf(grid));
  const greatest = greatestOf(values);
  if (greatest === 0 || !holdsArrows(grid)) return;
  const atOrigin = { ...grid, left: 0, top: 0 };
  const paths = new Path2D();
  for (let i = 0; i < values.length; i++) {
    const { left, top, width, height } = cellBox(atOrigin, i);
    const length = (LONGEST * height * Math.abs(values[i])) / greatest;
    if (length < SHORTEST) continue;
    // Never over a number.
    const isWide = width > 2.2 * height;
    const x = grid.columns === 1 ? left + width + BESIDE * unit : left + (isWide ? width - 5 : width / 2);
    const up = values[i] > 0 ? -1 : 1;
    const tip = top + height / 2 + (up * length) / 2;
    const head = Math.min(0.3 * width, 0.45 * length, HEAD * unit);
    paths.moveTo(x, tip - up * length);
    paths.lineTo(x, tip);
    paths.moveTo(x - head, tip - up * head);
    paths.lineTo(x, tip);
    paths.lineTo(x + head, tip - up * head);
  }
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const [style, width] of [
    [colours.halo, 3.2 * unit],
    [colours.line, 1.3 * unit],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke(paths);
  }
}
