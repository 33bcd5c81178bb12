/** An operation of a step by its name, whatever the objective and the minibatch make of its number. */
import { LAYERS_LIMIT } from '../training/configuration-limits.ts';
import { operationsOf, type ObjectiveName, type Operation, type StepPlan } from '../training/operations.ts';

const layers = Array.from({ length: LAYERS_LIMIT }, (_, l) => l + 1);

/** x, z1, h1, …, s, J; ∂J, ∂s, ∂u, ∂h1, δ1, ∂b1, ∂W1, …, ∂x; mean, decay, θ. `start`: nothing of the step yet. */
export type OperationName =
  | 'start'
  | 'x'
  | 's'
  | 'J'
  | `${'z' | 'h' | '∂h' | 'δ' | '∂b' | '∂W'}${number}`
  | '∂J'
  | '∂s'
  | '∂u'
  | '∂x'
  | 'mean'
  | 'decay'
  | 'θ';

export const operationNames = [
  'start',
  'x',
  ...layers.flatMap((l) => [`z${l}`, `h${l}`]),
  's',
  'J',
  '∂J',
  '∂s',
  '∂u',
  ...layers.flatMap((l) => [`∂h${l}`, `δ${l}`, `∂b${l}`, `∂W${l}`]),
  '∂x',
  'mean',
  'decay',
  'θ',
] as [OperationName, ...OperationName[]];

export function nameOf(operation: Operation): OperationName {
  const { phase, tensor } = operation;
  if (phase === 'update') return tensor === 'theta' ? 'θ' : tensor;
  const layer = 'layer' in operation ? operation.layer : '';
  if (phase === 'forward') return `${tensor}${layer}` as OperationName;
  return `${tensor === 'z' ? 'δ' : `∂${tensor}`}${layer}` as OperationName;
}

/**
 * How many operations have been performed once this one has. Of a pair the true window's; of a minibatch that of the example (from 1).
 * Null: the step has none of this name.
 */
export function performedAfter(
  name: OperationName,
  plan: StepPlan,
  objective: ObjectiveName,
  example = 1,
): number | null {
  if (name === 'start') return 0;
  if (example > plan.batch) return null;
  const index = operationsOf(plan, objective).findIndex(
    (one) =>
      nameOf(one) === name &&
      (!('example' in one) || one.example === example - 1) &&
      (!('window' in one) || one.window === 0),
  );
  return index < 0 ? null : index + 1;
}
