/** What colour cannot say of a cell: exactly zero, zero only as it is rounded, beyond the scale, and, on demand, its sign. */
import type { Tensor } from '../../picture/picture.ts';
import { cellBox, type Grid } from './grid.ts';
import { needsLightText } from './heatmap.ts';
import { LEVELS, type Palette } from './palette.ts';

/** Cells smaller than this hold no mark. */
const LEAST_CELL = 5;
const LEAST_SIGN_CELL = 7;

const DARK = '#000000';
const LIGHT = '#ffffff';

export interface MarkOptions {
  readonly scale: number;
  readonly palette: Palette;
  readonly signs: boolean;
  /** CSS pixels of a line. */
  readonly line: number;
  /** Decimals with which the entries are printed in their cells; null: only their colour is there. */
  readonly decimals: number | null;
}

/**
 * Below this absolute value an entry that is not zero is shown as one: it prints as 0, or has the colour of 0. Drawn as a
 * ring, where an exact zero is a dot (SPEC UI2).
 */
export const roundingBound = ({ scale, decimals }: Pick<MarkOptions, 'scale' | 'decimals'>): number =>
  decimals === null ? scale / (2 * LEVELS) : Number(`0.5e-${decimals}`);

export const roundsToZero = (value: number, bound: number): boolean => value !== 0 && Math.abs(value) < bound;

/** Whether anything of this tensor would be marked. */
export function hasMarks({ values, rounded }: Tensor, grid: Grid, options: MarkOptions): boolean {
  if (Math.min(grid.cellWidth, grid.cellHeight) < LEAST_CELL) return false;
  if (options.signs) return true;
  const bound = roundingBound(options);
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > options.scale || (size < bound && !rounded)) return true;
  }
  return false;
}

/** Draws on a context in CSS pixels whose origin is the grid's corner. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  { values, rounded }: Tensor,
  grid: Grid,
  options: MarkOptions,
): void {
  const { scale, palette, signs, line } = options;
  const bound = roundingBound(options);
  const size = Math.min(grid.cellWidth, grid.cellHeight);
  const withSigns = signs && size >= LEAST_SIGN_CELL;
  const dot = Math.max(1, Math.min(2.2 * line, size * 0.12));
  const arm = Math.min(4 * line, size * 0.26);
  const corner = Math.min(6 * line, size * 0.4);
  const atOrigin = { ...grid, left: 0, top: 0 };
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const clipped = Math.abs(value) > scale;
    // What is rounded to zero is not exactly zero.
    const zero = value === 0 && !rounded;
    const ring = !rounded && roundsToZero(value, bound);
    if (!zero && !ring && !clipped && !withSigns) continue;
    const { left, top, width, height } = cellBox(atOrigin, i);
    const [x, y] = [left + width / 2, top + height / 2];
    context.fillStyle = needsLightText(value, scale, palette) ? LIGHT : DARK;
    context.beginPath();
    if (zero) {
      context.arc(x, y, dot, 0, 2 * Math.PI);
    } else if (ring) {
      context.arc(x, y, 1.3 * dot, 0, 2 * Math.PI);
      context.lineWidth = Math.max(0.7, 0.35 * dot);
      context.strokeStyle = context.fillStyle;
      context.stroke();
      continue;
    } else if (withSigns && value !== 0) {
      context.rect(x - arm, y - 0.6 * line, 2 * arm, 1.2 * line);
      if (value > 0) context.rect(x - 0.6 * line, y - arm, 1.2 * line, 2 * arm);
    }
    if (clipped) {
      context.moveTo(left + width, top);
      context.lineTo(left + width - corner, top);
      context.lineTo(left + width, top + corner);
    }
    context.fill();
  }
}
