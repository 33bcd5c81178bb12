/**
 * A computation graph with vector-valued nodes (SPEC GR2). Each operation states its value and, beside it, its
 * backward rule: downstream gradient = upstream gradient × local gradient, one for each input. Where a node feeds
 * several others, `backward` sums what comes back. Values are row-major; a vector is one column, a scalar one entry.
 */
import { dot as dotOf, scoresOf } from '../model/forward.ts';
import type { Reals } from '../model/matrix.ts';
import { nonLinearities, type NonLinearityName } from '../model/non-linearity.ts';
import { headOf, type HeadName, type Label } from '../model/head.ts';

export interface GraphNode {
  readonly operation:
    'input' | 'parameter' | 'product' | 'add' | 'dot' | 'select' | 'loss' | NonLinearityName;
  readonly inputs: readonly GraphNode[];
  readonly rows: number;
  readonly columns: number;
  readonly value: Float64Array;
  /** Upstream (in this node's shape) → the downstream gradient into each input, in that input's shape. */
  readonly downstream: (upstream: Float64Array) => readonly Float64Array[];
}

/** A value that comes from outside. The entries are copied. */
export const leaf = (operation: 'input' | 'parameter', entries: Reals, columns = 1): GraphNode => ({
  operation,
  inputs: [],
  rows: entries.length / columns,
  columns,
  value: Float64Array.from(entries),
  downstream: () => [],
});

/** Wx. Downstream: into W the outer product upstream·xᵀ, into x Wᵀ·upstream. */
export function product(W: GraphNode, x: GraphNode): GraphNode {
  expectShape(x, W.columns, 1);
  const { rows, columns } = W;
  const value = new Float64Array(rows);
  for (let i = 0; i < rows; i++) value[i] = dotOf(W.value, x.value, i * columns);
  return {
    operation: 'product',
    inputs: [W, x],
    rows,
    columns: 1,
    value,
    downstream(upstream) {
      const intoW = new Float64Array(rows * columns);
      const intoX = new Float64Array(columns);
      for (let i = 0, k = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++, k++) {
          intoW[k] = upstream[i] * x.value[j];
          intoX[j] += upstream[i] * W.value[k];
        }
      }
      return [intoW, intoX];
    },
  };
}

/** a + b. Distributes the upstream gradient unchanged to both. */
export function add(a: GraphNode, b: GraphNode): GraphNode {
  expectShape(b, a.rows, a.columns);
  return {
    operation: 'add',
    inputs: [a, b],
    rows: a.rows,
    columns: a.columns,
    value: a.value.map((entry, i) => entry + b.value[i]),
    downstream: (upstream) => [upstream, upstream],
  };
}

/** f(z), entry by entry. Downstream: upstream ∘ f′(z). */
export function elementwise(name: NonLinearityName, z: GraphNode): GraphNode {
  const { f, derivative } = nonLinearities[name];
  return {
    operation: name,
    inputs: [z],
    rows: z.rows,
    columns: z.columns,
    value: z.value.map(f),
    downstream: (upstream) => [upstream.map((entry, i) => entry * derivative(z.value[i]))],
  };
}

/** aᵀb, a scalar. Switches: into a goes upstream·b, into b upstream·a. */
export function dot(a: GraphNode, b: GraphNode): GraphNode {
  expectShape(b, a.rows, 1);
  return {
    operation: 'dot',
    inputs: [a, b],
    rows: 1,
    columns: 1,
    value: Float64Array.of(dotOf(a.value, b.value, 0)),
    downstream: ([upstream]) => [
      b.value.map((entry) => upstream * entry),
      a.value.map((entry) => upstream * entry),
    ],
  };
}

/** Entry k of a vector, a scalar. Downstream: upstream into that entry, 0 into the others. */
export const select = (v: GraphNode, k: number): GraphNode => ({
  operation: 'select',
  inputs: [v],
  rows: 1,
  columns: 1,
  value: v.value.slice(k, k + 1),
  downstream([upstream]) {
    const into = new Float64Array(v.value.length);
    into[k] = upstream;
    return [into];
  },
});

/** J of the scores of an example's windows, a scalar. Downstream: upstream·∂J/∂s, to each window its own. */
export function loss(head: HeadName, scores: readonly GraphNode[], y: Label): GraphNode {
  const { J, derivative, outputs, windows } = headOf(head);
  if (scores.length !== windows) throw new RangeError(`J of ${head} is of ${windows} windows`);
  if (outputs === 1) for (const s of scores) expectShape(s, 1, 1);
  const all = scoresOf(scores.map(({ value }) => ({ s: value })));
  return {
    operation: 'loss',
    inputs: scores,
    rows: 1,
    columns: 1,
    value: Float64Array.of(J(all, y)),
    downstream([upstream]) {
      const slopes = derivative(all, y).map((slope) => upstream * slope);
      let from = 0;
      return scores.map(({ value }) => slopes.slice(from, (from += value.length)));
    },
  };
}

/** Every node that `output` depends on, itself last, each after its inputs. Iterative: depth costs no call stack. */
export function topologicalOrder(output: GraphNode): readonly GraphNode[] {
  const order: GraphNode[] = [];
  const seen = new Set([output]);
  const open = [{ node: output, next: 0 }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const { node } = top;
    if (top.next === node.inputs.length) {
      order.push(node);
      open.pop();
      continue;
    }
    const input = node.inputs[top.next++];
    if (!seen.has(input)) {
      seen.add(input);
      open.push({ node: input, next: 0 });
    }
  }
  return order;
}

/** ∂output/∂node for every node that `output`, a scalar, depends on. Throws RangeError when it is not a scalar. */
export function backward(output: GraphNode): ReadonlyMap<GraphNode, Float64Array> {
  expectShape(output, 1, 1);
  const order = topologicalOrder(output);
  const gradients = new Map(order.map((node) => [node, new Float64Array(node.value.length)]));
  gradientOf(gradients, output)[0] = 1;
  for (const node of order.toReversed()) {
    const downstream = node.downstream(gradientOf(gradients, node));
    node.inputs.forEach((input, i) => {
      const sum = gradientOf(gradients, input);
      for (let k = 0; k < sum.length; k++) sum[k] += downstream[i][k];
    });
  }
  return gradients;
}

/** The gradient of a node of that graph; throws RangeError for a node of another. */
export function gradientOf(gradients: ReadonlyMap<GraphNode, Float64Array>, node: GraphNode): Float64Array {
  const gradient = gradients.get(node);
  if (!gradient) throw new RangeError(`the output does not depend on this node (${node.operation})`);
  return gradient;
}

function expectShape(node: GraphNode, rows: number, columns: number): void {
  if (node.rows !== rows || node.columns !== columns) {
    throw new RangeError(
      `${node.operation} is [${node.rows}×${node.columns}] where [${rows}×${columns}] is needed`,
    );
  }
}
