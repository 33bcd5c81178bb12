/** One curve of a chart. Curves are told apart by dash and weight, never by hue: hue means sign. */
import type { ChartConfiguration } from 'chart.js';
import { count } from '../../language/format.ts';
import type { Point } from './running-mean.ts';

export type Stroke = 'solid' | 'dashed' | 'dotted' | 'dash-dot' | 'long' | 'heavy' | 'dots';

export interface Line {
  readonly name: string;
  readonly stroke: Stroke;
  readonly points: readonly Point[];
  /** Each point is marked: there are few. */
  readonly marked?: boolean;
  /** Points of its own kind, each with a ring around it. */
  readonly ringed?: readonly Point[];
}

export type Axis =
  | { readonly logarithmic: true }
  | { readonly logarithmic: false; readonly min?: number; readonly max?: number };

/** As the page has them now. */
export interface Ink {
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  readonly font: string;
  readonly size: number;
}

export const dashes: Readonly<Record<Stroke, readonly number[]>> = {
  solid: [],
  dashed: [7, 4],
  dotted: [1.5, 3.5],
  'dash-dot': [8, 3, 1.5, 3],
  long: [14, 4],
  heavy: [],
  dots: [],
};

/** 12,000 as 12k, 1,500 as 1.5k, 2,000,000 as 2M: an axis has little room. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size < 1000) return String(value);
  // 5e41: what diverged has its place on the axis too.
  if (size >= 1e9)
    return value
      .toExponential()
      .replace(/(\.\d)\d*/, '$1')
      .replace('e+', 'e');
  if (size >= 1e6) return `${tenths(value / 1e6)}M`;
  return `${size < 10_000 ? tenths(value / 1000) : count(value / 1000)}k`;
}

const tenths = (value: number): number => Math.round(10 * value) / 10;

export function configurationOf(
  lines: readonly Line[],
  axis: Axis,
  ink: Ink,
): ChartConfiguration<'line', Point[]> {
  const ticks = { color: ink.muted, font: { family: ink.font, size: ink.size }, maxRotation: 0 };
  const last = Math.max(1, ...lines.map(({ points }) => points.at(-1)?.x ?? 0));
  return {
    type: 'line',
    data: {
      datasets: lines.flatMap(({ stroke, points, marked, ringed }) => [
        {
          data: points as Point[],
          // A mark at the end of the axis is whole.
          clip: 4,
          showLine: stroke !== 'dots',
          borderColor: ink.ink,
          borderWidth: stroke === 'heavy' ? 3.6 : stroke === 'dotted' ? 2.2 : 1.8,
          borderDash: [...dashes[stroke]],
          borderCapStyle: stroke === 'dotted' ? ('round' as const) : ('butt' as const),
          pointRadius: stroke === 'dots' ? 1 : marked ? 2 : 0,
          // The tokens are six hexadecimal digits: two more make it light.
          pointBackgroundColor: stroke === 'dots' ? `${ink.muted}66` : ink.ink,
          pointBorderWidth: 0,
          tension: 0,
        },
        ...(ringed ? [rings(ringed, ink)] : []),
      ]),
    },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      // Of more points than can be told apart the least and the greatest of each pixel.
      plugins: { decimation: { enabled: true, algorithm: 'min-max' } },
      layout: { padding: { right: 6 } },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: last,
          grid: { display: false },
          border: { color: ink.rule },
          ticks: { ...ticks, precision: 0, maxTicksLimit: 5, callback: (value) => short(Number(value)) },
        },
        y: {
          type: axis.logarithmic ? 'logarithmic' : 'linear',
          ...boundsOf(lines, axis),
          grid: { color: ink.rule, lineWidth: 0.6 },
          border: { display: false },
          afterFit: (scale) => {
            // The same width for every number, so that nothing moves while a run is live.
            scale.width = 3.6 * ink.size;
          },
          ticks: {
            ...ticks,
            maxTicksLimit: 4,
            callback: (value) => (axis.logarithmic ? powerOf(Number(value)) : short(Number(value))),
          },
        },
      },
    },
  };
}

const rings = (points: readonly Point[], ink: Ink) => ({
  data: points as Point[],
  clip: 8,
  showLine: false,
  pointRadius: 5,
  pointBackgroundColor: 'transparent',
  pointBorderColor: ink.ink,
  pointBorderWidth: 1.4,
});

function boundsOf(lines: readonly Line[], axis: Axis): { min?: number; max?: number } {
  if (axis.logarithmic) return decades(lines);
  const { min, max } = axis;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** Whole powers of ten around every point, so that a logarithmic axis has two names at least. */
export function decades(lines: readonly Line[]): { min?: number; max?: number } {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { points } of lines) {
    for (const { y } of points) {
      least = Math.min(least, y);
      greatest = Math.max(greatest, y);
    }
  }
  if (least > greatest) return {};
  return {
    min: Number(`1e${Math.floor(Math.log10(least))}`),
    max: Number(`1e${Math.floor(Math.log10(greatest)) + 1}`),
  };
}

/** Whole powers of ten only. */
export function powerOf(value: number): string | null {
  const power = Math.log10(value);
  if (Math.abs(power - Math.round(power)) > 1e-6) return null;
  return value >= 0.001 && value <= 1000 ? String(value) : `1e${Math.round(power)}`;
}
