/**
 * The operations of a step, in order: a pure function of the configuration (SPEC RN1). A cursor's `operation` is how
 * many of them have been performed; 0 is the end of the step before.
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

export function operationsOf(shape: Pick<ModelShape, 'hidden'>): readonly Operation[] {
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

/** How many operations have been performed once the forward pass is done: x, z, h per layer, s, J. */
export const forwardDone = (shape: Pick<ModelShape, 'hidden'>): number => 2 * shape.hidden.length + 3;
