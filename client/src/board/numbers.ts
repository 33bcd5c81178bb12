/** How the board writes its numbers. */
import { fixed, magnitude } from '../format.ts';

/** As it stands in a reading: three decimals, an exact zero as 0, small and large numbers with a power of ten. */
export function readingText(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  return size >= 0.01 && size < 10_000 ? fixed(value, 3) : magnitude(value, 3);
}

/** Decimals with which the entries of a picture of this scale show three digits. */
export const decimalsOf = (scale: number): number => Math.max(1, 2 - Math.floor(Math.log10(scale)));

/** A 1-2-5 scale: ±0.5, ±2·10⁻⁵. */
export const scaleText = (scale: number): string =>
  `±${scale >= 0.001 && scale < 10_000 ? String(scale) : magnitude(scale)}`;
