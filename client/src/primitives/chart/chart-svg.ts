/** A chart as SVG, drawn from the same lines as on the page; it needs no style sheet (SPEC PN3). Black on white, sizes in its own units. */
import { dashes, decades, powerOf, short, type Axis, type Line } from './line.ts';
import { escaped, type Svg } from './svg.ts';

const WIDTH = 640;
const HEIGHT = 380;
/** Of the plot within the picture. */
const PLOT = { left: 64, right: WIDTH - 18, top: 70, bottom: HEIGHT - 62 } as const;
const FONT = "'Inter', 'Helvetica Neue', Arial, 'Noto Sans KR', sans-serif";
const INK = '#1b1f24';
const MUTED = '#5f6672';
const RULE = '#dfdcd2';

export interface ChartPicture {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly axis: Axis;
  readonly latest: string;
  /** Under the axis. */
  readonly across: string;
}

/** Where a number stands along an axis of so many units; null: it has no place there. */
interface Scale {
  readonly at: (value: number) => number | null;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

export function chartSvg({ title, lines, axis, latest, across }: ChartPicture): Svg {
  const last = Math.max(1, ...lines.map(({ points }) => points.at(-1)?.x ?? 0));
  const x = linear(0, last, PLOT.left, PLOT.right, 5);
  const y = axis.logarithmic
    ? logarithmic(lines)
    : linear(...boundsOf(lines, axis), PLOT.bottom, PLOT.top, 4);
  const body = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(PLOT.left, 26, title, { size: 17, weight: 650 }),
    ...legend(lines),
    ...y.ticks.flatMap(({ value, text: named }) => {
      const at = y.at(value);
      if (at === null) return [];
      return [
        `<path d="M${PLOT.left} ${at}H${PLOT.right}" stroke="${RULE}" stroke-width="0.8"/>`,
        text(PLOT.left - 8, at + 4, named, { fill: MUTED, anchor: 'end' }),
      ];
    }),
    `<path d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}" stroke="${MUTED}" stroke-width="1"/>`,
    ...x.ticks.map(({ value, text: named }) =>
      text(x.at(value) ?? PLOT.left, PLOT.bottom + 18, named, { fill: MUTED, anchor: 'middle' }),
    ),
    text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 36, across, { fill: MUTED, anchor: 'middle' }),
    ...lines.map((line) => drawn(line, x, y)),
    text(PLOT.left, HEIGHT - 8, latest, { fill: MUTED }),
  ];
  return {
    width: WIDTH,
    height: HEIGHT,
    text: `<svg xmlns="http://www.w3.org/2000/svg" width="180mm" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="${escaped(FONT)}" font-size="13"><title>${escaped(title)}</title>${body.join('')}</svg>`,
  };
}

interface TextStyle {
  readonly size?: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

const text = (
  x: number,
  y: number,
  said: string,
  { size = 13, weight = 400, fill = INK, anchor = 'start' }: TextStyle,
): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped(said)}</text>`;

const round = (value: number): number => Math.round(100 * value) / 100;

/** A name beside its stroke, as long as there is room in the line. */
function legend(lines: readonly Line[]): readonly string[] {
  let left: number = PLOT.left;
  return lines.flatMap(({ name, stroke }) => {
    const mark =
      stroke === 'dots'
        ? [4, 13, 22].map((at) => `<circle cx="${left + at}" cy="46" r="1.8" fill="${MUTED}"/>`).join('')
        : `<path d="M${left} 46h26" stroke="${INK}" stroke-width="1.8" stroke-dasharray="${dashes[stroke].join(' ')}"/>`;
    const said = text(left + 33, 50, name, { fill: MUTED });
    left += 52 + 7 * name.length;
    return [mark, said];
  });
}

function drawn({ stroke, points, marked, ringed = [] }: Line, x: Scale, y: Scale): string {
  const places = points.map((point) => [x.at(point.x), y.at(point.y)] as const);
  const marks = (radius: number, fill: string): string =>
    places
      .flatMap(([left, top]) =>
        left === null || top === null ? [] : `<circle cx="${round(left)}" cy="${round(top)}" r="${radius}"/>`,
      )
      .reduce((all, one) => all + one, `<g fill="${fill}">`) + '</g>';
  const rings = ringed.flatMap((point) => {
    const [left, top] = [x.at(point.x), y.at(point.y)];
    if (left === null || top === null) return [];
    return `<circle cx="${round(left)}" cy="${round(top)}" r="5" fill="none" stroke="${INK}" stroke-width="1.4"/>`;
  });
  if (stroke === 'dots') return marks(1.2, MUTED);
  let down = false;
  const path = places
    .map(([left, top]) => {
      // What has no place interrupts the line.
      if (left === null || top === null) return void (down = false);
      const to = `${down ? 'L' : 'M'}${round(left)} ${round(top)}`;
      down = true;
      return to;
    })
    .filter((part) => part !== undefined)
    .join('');
  return `<path d="${path}" fill="none" stroke="${INK}" stroke-width="${stroke === 'heavy' ? 3.6 : stroke === 'dotted' ? 2.4 : 1.8}" stroke-linejoin="round" stroke-linecap="${stroke === 'dotted' ? 'round' : 'butt'}" stroke-dasharray="${dashes[stroke].join(' ')}"/>${marked ? marks(2.2, INK) : ''}${rings.join('')}`;
}

function boundsOf(lines: readonly Line[], axis: Extract<Axis, { logarithmic: false }>): [number, number] {
  const heights = lines.flatMap(({ points }) => points.map(({ y }) => y)).filter(Number.isFinite);
  const min = axis.min ?? heights.reduce((least, y) => Math.min(least, y), 0);
  const max = axis.max ?? heights.reduce((most, y) => Math.max(most, y), min);
  return [min, max > min ? max : min + 1];
}

/** Ticks at 1, 2 or 5 times a power of ten, at most so many. */
function linear(min: number, max: number, from: number, to: number, most: number): Scale {
  const rough = (max - min) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  const first = Math.ceil(min / step);
  const count = Math.floor(max / step + 1e-9) - first + 1;
  return {
    at: (value) => (Number.isFinite(value) ? from + ((value - min) / (max - min)) * (to - from) : null),
    ticks: Array.from({ length: count }, (_, k) => {
      const value = Number(((first + k) * step).toPrecision(12));
      return { value, text: short(value) };
    }),
  };
}

function logarithmic(lines: readonly Line[]): Scale {
  const { min = 0.1, max = 1 } = decades(lines);
  const [low, high] = [Math.log10(min), Math.log10(max)];
  const from = Math.round(low);
  const count = Math.max(1, Math.round(high) - from + 1);
  const every = Math.ceil(count / 5);
  return {
    at: (value) =>
      value > 0 && Number.isFinite(value)
        ? PLOT.bottom - ((Math.log10(value) - low) / (high - low)) * (PLOT.bottom - PLOT.top)
        : null,
    ticks: Array.from({ length: count }, (_, k) => k)
      .filter((k) => k % every === 0)
      .map((k) => {
        const value = Number(`1e${from + k}`);
        return { value, text: powerOf(value) ?? '' };
      }),
  };
}
