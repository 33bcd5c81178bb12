/** From numbers to pixels: one a cell. The hot path of every frame. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { LEVELS, type Palette } from './palette.ts';

/**
 * Paints every value into the pixel of the same index; what lies beyond the scale as its end (`countBeyond` counts it).
 *
 * @param gain levels a unit of `values`: LEVELS / scale (see `gainOf`)
 * @param image the pixels as words, at least as long as `values`
 */
export function paint(values: Reals, gain: number, palette: Palette, image: Uint32Array): void {
  const { colours, notANumber } = palette;
  for (let i = 0; i < values.length; i++) {
    // From −255.5 to 255.5 truncation of the shifted value rounds to the nearest level.
    const level = values[i] * gain;
    if (level >= LEVELS + 0.5) {
      image[i] = colours[2 * LEVELS];
    } else if (level <= -LEVELS - 0.5) {
      image[i] = colours[0];
    } else if (level === level) {
      image[i] = colours[(level + LEVELS + 0.5) | 0];
    } else {
      image[i] = notANumber;
    }
  }
}

export const gainOf = (scale: number): number => LEVELS / scale;

/** Whether light text is read better on the colour of this value. */
export function needsLightText(value: number, scale: number, palette: Palette): boolean {
  const level = Math.round(Math.max(-1, Math.min(1, value / scale)) * LEVELS);
  return Number.isNaN(level) ? palette.lightOnNotANumber : palette.lightText[LEVELS + level] === 1;
}
