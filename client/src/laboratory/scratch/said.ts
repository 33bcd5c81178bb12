/** The operation at the scratch graph's cursor in numbers and names, for a sentence in either language. */
import type { BackwardRule } from '@deltaboard/shared/scratch/operators.ts';
import type { ScratchGraph } from '@deltaboard/shared/scratch/expression.ts';
import { ruleOf, type ScratchPass, type ScratchStanding } from '@deltaboard/shared/scratch/pass.ts';

export interface Told {
  readonly name: string;
  readonly value: number;
}

export type SaidOperation =
  | {
      readonly kind: 'forward';
      readonly sign: string;
      readonly inputs: readonly Told[];
      readonly value: number;
    }
  | { readonly kind: 'start'; readonly name: string }
  | {
      readonly kind: BackwardRule;
      readonly sign: string;
      readonly upstream: number;
      /** What each input gets, by its local derivative. */
      readonly inputs: readonly (Told & { readonly local: number })[];
      /** Inputs whose gradient is now the sum of several uses. */
      readonly sums: readonly Told[];
    };

/** Null before the first operation. */
export function saidOf(
  graph: ScratchGraph,
  pass: ScratchPass,
  standing: ScratchStanding,
): SaidOperation | null {
  const { last } = standing;
  if (!last) return null;
  const { node, phase } = last;
  const { label: sign, inputs } = graph.nodes[node];
  const named = (input: number): string => nameOf(graph, input);
  if (phase === 'start') return { kind: 'start', name: graph.name };
  if (phase === 'forward')
    return {
      kind: 'forward',
      sign,
      inputs: inputs.map((input) => ({ name: named(input), value: pass.values[input] })),
      value: pass.values[node],
    };
  const edges = pass.edges.filter(({ to }) => to === node);
  const summed = [...new Set(edges.map(({ from }) => from))].filter((from) => standing.uses[from].done > 1);
  return {
    kind: ruleOf(graph, node) ?? 'scales',
    sign,
    upstream: pass.gradients[node],
    inputs: edges.map(({ from, local, downstream }) => ({ name: named(from), value: downstream, local })),
    sums: summed.map((from) => ({ name: named(from), value: standing.gradients[from] ?? 0 })),
  };
}

/** A node as the expression has it: x, 2, (x + y), max(y, z). */
export function nameOf(graph: ScratchGraph, node: number): string {
  const { kind, label, operator, inputs } = graph.nodes[node];
  if (kind !== 'operator') return label;
  const names = inputs.map((input) => nameOf(graph, input));
  if (operator === 'negate') return `(−${names[0]})`;
  return names.length === 2 && /^[+−×÷^]$/.test(label)
    ? `(${names[0]} ${label} ${names[1]})`
    : `${label}(${names.join(', ')})`;
}
