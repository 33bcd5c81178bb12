/** Where the nodes and edges of any computation graph are drawn: by dagre, from their connections and sizes alone, from left to right. */
import { Graph, layout } from '@dagrejs/dagre';
import type { Box } from '../board/grid.ts';
import { APART, curveOf, type Drawing, type EdgeDrawing, type Point } from './drawing.ts';
import type { GraphEdge } from './graph.ts';

/** In CSS pixels. */
export interface Sizes {
  readonly node: Size;
  /** Of what is written beside an edge. */
  readonly label: Size;
  /** The least text. */
  readonly text: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

type Ends = Pick<GraphEdge, 'id' | 'from' | 'to'>;

/** Between columns of nodes and of labels, between two of one column, in the size of the text. */
const BETWEEN = { columns: 2, nodes: 0.9 } as const;

export function drawn(nodes: readonly string[], edges: readonly Ends[], sizes: Sizes): Drawing {
  const { node, label, text } = sizes;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    // dagre halves it, for the columns of labels.
    ranksep: 2 * BETWEEN.columns * text,
    nodesep: BETWEEN.nodes * text,
    edgesep: 0.3 * text,
  });
  for (const id of nodes) graph.setNode(id, { ...node });
  // As high above the edge as below it: the edge goes through the middle of its place, and what is written lies under it.
  const taken = { width: label.width, height: 2 * (label.height + text) };
  for (const { id, from, to } of edges) graph.setEdge(from, to, { ...taken, labelpos: 'c', minlen: 1 }, id);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const boxes = new Map(
    nodes.map((id): [string, Box] => {
      const { x, y } = graph.node(id) as { x: number; y: number };
      return [id, { left: x - node.width / 2, top: y - node.height / 2, ...node }];
    }),
  );
  const ways = edges.map(({ id, from, to }) => {
    const { points, x, y } = graph.edge({ v: from, w: to, name: id }) as {
      points: readonly { x: number; y: number }[];
      x: number;
      y: number;
    };
    return { id, from, to, label: { x, y }, bends: points.slice(1, -1) };
  });
  type Way = (typeof ways)[number];
  /** Where an edge meets its node: one beside the other, in the order in which they come. */
  const port = (way: Way, end: 'from' | 'to'): number => {
    const at = ({ bends }: Way): number => bends[end === 'from' ? 0 : bends.length - 1].y;
    const company = ways.filter((one) => one[end] === way[end]).sort((a, b) => at(a) - at(b));
    const box = boxes.get(way[end]);
    const apart = Math.min(1.5 * text, (0.8 * node.height) / company.length);
    return (box?.top ?? 0) + node.height / 2 + (company.indexOf(way) - (company.length - 1) / 2) * apart;
  };
  const drawings = ways.map((way): [string, EdgeDrawing] => {
    const [start, end] = [boxes.get(way.from), boxes.get(way.to)];
    const points: Point[] = [
      [(start?.left ?? 0) + node.width + 2, port(way, 'from')],
      // Level through every column: it bends only between them, where nothing is written.
      ...way.bends.flatMap(({ x, y }, k): Point[] => {
        const half = (k % 2 === 0 ? label.width : node.width) / 2;
        return [
          [x - half, y],
          [x + half, y],
        ];
      }),
      [(end?.left ?? 0) - 2, port(way, 'to')],
    ];
    const offset = (by: number): readonly Point[] => points.map(([x, y]) => [x, y + by]);
    return [
      way.id,
      {
        value: curveOf(offset(-APART * text)),
        gradient: curveOf(offset(APART * text).toReversed()),
        label: {
          left: way.label.x - label.width / 2,
          top: way.label.y + (APART + 0.4) * text,
          ...label,
        },
        isBeside: false,
      },
    ];
  });
  return { width, height, nodes: boxes, edges: new Map(drawings) };
}
