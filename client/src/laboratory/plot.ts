/** Places in a plot. What is drawn on a logarithmic axis comes here as its logarithm. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
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
