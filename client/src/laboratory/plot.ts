/** Places in a plot. What is drawn on a logarithmic axis comes here as its logarithm. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
  readonly name: string;
}

export type PlotPoint = readonly [x: number, y: number];

export interface PlotLine {
  readonly points: readonly PlotPoint[];
  readonly stroke: 'solid' | 'dashed' | 'dotted';
  /** A broad line that others are drawn upon. */
  readonly broad?: boolean;
}

export const dashes: Readonly<Record<PlotLine['stroke'], string>> = {
  solid: 'none',
  dashed: '7 4',
  dotted: '1.5 4',
};

/** The place of a value between two edges. */
export const placeOn =
  ({ from, to }: Pick<Axis, 'from' | 'to'>, start: number, end: number) =>
  (value: number): number =>
    start + ((value - from) / (to - from)) * (end - start);

/** The path through points given in the picture's own places. */
export const pathOf = (points: readonly PlotPoint[]): string =>
  points.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** `count` values from one end to the other, both among them. */
export const samples = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

/** About how long a text is, in its size: a letter of Hangul is as wide as it is high. */
export const lengthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 0.95 : 0.62), 0);

/**
 * Every tick, or every second, third, … one, so that no two of their texts meet. Zero stays, where it is one of them.
 *
 * @param takes what a text takes along the axis, in the unit of `place`
 */
export function legible(
  ticks: readonly Tick[],
  place: (at: number) => number,
  takes: (text: string) => number,
): readonly Tick[] {
  const zero = Math.max(
    0,
    ticks.findIndex(({ at }) => at === 0),
  );
  for (let every = 1; every <= ticks.length; every++) {
    const kept = ticks.filter((_, k) => (k - zero) % every === 0);
    const meets = kept.some(
      ({ at, text }, k) =>
        k > 0 && Math.abs(place(at) - place(kept[k - 1].at)) < (takes(text) + takes(kept[k - 1].text)) / 2,
    );
    if (!meets) return kept;
  }
  return ticks.slice(zero, zero + 1);
}

/**
 * The heights of labels that each stand over their point: those that would lie on one another are lifted, line by line; what has no
 * place above stands below.
 *
 * @param points where each label stands by itself: its middle, its lower edge
 * @param label its size, how much lower it stands below its point, and the least height of a lower edge
 */
export function lifted(
  points: readonly PlotPoint[],
  label: { readonly width: number; readonly height: number; readonly below: number; readonly top: number },
): readonly number[] {
  const places: (number | undefined)[] = points.map(() => undefined);
  const order = [...points.keys()].sort((a, b) => points[a][0] - points[b][0]);
  const step = label.height / 4;
  for (const k of order) {
    const [x, y] = points[k];
    const near = order.flatMap((other) => {
      const at = places[other];
      return at !== undefined && Math.abs(points[other][0] - x) < label.width ? [at] : [];
    });
    const isTaken = (at: number): boolean => near.some((taken) => Math.abs(taken - at) < label.height);
    let at = Math.max(y, label.top);
    while (isTaken(at) && at - step >= label.top) at -= step;
    if (isTaken(at)) for (at = y + label.below; isTaken(at);) at += step;
    places[k] = at;
  }
  return places.map((at, k) => at ?? points[k][1]);
}
