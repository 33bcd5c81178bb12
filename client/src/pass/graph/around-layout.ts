/**
 * Where a whole graph has no place: one node with what goes into it and what it goes into, so that upstream, local and downstream
 * gradient stand on one small screen. From top to bottom, the node as wide as the page, so that every edge is straight; where the place
 * is too low for that, from left to right.
 */
import type { Box } from '../board/grid.ts';
import { APART, curveOf, type Drawing, type EdgeDrawing, type Point } from './drawing.ts';
import { down } from './chain-layout.ts';
import type { GraphEdge } from './graph.ts';
import { lineOf, nodeHeight, toSign, type Metrics, type NodeBuild } from './node-parts.ts';

export interface AroundDrawing extends Drawing {
  readonly share: number;
}

type Ends = Pick<GraphEdge, 'id' | 'from' | 'to'>;

/** The node's inputs and what it goes into; one that goes in twice stands once. */
export const neighbours = (edges: readonly Ends[], focus: string) => ({
  inputs: [...new Set(edges.filter(({ to }) => to === focus).map(({ from }) => from))],
  outputs: [...new Set(edges.filter(({ from }) => from === focus).map(({ to }) => to))],
});

/** Between two rows, in lines: what is written beside an edge, and what more there may be. */
const DROP = { most: 2 } as const;
/** Where the place is lower still, pictures and distances are lower than elsewhere: what is said in words is not. */
const LOWEST = -0.2;
/** Between two nodes beside each other, in the size of the text. */
const BESIDE = 0.8;
const MOST_WIDTH = 40;
/** From left to right: of a node, and between two of them. */
const SIDEWAYS = { node: 13, gap: 9, least: 12, level: 0.62 } as const;

const rowsAround = (edges: readonly Ends[], focus: string): readonly (readonly string[])[] => {
  const { inputs, outputs } = neighbours(edges, focus);
  return [inputs, [focus], outputs].filter((row) => row.length > 0);
};

/** How the nodes are built, and how many lines stand beside an edge. */
export interface AroundBuild {
  of(id: string): NodeBuild;
  readonly lines: number;
}

const heightOf = (row: readonly string[], build: AroundBuild, metrics: Metrics, share: number): number =>
  Math.max(...row.map((id) => nodeHeight(build.of(id), metrics, share)));

const dropOf = (lines: number, metrics: Metrics, share: number): number =>
  (lines + share * (share < 0 ? 1 : DROP.most)) * lineOf(metrics);

const totalOf = (
  rows: readonly (readonly string[])[],
  build: AroundBuild,
  metrics: Metrics,
  share: number,
): number =>
  rows.reduce(
    (sum, row) => sum + heightOf(row, build, metrics, share),
    (rows.length - 1) * dropOf(build.lines, metrics, share),
  );

/** Whether what goes in, the node and what it goes into have their places beside each other, with what is written between them. */
const isWide = (width: number, { text }: Metrics): boolean => width >= 3 * SIDEWAYS.least * text;

/** CSS pixels that a place for any of the nodes is high at the least: from top to bottom, where it is wide enough from left to right. */
export function leastAround(
  edges: readonly Ends[],
  nodes: readonly string[],
  build: AroundBuild,
  width: number,
  metrics: Metrics,
): number {
  const columnOf = (column: readonly string[]): number =>
    column.reduce((sum, id) => sum + nodeHeight(build.of(id), metrics, 0), 0);
  return Math.max(
    ...nodes.map((focus) => {
      const rows = rowsAround(edges, focus);
      const upright = totalOf(rows, build, metrics, LOWEST);
      return isWide(width, metrics) ? Math.min(upright, Math.max(...rows.map(columnOf))) : upright;
    }),
  );
}

