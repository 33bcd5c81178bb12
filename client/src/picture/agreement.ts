/** How far by hand, graph, central differences and the trainer's own float32 agree on the live numbers (lecture S10). */
import { agreement, worstAgreement } from '@deltaboard/shared/gradient/agreement.ts';
import { byGraph } from '@deltaboard/shared/gradient/by-graph.ts';
import { byHand } from '@deltaboard/shared/gradient/by-hand.ts';
import { tensors } from '@deltaboard/shared/gradient/gradient.ts';
import { numericAgreement, numericGradient } from '@deltaboard/shared/gradient/numeric.ts';
import { forward } from '@deltaboard/shared/model/forward.ts';
import { parameterCount, type Parameters } from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { TrainerNumbers, WindowView } from '@deltaboard/shared/protocol/state.ts';
import type { StepSettings } from '@deltaboard/shared/training/step.ts';
import type { Picture } from './picture.ts';

/** Parameters up to which central differences are taken: four passes an entry, a few milliseconds in all. */
export const NUMERIC_LIMIT = 1000;

export function agreementOf(
  parameters: Parameters,
  { nonLinearity }: StepSettings,
  { x: bytes, gold }: WindowView,
  trainer: TrainerNumbers | null,
): Picture['agreement'] {
  const model = { parameters, nonLinearity };
  const x = fromBytes(bytes);
  const objective = { of: 'J', y: gold } as const;
  const activations = forward(model, x);
  const gradient = byHand(model, activations, objective);
  const numeric =
    parameterCount(parameters.shape) <= NUMERIC_LIMIT ? numericGradient(model, x, objective) : null;
  const skipped = numeric ? [...numeric.values()].reduce((sum, { skipped }) => sum + skipped.length, 0) : 0;
  return {
    graph: worstAgreement(tensors(gradient), tensors(byGraph(model, activations, objective))).difference,
    numeric: numeric && numericAgreement(gradient, numeric).difference,
    skipped,
    trainer:
      trainer &&
      Math.max(
        ...trainer.delta.map(
          (delta, l) => agreement(`z${l + 1}`, gradient.layers[l].z, fromBytes(delta)).difference,
        ),
      ),
  };
}
