/** Where the nodes of a graph are drawn, and the two arrows of each edge: the value's with the flow, the gradient's against it. */
import type { Box } from '../board/grid.ts';

export interface EdgeDrawing {
  /** The path of the value's arrow, from the input to what is computed of it. */
  readonly value: string;
  /** The path of the gradient's arrow, the other way. */
  readonly gradient: string;
  /** Of what is written beside it: no edge goes through it. */
  readonly label: Box;
  /** What is written stands at the right of the arrows, not below them. */
  readonly isBeside: boolean;
}

/** In CSS pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Box>;
  readonly edges: ReadonlyMap<string, EdgeDrawing>;
}

export type Point = readonly [x: number, y: number];

/** Half the distance of an edge's two arrows, in the size of the least text. */
export const APART = 0.3;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Straight from point to point. */
export const straight = (points: readonly Point[]): string =>
  points.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');

/** From point to point in curves that leave and reach each of them level. */
export function curveOf(points: readonly Point[]): string {
  const [[x, y], ...rest] = points;
  let [left, top] = [x, y];
  const parts = [`M${round(x)} ${round(y)}`];
  for (const [nextX, nextY] of rest) {
    const middle = round((left + nextX) / 2);
    parts.push(
      Math.abs(nextY - top) < 0.5
        ? `L${round(nextX)} ${round(nextY)}`
        : `C${middle} ${round(top)} ${middle} ${round(nextY)} ${round(nextX)} ${round(nextY)}`,
    );
    [left, top] = [nextX, nextY];
  }
  return parts.join('');
}