export function aroundLayout(
  edges: readonly Ends[],
  focus: string,
  build: AroundBuild,
  { width, height }: { readonly width: number; readonly height: number },
  metrics: Metrics,
): AroundDrawing {
  const { text } = metrics;
  const line = lineOf(metrics);
  const rows = rowsAround(edges, focus);
  const total = (share: number): number => totalOf(rows, build, metrics, share);
  const [lowest, least, most] = [total(LOWEST), total(0), total(1)];
  if (lowest > height && isWide(width, metrics))
    return sideways(edges, focus, rows, build, { width, height }, metrics);
  const share =
    height < least
      ? Math.max(LOWEST, (LOWEST * (least - height)) / (least - lowest))
      : Math.min(1, (height - least) / (most - least));

  const nodes = new Map<string, Box>();
  const inner = Math.min(width, MOST_WIDTH * text);
  let top = Math.max(0, (height - total(share)) / 2);
  for (const row of rows) {
    const each = (inner - (row.length - 1) * BESIDE * text) / row.length;
    const high = heightOf(row, build, metrics, share);
    row.forEach((id, k) => {
      const own = nodeHeight(build.of(id), metrics, share);
      nodes.set(id, {
        left: (width - inner) / 2 + k * (each + BESIDE * text),
        top: row === rows[0] && row[0] !== focus ? top + high - own : top,
        width: each,
        height: own,
      });
    });
    top += high + dropOf(build.lines, metrics, share);
  }

  const drawn = new Map<string, EdgeDrawing>();
  for (const { id, from, to } of edges) {
    const [start, end] = [nodes.get(from), nodes.get(to)];
    if (!start || !end || (from !== focus && to !== focus)) continue;
    // Several edges between the same two stand beside each other.
    const twins = edges.filter((edge) => edge.from === from && edge.to === to);
    const narrow = from === focus ? end : start;
    const part = narrow.width / twins.length;
    const x = narrow.left + (twins.findIndex((edge) => edge.id === id) + 0.5) * part;
    const pen = { apart: APART * text, text, line, width: part / 2 };
    drawn.set(id, down(x, start.top + start.height, end.top, pen));
  }
  return { width, height: Math.max(height, total(share)), nodes, edges: drawn, share };
}

function sideways(
  edges: readonly Ends[],
  focus: string,
  columns: readonly (readonly string[])[],
  build: AroundBuild,
  { width, height }: { readonly width: number; readonly height: number },
  metrics: Metrics,
): AroundDrawing {
  const { text } = metrics;
  const line = lineOf(metrics);
  const gap = Math.min(SIDEWAYS.gap * text, width / (2 * columns.length));
  const each = Math.min(SIDEWAYS.node * text, (width - (columns.length - 1) * gap) / columns.length);
  const own = (id: string): number => nodeHeight(build.of(id), metrics, 0);
  const nodes = new Map<string, Box>();
  const signs = new Map<string, number>();
  let left = (width - columns.length * each - (columns.length - 1) * gap) / 2;
  for (const column of columns) {
    const taken = column.reduce((sum, id) => sum + own(id), 0);
    const apart = Math.max(0, Math.min(line, (height - taken) / column.length));
    let top = (height - taken - (column.length - 1) * apart) / 2;
    for (const id of column) {
      nodes.set(id, { left, top, width: each, height: own(id) });
      signs.set(id, top + signOf(build.of(id), metrics));
      top += own(id) + apart;
    }
    left += each + gap;
  }
  const drawn = new Map<string, EdgeDrawing>();
  const touching = edges.filter(({ from, to }) => from === focus || to === focus);
  for (const { id, from, to } of touching) {
    const [start, end] = [nodes.get(from), nodes.get(to)];
    if (!start || !end) continue;
    const company = touching.filter((edge) => (to === focus ? edge.to === focus : edge.from === focus));
    const place = company.findIndex((edge) => edge.id === id) - (company.length - 1) / 2;
    const port = place * 1.3 * text;
    const [x, y] = [start.left + start.width + 2, (signs.get(from) ?? 0) + (from === focus ? port : 0)];
    const level: Point = [x + SIDEWAYS.level * gap, y];
    const points: readonly Point[] = [
      [x, y],
      level,
      [end.left - 2, (signs.get(to) ?? 0) + (to === focus ? port : 0)],
    ];
    const offset = (by: number): readonly Point[] => points.map(([a, b]) => [a, b + by]);
    const apart = APART * text;
    drawn.set(id, {
      value: curveOf(offset(-apart)),
      gradient: curveOf(offset(apart).toReversed()),
      label: { left: x, top: y + apart + 0.45 * text, width: SIDEWAYS.level * gap, height: 2 * line },
      isBeside: false,
    });
  }
  return { width, height, nodes, edges: drawn, share: 0 };
}

/** From a node's top to the middle of its sign; of one that is built otherwise to its own middle. */
const signOf = (build: NodeBuild, metrics: Metrics): number =>
  build.height === undefined ? toSign(build, metrics, 0) : (build.height * metrics.text) / 2;
