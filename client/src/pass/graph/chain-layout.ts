/**
 * The network's graph as a band: the chain x → … → J from left to right, the parameters and the label over what they go into. Where
 * it is too wide for its place it goes on in a second band below. Type is never smaller than the page's least.
 */
import type { Box } from '../board/grid.ts';
import { APART, straight, type Drawing, type EdgeDrawing, type Point } from './drawing.ts';
import type { Network } from './network.ts';
import { lineOf, nodeHeight, toSign, type Metrics, type NodeBuild } from './node-parts.ts';

export interface ChainDrawing extends Drawing {
  /** From 0 to 1: how much of what they may have at most the pictures have. */
  readonly share: number;
}

/** Of the chain, with the leaf over it. */
interface Column {
  readonly node: string;
  readonly leaf: string | null;
}

/** Widths in the size of the least text: of a node, and between two of them, where a local derivative stands. */
const NODE = { least: 5.6, most: 11, oneLine: 9.4, withSum: 8 } as const;
const GAP = { least: 3.9, most: 8 } as const;
/** Between a leaf and its node, in lines. */
const DROP = { least: 2.5, most: 4.5 } as const;
/** Between two bands, in lines, and beside them, in the size of the text, for the edge that goes on below. */
const TURN = { lines: 4, side: 2.2 } as const;
const MOST_BANDS = 3;

interface Place {
  readonly width: number;
  readonly height: number;
}

/** In as many bands as make its nodes widest, and no more than that takes. Null where it does not fit. */
export function chainLayout(network: Network, place: Place, metrics: Metrics): ChainDrawing | null {
  const columns = columnsOf(network);
  let best: { readonly drawing: ChainDrawing; readonly width: number } | null = null;
  for (let bands = 1; bands <= Math.min(MOST_BANDS, columns.length); bands++) {
    const found = inBands(network, columns, bands, place, metrics);
    if (found && found.width > 1.15 * (best?.width ?? 0)) best = found;
  }
  return best?.drawing ?? null;
}

function columnsOf({ nodes, edges }: Network): readonly Column[] {
  const isLeaf = (id: string): boolean =>
    id !== 'x' && nodes.some((node) => node.id === id && node.kind === 'leaf');
  return nodes
    .filter(({ id }) => !isLeaf(id))
    .map(({ id }) => ({
      node: id,
      leaf: edges.find(({ from, to }) => to === id && isLeaf(from))?.from ?? null,
    }));
}

