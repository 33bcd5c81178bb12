/** What a soak has measured, as a drawing: a panel for memory and one for time, each line with the straight line through it. */
import type { Slope } from '../slope.ts';

export interface Line {
  readonly name: string;
  readonly colour: string;
  /** Minutes, and megabytes or milliseconds. */
  readonly points: readonly (readonly [number, number])[];
  readonly slope: Slope;
}

export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [860, 300, 56, 250, 34, 34];

/** At most five steps of 1, 2 or 5 times a power of ten. */
function ticksTo(most: number): readonly number[] {
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * power).find((one) => one >= rough) ?? rough;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, k) => Number((k * step).toPrecision(6)));
}

const text = (x: number, y: number, said: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;

function panel({ title, unit, lines }: Panel, minutes: number, top: number): string {
  const most = 1.08 * Math.max(...lines.flatMap(({ points }) => points.map(([, y]) => y)));
  const [x0, x1, y0, y1] = [LEFT, WIDTH - RIGHT, top + HEIGHT - BOTTOM, top + TOP];
  const x = (minute: number): number => x0 + ((x1 - x0) * minute) / minutes;
  const y = (value: number): number => y0 + ((y1 - y0) * value) / most;
  const grid = ticksTo(most).map(
    (tick) =>
      `<path d="M${x0} ${y(tick).toFixed(1)}H${x1}" stroke="#ddd"/>${text(x0 - 8, y(tick) + 4, String(tick), 'text-anchor="end"')}`,
  );
  const times = ticksTo(minutes).map((tick) => text(x(tick), y0 + 18, String(tick), 'text-anchor="middle"'));
  const drawn = lines.map(({ name, colour, points, slope: { slope, error } }, k) => {
    const path = points
      .map(([at, value], i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)
      .join('');
    const label = y1 + 12 + 40 * k;
    return [
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
      `<path d="M${x1 + 16} ${label - 4}h18" stroke="${colour}" stroke-width="3"/>`,
      text(x1 + 40, label, name, 'font-weight="600"'),
      text(x1 + 40, label + 16, `${slope.toFixed(3)} ± ${error.toFixed(3)} ${unit} a minute`),
    ].join('');
  });
  return [
    text(x0, top + 20, `${title}, ${unit}`, 'font-weight="600"'),
    text(x1, y0 + 32, 'minutes', 'text-anchor="end"'),
    ...grid,
    ...times,
    ...drawn,
  ].join('\n');
}

export function chart(panels: readonly Panel[], minutes: number, title: string): string {
  const height = panels.length * HEIGHT + 30;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="#222" role="img" aria-label="${title}">
<title>${title}</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${panels.map((one, k) => panel(one, minutes, k * HEIGHT)).join('\n')}
</svg>
`;
}
