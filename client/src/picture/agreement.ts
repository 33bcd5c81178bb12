/** How far by hand, graph, central differences and the trainer's own float32 agree on the live numbers (lecture S10). */
import { agreement, worstAgreement } from '@deltaboard/shared/gradient/agreement.ts';
import { byGraph } from '@deltaboard/shared/gradient/by-graph.ts';
import { byHand } from '@deltaboard/shared/gradient/by-hand.ts';
import { tensors, type Gradient } from '@deltaboard/shared/gradient/gradient.ts';
import {
  numericAgreement,
  numericGradient,
  type NumericGradient,
} from '@deltaboard/shared/gradient/numeric.ts';
import { forward } from '@deltaboard/shared/model/forward.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { parameterCount, type Parameters } from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { TrainerNumbers, WindowView } from '@deltaboard/shared/protocol/state.ts';
import type { StepSettings } from '@deltaboard/shared/training/step.ts';
import type { Picture } from './picture.ts';

/** Parameters up to which central differences are taken: four passes an entry, a few milliseconds in all. */
export const NUMERIC_LIMIT = 1000;

/** By hand against graph: the same float64 products and sums in another order. */
const GRAPH_TOLERANCE = 1e-12;
/** By hand against central differences. */
const NUMERIC_TOLERANCE = 1e-7;
/** Of the entries tried by central differences: with more left out at kinks, the comparison says too little. */
const SKIPPED_LIMIT = 0.05;

type Agreement = NonNullable<Picture['agreement']>;

export function agreementOf(
  parameters: Parameters,
  { nonLinearity }: StepSettings,
  { x: bytes, gold }: WindowView,
  trainer: TrainerNumbers | null,
): Agreement {
  const model = { parameters, nonLinearity };
  const x = fromBytes(bytes);
  const objective = { of: 'J', y: gold } as const;
  const activations = forward(model, x);
  const gradient = byHand(model, activations, objective);
  const numeric =
    parameterCount(parameters.shape) <= NUMERIC_LIMIT ? numericGradient(model, x, objective) : null;
  return {
    ...compared(gradient, byGraph(model, activations, objective), numeric),
    trainer:
      trainer &&
      Math.max(
        ...trainer.delta.map(
          (delta, l) => agreement(`z${l + 1}`, gradient.layers[l].z, fromBytes(delta)).difference,
        ),
      ),
  };
}

/** `numeric` is null where central differences were not taken. */
export function compared(
  hand: Gradient<Reals>,
  graph: Gradient<Reals>,
  numeric: NumericGradient | null,
): Omit<Agreement, 'trainer'> {
  const differences = {
    graph: worstAgreement(tensors(hand), tensors(graph)).difference,
    numeric: numeric && numericAgreement(hand, numeric).difference,
  };
  let [tried, skipped] = [0, 0];
  for (const tensor of numeric?.values() ?? []) {
    tried += tensor.entries.length + tensor.skipped.length;
    skipped += tensor.skipped.length;
  }
  const apart = firstApart(differences, tried === 0 ? 0 : skipped / tried);
  return { ...differences, skipped, agree: apart === null, apart };
}

function firstApart(
  { graph, numeric }: Pick<Agreement, 'graph' | 'numeric'>,
  skippedShare: number,
): Agreement['apart'] {
  // Written so that a NaN is apart.
  if (!(graph <= GRAPH_TOLERANCE)) return 'graph';
  if (numeric !== null && !(numeric <= NUMERIC_TOLERANCE)) return 'numeric';
  return skippedShare <= SKIPPED_LIMIT ? null : 'skipped';
}