function inBands(
  network: Network,
  columns: readonly Column[],
  count: number,
  { width, height }: Place,
  metrics: Metrics,
): { readonly drawing: ChainDrawing; readonly width: number } | null {
  const { text } = metrics;
  const line = lineOf(metrics);
  const per = Math.ceil(columns.length / count);
  const bands = Array.from({ length: count }, (_, k) => columns.slice(k * per, (k + 1) * per));
  const side = count > 1 ? TURN.side * text : 0;
  const free = width - 2 * side - (per * NODE.least + (per - 1) * GAP.least) * text;
  if (free < 0) return null;
  const nodeWidth = Math.min(NODE.most * text, NODE.least * text + (0.55 * free) / per);
  const gap = per > 1 ? Math.min(GAP.most * text, (width - 2 * side - per * nodeWidth) / (per - 1)) : 0;
  const lines = nodeWidth >= NODE.oneLine * text ? 1 : 2;

  const buildOf = (id: string): NodeBuild => {
    const node = network.nodes.find((one) => one.id === id);
    const value = node?.value.of;
    const gradient = node?.gradient?.of;
    const isMatrix = typeof value === 'object' && value !== null && value.rows > 1 && value.columns > 1;
    // A sum has a line of its own where it would not stand beside the shape.
    const hasSum =
      typeof gradient === 'object' && gradient !== null && gradient.sum !== null && gradient.sum.of > 1;
    const withSum = nodeWidth < NODE.withSum * text ? 3 : 2;
    return { isMatrix, lines: !node?.gradient ? 0 : hasSum ? withSum : lines };
  };
  const heightOf = (id: string, share: number): number => nodeHeight(buildOf(id), metrics, share);
  const dropOf = (share: number): number => (DROP.least + share * (DROP.most - DROP.least)) * line;
  const leavesHeight = (band: readonly Column[], share: number): number => {
    const heights = band.flatMap(({ leaf }) => (leaf ? [heightOf(leaf, share)] : []));
    return heights.length > 0 ? Math.max(...heights) + dropOf(share) : 0;
  };
  /** Lines of what is written below an edge. */
  const written = Math.max(...network.edges.map(({ local }) => (local ? local.lines.length + 1 : 0)));
  const bandHeight = (band: readonly Column[], share: number): number => {
    const builds = band.map(({ node }) => buildOf(node));
    const under =
      Math.max(...builds.map((build) => toSign(build, metrics, share))) + belowEdge(written, metrics);
    return (
      leavesHeight(band, share) + Math.max(under, ...builds.map((build) => nodeHeight(build, metrics, share)))
    );
  };
  const total = (share: number): number =>
    bands.reduce((sum, band) => sum + bandHeight(band, share), (count - 1) * TURN.lines * line);
  const [least, most] = [total(0), total(1)];
  if (least > height) return null;
  const share = most > least ? Math.min(1, (height - least) / (most - least)) : 1;

  const nodes = new Map<string, Box>();
  /** The middle of a sign. */
  const signs = new Map<string, Point>();
  const put = (id: string, left: number, top: number): void => {
    nodes.set(id, { left, top, width: nodeWidth, height: heightOf(id, share) });
    signs.set(id, [left + nodeWidth / 2, top + toSign(buildOf(id), metrics, share)]);
  };
  let top = (height - total(share)) / 2;
  const turns: number[] = [];
  for (const band of bands) {
    const widthOfBand = band.length * nodeWidth + (band.length - 1) * gap;
    // A band that goes on below begins where the next one does.
    let left = count > 1 ? side : (width - widthOfBand) / 2;
    const over = leavesHeight(band, share);
    // The signs of a chain are level.
    const sign = Math.max(...band.map(({ node }) => toSign(buildOf(node), metrics, share)));
    for (const { node, leaf } of band) {
      put(node, left, top + over + sign - toSign(buildOf(node), metrics, share));
      if (leaf) put(leaf, left, top + over - dropOf(share) - heightOf(leaf, share));
      left += nodeWidth + gap;
    }
    top += bandHeight(band, share);
    turns.push(top + 0.9 * line);
    top += TURN.lines * line;
  }

  const edges = new Map<string, EdgeDrawing>();
  const apart = APART * text;
  for (const { id, from, to } of network.edges) {
    const [start, end] = [signs.get(from), signs.get(to)];
    const [startBox, endBox] = [nodes.get(from), nodes.get(to)];
    if (!start || !end || !startBox || !endBox) continue;
    const half = nodeWidth / 2;
    if (Math.abs(start[0] - end[0]) < 1 && end[1] > start[1]) {
      edges.set(
        id,
        down(start[0], startBox.top + startBox.height, endBox.top, {
          apart,
          text,
          line,
          width: half + gap / 2,
        }),
      );
    } else if (end[0] > start[0]) {
      edges.set(id, across(start[0] + half, end[0] - half, start[1], { apart, text, line }, written));
    } else {
      const k = bands.findIndex((band) => band.some(({ node }) => node === from));
      const middle = { y: turns[k], width: width - 2 * side };
      edges.set(
        id,
        around([start[0] + half, start[1]], [end[0] - half, end[1]], middle, { apart, text, line }),
      );
    }
  }
  return { drawing: { width, height, nodes, edges, share }, width: nodeWidth };
}

/** Between an edge's lower arrow and what is written below it, in the size of the text. */
const UNDER = 0.45;

/** From an edge's middle down to the end of what is written below it. */
const belowEdge = (lines: number, metrics: Metrics): number =>
  (APART + UNDER) * metrics.text + lines * lineOf(metrics);

interface Pen {
  readonly apart: number;
  readonly text: number;
  readonly line: number;
}

/** From a leaf down into what it goes into; what is written stands at its right. */
export function down(
  x: number,
  from: number,
  to: number,
  { apart, text, line, width }: Pen & { readonly width: number },
): EdgeDrawing {
  const [start, end] = [from + 2, to - 2];
  return {
    value: straight([
      [x - apart, start],
      [x - apart, end],
    ]),
    gradient: straight([
      [x + apart, end],
      [x + apart, start],
    ]),
    label: {
      left: x + apart + 0.5 * text,
      top: (start + end) / 2 - line,
      width: width - apart - 0.5 * text,
      height: 2 * line,
    },
    isBeside: true,
  };
}

/** To the right; what is written stands below. */
function across(from: number, to: number, y: number, pen: Pen, lines: number): EdgeDrawing {
  const { apart, text, line } = pen;
  const [start, end] = [from + 2, to - 2];
  return {
    value: straight([
      [start, y - apart],
      [end, y - apart],
    ]),
    gradient: straight([
      [end, y + apart],
      [start, y + apart],
    ]),
    label: { left: from, top: y + apart + UNDER * text, width: to - from, height: lines * line },
    isBeside: false,
  };
}

/** From the end of a band to the beginning of the next one: the two arrows lie beside each other all the way. */
function around(
  [x, y]: Point,
  [endX, endY]: Point,
  { y: middle, width }: { readonly y: number; readonly width: number },
  { apart, text, line }: Pen,
): EdgeDrawing {
  const right = x + text;
  const left = endX - text;
  const at = (offset: number): readonly Point[] => [
    [x + 2, y - offset],
    [right + offset, y - offset],
    [right + offset, middle + offset],
    [left + offset, middle + offset],
    [left + offset, endY - offset],
    [endX - 2, endY - offset],
  ];
  return {
    value: straight(at(apart)),
    gradient: straight(at(-apart).toReversed()),
    label: { left: x - width / 2, top: middle + apart + 0.3 * text, width: width / 2, height: 2 * line },
    isBeside: true,
  };
}
