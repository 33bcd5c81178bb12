/**
 * Colours of the pictures: 511 levels from −scale over zero to +scale, for values (orange −, blue +) and gradients
 * (green −, purple +), in a light and a dark set of their own. Mixed in OKLab (Ottosson 2020), so that equal steps of
 * the number look like equal steps.
 */
import type { ThemeName } from '../../styles/theme.svelte.ts';
import type { Lane } from './tensors.ts';

/** Levels on each side of zero. */
export const LEVELS = 255;

export interface Palette {
  /** Entry LEVELS + k is the colour of level k as a little-endian RGBA word, as ImageData holds it; k from −255 to 255. */
  readonly colours: Uint32Array;
  /** 1 where light text is read better than dark on the level's colour. */
  readonly lightText: Uint8Array;
  /** Neither plus nor minus: what is not a number. */
  readonly notANumber: number;
  /** Whether light text is read better on it. */
  readonly lightOnNotANumber: boolean;
}

/** Where white and black are read equally well on a colour, 4.58 : 1: √(1.05 · 0.05) − 0.05. */
const LIGHT_TEXT_BELOW = 0.179;

type Rgb = readonly [red: number, green: number, blue: number];

const anchors: Readonly<
  Record<ThemeName, { readonly zero: Rgb } & Readonly<Record<Lane, readonly [Rgb, Rgb]>>>
> = {
  light: {
    zero: [250, 249, 246],
    values: [
      [208, 85, 2],
      [22, 88, 158],
    ],
    gradients: [
      [22, 112, 50],
      [106, 33, 134],
    ],
  },
  dark: {
    zero: [34, 38, 44],
    values: [
      [255, 150, 66],
      [106, 178, 255],
    ],
    gradients: [
      [94, 204, 126],
      [208, 138, 246],
    ],
  },
};

const NOT_A_NUMBER: Readonly<Record<ThemeName, Rgb>> = { light: [27, 31, 36], dark: [236, 234, 227] };

export function createPalette(theme: ThemeName, lane: Lane): Palette {
  const { zero, [lane]: ends } = anchors[theme];
  const colours = new Uint32Array(2 * LEVELS + 1);
  const lightText = new Uint8Array(2 * LEVELS + 1);
  for (let level = -LEVELS; level <= LEVELS; level++) {
    const colour = mix(zero, ends[level < 0 ? 0 : 1], Math.abs(level) / LEVELS);
    colours[LEVELS + level] = word(colour);
    lightText[LEVELS + level] = isDark(colour) ? 1 : 0;
  }
  const none = NOT_A_NUMBER[theme];
  return { colours, lightText, notANumber: word(none), lightOnNotANumber: isDark(none) };
}

const made = new Map<string, Palette>();

/** Made once for each theme and lane. */
export function paletteOf(theme: ThemeName, lane: Lane): Palette {
  const key = `${theme} ${lane}`;
  const palette = made.get(key) ?? createPalette(theme, lane);
  made.set(key, palette);
  return palette;
}

const word = ([red, green, blue]: Rgb): number => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** sRGB channel to light (IEC 61966-2-1). */
const linear = (channel: number): number => {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

const channel = (light: number): number => {
  const value = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
};

/** Relative luminance (WCAG 2). */
const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

const isDark = (colour: Rgb): boolean => luminance(colour) < LIGHT_TEXT_BELOW;

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const a = oklab(from);
  const b = oklab(to);
  return fromOklab(a.map((value, index) => value + (b[index] - value) * share) as [number, number, number]);
}

function oklab([red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    channel(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
