/** Where the nodes and edges of a computation graph are drawn: by dagre, from their sizes and connections alone. */
import { Graph, layout } from '@dagrejs/dagre';

export interface NodeSize {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface EdgeEnds {
  readonly id: string;
  /** From an input to what is computed of it. */
  readonly from: string;
  readonly to: string;
  /** Of what is written on it. */
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** The left upper corner of each node. */
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: ReadonlyMap<string, { readonly path: string; readonly label: Point; readonly end: Point }>;
}

/** Between ranks and between the nodes of one, in CSS pixels of the drawing's own scale. */
export interface Spacing {
  readonly ranks: number;
  readonly nodes: number;
}

/** @param direction values run to the right, or, where the page is narrow, downwards */
export function drawn(
  nodes: readonly NodeSize[],
  edges: readonly EdgeEnds[],
  direction: 'LR' | 'TB',
  { ranks, nodes: apart }: Spacing,
): Drawing {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: direction,
    ranksep: ranks,
    nodesep: apart,
    edgesep: apart / 2,
    marginx: 4,
    marginy: 4,
  });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { id, from, to, width, height } of edges)
    graph.setEdge(from, to, { width, height, labelpos: 'c', minlen: 1 }, id);
  layout(graph);
  const whole = graph.graph() as { width?: number; height?: number };
  return {
    width: whole.width ?? 0,
    height: whole.height ?? 0,
    nodes: new Map(
      nodes.map(({ id, width, height }) => {
        const { x, y } = graph.node(id) as Point;
        return [id, { x: x - width / 2, y: y - height / 2 }];
      }),
    ),
    edges: new Map(
      edges.map(({ id, from, to }) => {
        const { points, x, y } = graph.edge({ v: from, w: to, name: id }) as {
          points: readonly Point[];
          x?: number;
          y?: number;
        };
        const middle = points[Math.floor(points.length / 2)];
        return [
          id,
          {
            path: smooth(points),
            label: { x: x ?? middle.x, y: y ?? middle.y },
            end: points[points.length - 1],
          },
        ];
      }),
    ),
  };
}

/** Through the middles of dagre's bends. */
function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const parts = [`M${round(first.x)} ${round(first.y)}`];
  rest.forEach((point, k) => {
    if (k === rest.length - 1) parts.push(`L${round(point.x)} ${round(point.y)}`);
    else {
      const next = rest[k + 1];
      const [x, y] =
        k === rest.length - 2 ? [next.x, next.y] : [(point.x + next.x) / 2, (point.y + next.y) / 2];
      parts.push(`Q${round(point.x)} ${round(point.y)} ${round(x)} ${round(y)}`);
    }
  });
  return parts.join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;
