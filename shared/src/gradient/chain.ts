/**
 * The chain rule for one gradient by itself, as the lecture writes it: ∂J/∂W = ∂J/∂s · ∂s/∂h · ∂h/∂z · ∂z/∂W, every
 * factor a Jacobian. Nothing is shared between two chains; by-hand.ts shares what they have in common (lecture S6, S7).
 */
import type { Matrix } from '../model/matrix.ts';
import { START, type LocalJacobians } from './by-hand.ts';
import { multiply, type Jacobian } from './jacobian.ts';

/** By what it is differentiated. Layers count from 1. */
export type ChainTarget =
  { readonly tensor: 's' | 'u' | 'x' } | { readonly tensor: 'h' | 'z' | 'b' | 'W'; readonly layer: number };

/** ∂of/∂by; x is the input of layer 1, h of layer l that of layer l + 1; without a layer s is of x. */
export interface Factor {
  readonly of: 'objective' | 's' | 'h' | 'z';
  readonly by: ChainTarget['tensor'];
  /** Of `of` and of `by` when they belong to a layer: the layer that the factor is a local Jacobian of. */
  readonly layer: number;
  readonly jacobian: Jacobian;
}

/** The factors from the objective to the target, in the order in which they are multiplied. */
export function chainTo(jacobians: LocalJacobians, target: ChainTarget): readonly Factor[] {
  const { objectiveByS, sByH, sByU, layers } = jacobians;
  const top = layers.length;
  const chain: Factor[] = [{ of: 'objective', by: 's', layer: top, jacobian: objectiveByS }];
  if (target.tensor === 's') return chain;
  if (target.tensor === 'u') return [...chain, { of: 's', by: 'u', layer: top, jacobian: sByU }];
  chain.push({ of: 's', by: top === 0 ? 'x' : 'h', layer: top, jacobian: sByH });
  const last = 'layer' in target ? target.layer : 1;
  for (let layer = top; layer >= last; layer--) {
    const { hByZ, zByW, zByB, zByInput } = layers[layer - 1];
    if (layer === last && target.tensor === 'h') return chain;
    chain.push({ of: 'h', by: 'z', layer, jacobian: hByZ });
    if (layer > last) {
      chain.push({ of: 'z', by: 'h', layer, jacobian: zByInput });
      continue;
    }
    if (target.tensor === 'W') chain.push({ of: 'z', by: 'W', layer, jacobian: zByW });
    if (target.tensor === 'b') chain.push({ of: 'z', by: 'b', layer, jacobian: zByB });
    if (target.tensor === 'x') chain.push({ of: 'z', by: 'x', layer, jacobian: zByInput });
  }
  return chain;
}

/** The product of a chain from the left: ∂objective/∂target as the Jacobian that it is, one row. */
export const productOf = (chain: readonly Factor[]): Matrix =>
  chain.reduce<Matrix>((product, { jacobian }) => multiply(product, jacobian), START);

/** Every gradient of a network of so many layers: u, then W and b of each layer from the top, then x. */
export function targetsOf(layers: number): readonly ChainTarget[] {
  const ofLayers = Array.from({ length: layers }, (_, l): ChainTarget[] => [
    { tensor: 'W', layer: layers - l },
    { tensor: 'b', layer: layers - l },
  ]);
  return [{ tensor: 'u' }, ...ofLayers.flat(), { tensor: 'x' }];
}
