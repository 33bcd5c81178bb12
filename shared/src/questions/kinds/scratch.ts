/** The gradient in a scratch graph, beside what one gets who goes back by a wrong rule. */
import { parseExpression, type ScratchGraph } from '../../scratch/expression.ts';
import { scratchPass } from '../../scratch/pass.ts';
import { operatorOf } from '../../scratch/operators.ts';
import { cannot, numbers, type AskedOf, type Candidates } from './kind.ts';

/** Throws Refusal 'expression' at the column that is wrong, 'question' where it has no such variable. */
export function graphGradient({ kind, expression, values, variable }: AskedOf<'graph-gradient'>): Candidates {
  const graph = parseExpression(expression, values);
  const node = graph.nodes.findIndex((one) => one.kind === 'variable' && one.label === variable);
  if (node < 0) throw cannot(kind, 'entry');
  const { gradients, edges, values: forwards } = scratchPass(graph);
  if (!Number.isFinite(gradients[node])) throw cannot(kind, 'no-number');
  const paths = edges.filter(({ from }) => from === node).map(({ downstream }) => downstream);
  const by = (rule: WrongRule): number => wrongWay(graph, forwards, rule)[node];
  return {
    truth: { type: 'number', value: gradients[node] },
    wrong: numbers(
      // One path alone, in the order of the way back
      ...(paths.length > 1 ? paths : []),
      by('halves'),
      by('own'),
      by('both'),
      forwards[node],
      -gradients[node],
    ),
  };
}

/** + halves what comes; × multiplies by its own value; max lets it into both. */
type WrongRule = 'halves' | 'own' | 'both';

function wrongWay({ nodes }: ScratchGraph, values: readonly number[], rule: WrongRule): readonly number[] {
  const gradients = nodes.map((_, node) => (node === nodes.length - 1 ? 1 : 0));
  for (let to = nodes.length - 1; to >= 0; to--) {
    const { operator, inputs } = nodes[to];
    if (operator === null) continue;
    const given = inputs.map((input) => values[input]);
    const right = operatorOf(operator);
    const locals = right.local(given, values[to]);
    inputs.forEach((from, k) => {
      const local =
        rule === 'halves' && right.rule === 'distributes'
          ? locals[k] / inputs.length
          : rule === 'own' && right.rule === 'switches'
            ? given[k]
            : rule === 'both' && right.rule === 'routes'
              ? 1
              : locals[k];
      gradients[from] += gradients[to] * local;
    });
  }
  return gradients;
}
