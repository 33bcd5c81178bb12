// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { createPalette, LEVELS } from './palette.ts';

const rgb = (word: number): readonly number[] => [word & 255, (word >>> 8) & 255, (word >>> 16) & 255];
const luminance = (word: number): number => {
  const [r, g, b] = rgb(word).map((channel) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

describe.each(['light', 'dark'] as const)('in the %s set', (theme) => {
  const values = createPalette(theme, 'values');
  const gradients = createPalette(theme, 'gradients');

  test('there are 511 opaque levels', () => {
    expect(values.colours).toHaveLength(511);
    expect(values.colours.every((word) => word >>> 24 === 255)).toBe(true);
  });

  test('zero is the same in both lanes', () => {
    expect(values.colours[LEVELS]).toBe(gradients.colours[LEVELS]);
  });

  test('hue is sign: orange − and blue +, green − and purple +', () => {
    const [red, green, blue] = [0, 1, 2];
    const minus = rgb(values.colours[0]);
    const plus = rgb(values.colours[2 * LEVELS]);
    expect(minus[red]).toBeGreaterThan(minus[blue] + 100);
    expect(plus[blue]).toBeGreaterThan(plus[red] + 100);
    const down = rgb(gradients.colours[0]);
    const up = rgb(gradients.colours[2 * LEVELS]);
    expect(down[green]).toBeGreaterThan(Math.max(down[red], down[blue]) + 40);
    expect(Math.min(up[red], up[blue])).toBeGreaterThan(up[green] + 40);
  });

  test('a level further from zero is never nearer to it in lightness', () => {
    for (const { colours } of [values, gradients]) {
      const zero = luminance(colours[LEVELS]);
      const away = Array.from(colours, (word) => Math.abs(luminance(word) - zero));
      const plus = away.slice(LEVELS);
      const minus = away.slice(0, LEVELS + 1).reverse();
      const falls = [plus, minus].flatMap((side) => side.slice(1).map((value, k) => side[k] - value));
      // A level is three whole bytes: their rounding is all that may take it back.
      expect(Math.max(...falls)).toBeLessThan(0.004);
    }
  });

  test('numbers printed on any level can be read: 4.5 : 1 at least (AA)', () => {
    const [black, white] = [0, 1];
    for (const { colours, lightText, notANumber, lightOnNotANumber } of [values, gradients]) {
      expect(contrast(luminance(notANumber), lightOnNotANumber ? white : black)).toBeGreaterThan(4.5);
      const contrasts = Array.from(colours, (word, index) =>
        contrast(luminance(word), lightText[index] ? white : black),
      );
      expect(Math.min(...contrasts)).toBeGreaterThan(4.5);
    }
  });
});
