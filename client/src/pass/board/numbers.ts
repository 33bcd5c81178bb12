/** How the board writes its numbers. */
import { fixed, magnitude } from '../../language/format.ts';

/** As it stands in a reading: three decimals or three digits, an exact zero as 0, the rest with a power of ten. */
export function readingText(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 10_000 || size < 0.0001) return magnitude(value, 3);
  return fixed(value, size >= 0.01 ? 3 : 2 - Math.floor(Math.log10(size)));
}

/** A reading, and shorter ones for a cell without room: fewer digits, never fewer places before the point. */
export function shorterReadings(value: number): readonly string[] {
  const whole = readingText(value);
  return whole.includes('·') ? [whole, magnitude(value, 2), magnitude(value, 1)] : [whole];
}

/** Decimals with which the entries of a picture of this scale are told apart. */
export function decimalsOf(scale: number): number {
  const power = Math.floor(Math.log10(scale));
  return Math.max(1, power >= 0 ? 3 - power : 2 - power);
}

/** A 1-2-5 scale: ±0.5, ±2·10⁻⁵. */
export const scaleText = (scale: number): string =>
  `±${scale >= 0.001 && scale < 10_000 ? String(scale) : magnitude(scale)}`;
