/** The gradient by backpropagation on a computation graph of the network (SPEC GR2). */
import type { Model } from '../model/forward.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import type { ExampleGradient, GradientMethod, Objective } from './gradient.ts';
import {
  add,
  backward,
  dot,
  elementwise,
  gradientOf,
  leaf,
  loss,
  product,
  select,
  type GraphNode,
} from './graph.ts';

export interface WindowNodes {
  readonly x: GraphNode;
  readonly layers: readonly { readonly z: GraphNode; readonly h: GraphNode }[];
  readonly s: GraphNode;
}

export interface NetworkGraph {
  readonly layers: readonly { readonly W: GraphNode; readonly b: GraphNode }[];
  /** With one score u, a column. */
  readonly U: GraphNode;
  /** They share the parameters' nodes, where their gradients sum. */
  readonly windows: readonly WindowNodes[];
  /** What is differentiated: J on top of all scores, or one score of the first window. */
  readonly output: GraphNode;
}

/** The network on the windows of an example as one graph, its values computed: the same bits as `forward` (SPEC NU2). */
export function networkGraph(
  { parameters, nonLinearity, head }: Model,
  windows: readonly Reals[],
  objective: Objective,
): NetworkGraph {
  const layers = parameters.layers.map(({ W, b }) => ({
    W: leaf('parameter', W.data, W.columns),
    b: leaf('parameter', b),
  }));
  const { U: weights } = parameters;
  const U =
    weights.rows === 1 ? leaf('parameter', weights.data) : leaf('parameter', weights.data, weights.columns);
  const nodes = windows.map((entries): WindowNodes => {
    const x = leaf('input', entries);
    let input = x;
    const activations = layers.map(({ W, b }) => {
      const z = add(product(W, input), b);
      const h = elementwise(nonLinearity, z);
      input = h;
      return { z, h };
    });
    return { x, layers: activations, s: weights.rows === 1 ? dot(U, input) : product(U, input) };
  });
  const output =
    objective.of === 'J'
      ? loss(
          head,
          nodes.map(({ s }) => s),
          objective.y,
        )
      : select(nodes[0].s, objective.label);
  return { layers, U, windows: nodes, output };
}

/** Of the windows' activations only x is used: the graph computes its own. */
export const byGraph: GradientMethod = (model, activations, objective): ExampleGradient => {
  const graph = networkGraph(
    model,
    activations.map(({ x }) => x),
    objective,
  );
  const gradients = backward(graph.output);
  // The score of one window does not depend on another window.
  const of = (node: GraphNode): Float64Array =>
    gradients.has(node) ? gradientOf(gradients, node) : new Float64Array(node.value.length);
  const matrixOf = (node: GraphNode): Matrix<Float64Array> => ({
    rows: node.rows,
    columns: node.columns,
    data: of(node),
  });
  return {
    u: of(graph.U),
    layers: graph.layers.map(({ W, b }) => ({ W: matrixOf(W), b: of(b) })),
    windows: graph.windows.map(({ x, layers, s }) => ({
      s: of(s),
      x: of(x),
      layers: layers.map(({ z, h }) => ({ z: of(z), h: of(h) })),
    })),
  };
};
