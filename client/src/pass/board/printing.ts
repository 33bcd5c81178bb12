/** Entries printed in their cells: how large, and with how many decimals. */
import type { Grid } from './grid.ts';

export interface Printing {
  readonly decimals: number;
  readonly size: number;
}

/** Width of a digit of the mono face, in its size. */
const DIGIT = 0.6;
/** In CSS pixels, where somebody sits before it (SPEC SZ3). From afar no text is smaller than the main text. */
const LEAST_SIZE = 12;
/** In rem. */
const MOST_SIZE = 1;
/** Of a row's height: digits have nothing below the line. */
const OF_ROW = 0.96;
const LEAST_DECIMALS = 2;
const MOST_DECIMALS = 6;

/**
 * How the entries of a picture are printed in their cells; null where they do not fit, or where what fits could not
 * show two digits of them.
 *
 * @param needed decimals that the scale asks for
 * @param far whether it is read from afar, on a projector
 */
export function printing(grid: Grid, needed: number, rem: number, far: boolean): Printing | null {
  const largest = Math.min(MOST_SIZE * rem, OF_ROW * grid.cellHeight);
  for (
    let decimals = Math.min(needed, MOST_DECIMALS);
    decimals >= Math.max(LEAST_DECIMALS, needed - 1);
    decimals--
  ) {
    // A sign, a digit and the point come before the decimals.
    const size = Math.min(largest, (grid.cellWidth - 3) / (DIGIT * (decimals + 3)));
    if (size >= leastSize(rem, far)) return { decimals, size };
  }
  return null;
}

const leastSize = (rem: number, far: boolean): number => (far ? MOST_SIZE * rem : LEAST_SIZE);

/** The height of a row in which an entry can still be printed. */
export const printedRow = (rem: number, far: boolean): number => Math.ceil(leastSize(rem, far) / OF_ROW);
