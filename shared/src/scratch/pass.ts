/**
 * A scratch graph's pass: forwards node by node, then ∂f/∂f = 1 and node by node back, downstream = upstream × local on
 * every edge; where a value is used more than once its gradients are added (lecture S9).
 */
import { operatorOf, type BackwardRule } from './operators.ts';
import type { ScratchGraph } from './expression.ts';

export type ScratchOperation =
  | { readonly phase: 'forward' | 'backward'; readonly node: number }
  /** ∂f/∂f = 1 */
  | { readonly phase: 'start'; readonly node: number };

/** Operators forwards, 1, and operators backwards. */
export function scratchOperations({ nodes }: ScratchGraph): readonly ScratchOperation[] {
  const operators = [...nodes.keys()].filter((node) => nodes[node].kind === 'operator');
  return [
    ...operators.map((node): ScratchOperation => ({ phase: 'forward', node })),
    { phase: 'start', node: nodes.length - 1 },
    ...operators.toReversed().map((node): ScratchOperation => ({ phase: 'backward', node })),
  ];
}

/** From a node back to one of its inputs. */
export interface ScratchEdge {
  /** The input. */
  readonly from: number;
  readonly to: number;
  readonly upstream: number;
  readonly local: number;
  /** upstream × local */
  readonly downstream: number;
}

export interface ScratchPass {
  readonly operations: readonly ScratchOperation[];
  /** Whole: of every node. */
  readonly values: readonly number[];
  readonly gradients: readonly number[];
  /** Node after node in the order of the way back, each node's inputs in their order. */
  readonly edges: readonly ScratchEdge[];
}

export function scratchPass(graph: ScratchGraph): ScratchPass {
  const { nodes } = graph;
  const values: number[] = [];
  for (const { value, operator, inputs } of nodes) {
    values.push(
      operator === null
        ? (value ?? NaN)
        : operatorOf(operator).evaluate(inputs.map((input) => values[input])),
    );
  }
  const gradients = nodes.map((_, node) => (node === nodes.length - 1 ? 1 : 0));
  const edges: ScratchEdge[] = [];
  for (let to = nodes.length - 1; to >= 0; to--) {
    const { operator, inputs } = nodes[to];
    if (operator === null) continue;
    const upstream = gradients[to];
    // Where f has no value it has no slope either: log(−1) is not −1 steep.
    const locals = Number.isNaN(values[to])
      ? inputs.map(() => NaN)
      : operatorOf(operator).local(
          inputs.map((input) => values[input]),
          values[to],
        );
    inputs.forEach((from, k) => {
      // By a number as written nothing is differentiated.
      if (nodes[from].kind === 'number') return;
      const downstream = upstream * locals[k];
      edges.push({ from, to, upstream, local: locals[k], downstream });
      gradients[from] += downstream;
    });
  }
  return { operations: scratchOperations(graph), values, gradients, edges };
}

/** What is there after so many operations. */
export interface ScratchStanding {
  /** null: not computed yet. */
  readonly values: readonly (number | null)[];
  /** The sum of what has come back so far; null: nothing has. */
  readonly gradients: readonly (number | null)[];
  /** Of how many uses of a node its gradient has come, of how many. */
  readonly uses: readonly { readonly done: number; readonly of: number }[];
  /** Those gone through. */
  readonly edges: readonly ScratchEdge[];
  readonly last: ScratchOperation | null;
}

export function scratchStanding({ nodes }: ScratchGraph, pass: ScratchPass, done: number): ScratchStanding {
  const performed = pass.operations.slice(0, done);
  const isDone = (phase: ScratchOperation['phase'], node: number): boolean =>
    performed.some((operation) => operation.phase === phase && operation.node === node);
  const edges = pass.edges.filter(({ to }) => isDone('backward', to));
  const result = nodes.length - 1;
  const gradients = nodes.map((_, node): number | null => {
    const start = node === result && isDone('start', node) ? 1 : null;
    const arrived = edges.filter(({ from }) => from === node);
    if (start === null && arrived.length === 0) return null;
    return arrived.reduce((sum, { downstream }) => sum + downstream, start ?? 0);
  });
  return {
    values: nodes.map(({ kind }, node) =>
      kind !== 'operator' || isDone('forward', node) ? pass.values[node] : null,
    ),
    gradients,
    uses: nodes.map((_, node) => ({
      done: edges.filter(({ from }) => from === node).length,
      of: pass.edges.filter(({ from }) => from === node).length,
    })),
    edges,
    last: performed.at(-1) ?? null,
  };
}

export const ruleOf = ({ nodes }: ScratchGraph, node: number): BackwardRule | null => {
  const { operator } = nodes[node];
  return operator === null ? null : operatorOf(operator).rule;
};
