/**
 * The operations of a step, in order: a pure function of the configuration and of what is differentiated (SPEC RN1).
 * A cursor's `operation` is how many of them have been performed; 0 is the end of the step before.
 */
import type { ModelShape } from '../model/parameters.ts';

export type Phase = 'forward' | 'backward' | 'update';

/** A value (x, z, h, s, J) or, in the backward phase, the gradient of what is named. Layers count from 1. */
export type Operation =
  | { readonly phase: 'forward'; readonly tensor: 'x' | 's' | 'J' }
  | { readonly phase: 'forward'; readonly tensor: 'z' | 'h'; readonly layer: number }
  | { readonly phase: 'backward'; readonly tensor: 'J' | 's' | 'u' | 'x' }
  | { readonly phase: 'backward'; readonly tensor: 'h' | 'z' | 'b' | 'W'; readonly layer: number }
  | { readonly phase: 'update'; readonly tensor: 'theta' };

/** What is differentiated: the loss, or the score itself as the lecture does. */
export const objectives = ['J', 's'] as const;
export type ObjectiveName = (typeof objectives)[number];

type Depth = Pick<ModelShape, 'hidden'>;

/** Of s there is no J, no gradient of it, and no update. */
export const operationsOf = (shape: Depth, objective: ObjectiveName = 'J'): readonly Operation[] =>
  objective === 'J' ? operationsOfLoss(shape) : operationsOfLoss(shape).filter(isOfScore);

const isOfScore = ({ phase, tensor }: Operation): boolean => phase !== 'update' && tensor !== 'J';

function operationsOfLoss(shape: Depth): readonly Operation[] {
  const layers = shape.hidden.map((_, l) => l + 1);
  return [
    { phase: 'forward', tensor: 'x' },
    ...layers.flatMap((layer): Operation[] => [
      { phase: 'forward', tensor: 'z', layer },
      { phase: 'forward', tensor: 'h', layer },
    ]),
    { phase: 'forward', tensor: 's' },
    { phase: 'forward', tensor: 'J' },
    { phase: 'backward', tensor: 'J' },
    { phase: 'backward', tensor: 's' },
    { phase: 'backward', tensor: 'u' },
    ...layers.toReversed().flatMap((layer): Operation[] => [
      { phase: 'backward', tensor: 'h', layer },
      { phase: 'backward', tensor: 'z', layer },
      { phase: 'backward', tensor: 'b', layer },
      { phase: 'backward', tensor: 'W', layer },
    ]),
    { phase: 'backward', tensor: 'x' },
    { phase: 'update', tensor: 'theta' },
  ];
}

/** How many operations have been performed once the forward pass is done: x, z, h per layer, s, and J if there is one. */
export const forwardDone = (shape: Depth, objective: ObjectiveName = 'J'): number =>
  2 * shape.hidden.length + (objective === 'J' ? 3 : 2);

/** How many have been performed once every gradient is there, before any update. */
export const passLength = (shape: Depth, objective: ObjectiveName = 'J'): number =>
  operationsOf(shape, objective).filter(({ phase }) => phase !== 'update').length;

/**
 * The same place among the operations of the other objective: everything that has been performed and is in both lists,
 * and what must come before it.
 */
export function translated(operation: number, shape: Depth, from: ObjectiveName, to: ObjectiveName): number {
  if (from === to) return operation;
  const ofLoss = operationsOfLoss(shape);
  if (to === 's') return ofLoss.slice(0, operation).filter(isOfScore).length;
  let ofScore = 0;
  for (let k = 0; k < ofLoss.length; k++) {
    if (ofScore === operation) return k;
    if (isOfScore(ofLoss[k])) ofScore++;
  }
  return passLength(shape);
}
