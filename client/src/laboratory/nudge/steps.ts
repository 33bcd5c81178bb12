/** Where h stands on its slider, and how it is written. */
import { fixed, magnitude } from '../../language/format.ts';

/** 10⁻¹², 2·10⁻¹², 5·10⁻¹², …, 1 */
const SIZES: readonly number[] = [
  ...Array.from({ length: 12 }, (_, k) => [1, 2, 5].map((first) => Number(`${first}e${k - 12}`))).flat(),
  1,
];

/** The slider's ends, ±1; in its middle h is 0. */
export const END = SIZES.length;

export const stepAt = (place: number): number =>
  place === 0 ? 0 : Math.sign(place) * SIZES[Math.min(END, Math.abs(place)) - 1];

/** The nearest place. */
export function placeOf(h: number): number {
  if (h === 0) return 0;
  const distances = SIZES.map((size) => Math.abs(Math.log(size / Math.abs(h))));
  return Math.sign(h) * (1 + distances.indexOf(Math.min(...distances)));
}

/** With the digits that it has, four at the most. */
export function stepText(h: number): string {
  const [mantissa] = Math.abs(h).toExponential().split('e');
  const digits = Math.min(4, mantissa.replace('.', '').length);
  const size = Math.abs(h);
  if (size < 0.001 && h !== 0) return magnitude(h, digits).replace(/^(−?)1·/, '$1');
  return fixed(h, h === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
}

/** Digits that are compared. */
const DIGITS = 6;

/** With six digits: enough to see how far two slopes agree. */
export function slopeText(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 10_000 || size < 0.001) return magnitude(value, DIGITS);
  return fixed(value, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(size))));
}
