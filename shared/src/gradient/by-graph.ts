/** The gradient by backpropagation on a computation graph of the network (SPEC GR2). */
import type { Model } from '../model/forward.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import type { GradientMethod, Objective } from './gradient.ts';
import { add, backward, dot, elementwise, gradientOf, leaf, loss, product, type GraphNode } from './graph.ts';

export interface LayerNodes {
  readonly W: GraphNode;
  readonly b: GraphNode;
  readonly z: GraphNode;
  readonly h: GraphNode;
}

export interface NetworkGraph {
  readonly x: GraphNode;
  readonly layers: readonly LayerNodes[];
  readonly u: GraphNode;
  readonly s: GraphNode;
  /** What is differentiated: J on top of s, or s itself. */
  readonly output: GraphNode;
}

/** The network as a graph, its values computed: the same bits as `forward`, since both sum alike (SPEC NU2). */
export function networkGraph(
  { parameters, nonLinearity }: Model,
  x: Reals,
  objective: Objective,
): NetworkGraph {
  const layers: LayerNodes[] = [];
  const xNode = leaf('input', x);
  let input = xNode;
  for (const layer of parameters.layers) {
    const W = leaf('parameter', layer.W.data, layer.W.columns);
    const b = leaf('parameter', layer.b);
    const z = add(product(W, input), b);
    const h = elementwise(nonLinearity, z);
    layers.push({ W, b, z, h });
    input = h;
  }
  const u = leaf('parameter', parameters.u);
  const s = dot(u, input);
  return { x: xNode, layers, u, s, output: objective.of === 'J' ? loss(s, objective.y) : s };
}

/** Of `activations` only x is used: the graph computes its own. */
export const byGraph: GradientMethod = (model, { x }, objective) => {
  const graph = networkGraph(model, x, objective);
  const gradients = backward(graph.output);
  const of = (node: GraphNode): Float64Array => gradientOf(gradients, node);
  const matrixOf = (node: GraphNode): Matrix<Float64Array> => ({
    rows: node.rows,
    columns: node.columns,
    data: of(node),
  });
  return {
    s: of(graph.s)[0],
    u: of(graph.u),
    layers: graph.layers.map(({ W, b, z, h }) => ({ W: matrixOf(W), b: of(b), z: of(z), h: of(h) })),
    x: of(graph.x),
  };
};
