/** How numbers are printed in a column of a phone's rows: with the decimals of their scale, as far as they fit. */
import { fixed, magnitude } from '../../language/format.ts';
import { needsLightText } from '../board/heatmap.ts';
import { decimalsOf } from '../board/numbers.ts';
import { LEVELS, paletteOf } from '../board/palette.ts';
import type { Column } from './parts.ts';

export interface Printing {
  readonly decimals: number;
  /** CSS pixels; null: as large as in every row. */
  readonly size: number | null;
}

/** In rem: the size of the numbers of a row where there is room. */
export const NUMBER = 0.875;
/** CSS pixels that no number is smaller than. */
const LEAST = 12;
const MOST_DECIMALS = 5;
/** A single number has no scale. */
const SINGLE_DECIMALS = 3;
/** From here on a number is written with a power of ten: of a run whose numbers are lost. */
const POWER = 5;
/** Sign, one digit and the point. */
const BEFORE_DECIMALS = 3;

/** `width` of the column's place and `digit`, of a digit as the rows have it, in CSS pixels; a digit of 0: not measured yet. */
export function printingOf(
  { scale, values }: Column,
  { width, digit, rem }: { readonly width: number; readonly digit: number; readonly rem: number },
): Printing {
  const wanted = Math.min(MOST_DECIMALS, scale === null ? SINGLE_DECIMALS : decimalsOf(scale));
  const powers = Array.from(values ?? [], (value) => Math.floor(Math.log10(Math.abs(value) || 1)));
  const before = BEFORE_DECIMALS + Math.max(0, ...powers.map((power) => Math.min(power, POWER)));
  if (digit === 0) return { decimals: wanted, size: null };
  const roomy = Math.floor(width / digit) - before;
  if (roomy >= wanted) return { decimals: wanted, size: null };
  const decimals = Math.max(2, Math.min(wanted, roomy));
  const size = (width / ((before + decimals) * digit)) * NUMBER * rem;
  return { decimals, size: roomy >= decimals ? null : Math.max(LEAST, size) };
}

export interface Printed {
  readonly text: string;
  /** Of its value in the lane's palette; null: in ink on the page. */
  readonly colour: string | null;
  /** On its colour a light text is legible. */
  readonly light: boolean;
}

/** A number of a column as it stands in its cell. */
export function printed(
  value: number,
  { scale, lane }: Column,
  decimals: number,
  theme: Parameters<typeof paletteOf>[0],
): Printed {
  const text = textOf(value, scale, decimals);
  if (scale === null) return { text, colour: null, light: false };
  const palette = paletteOf(theme, lane);
  const level = Math.round(Math.max(-1, Math.min(1, value / scale)) * LEVELS);
  return {
    text,
    colour: rgb(Number.isNaN(level) ? palette.notANumber : palette.colours[LEVELS + level]),
    light: needsLightText(value, scale, palette),
  };
}

function textOf(value: number, scale: number | null, decimals: number): string {
  if (scale === null && Number.isInteger(value) && Math.abs(value) < 10 ** POWER)
    return String(value).replace('-', '−');
  if (value === 0) return '0';
  if (Math.abs(value) >= 10 ** POWER) return magnitude(value, 2);
  // What rounds to zero is not zero.
  return Number(fixed(Math.abs(value), decimals)) === 0 ? '≈0' : fixed(value, decimals);
}

const rgb = (word: number): string => `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;
