/** The entry that a question is about, where it is about one. */
import type { Pointer } from '../protocol/pointer.ts';
import type { Asked } from './question.ts';

/** @param open the layer that the board opens: s, u and their gradients are on it whichever it is */
export function askedEntry(asked: Asked, open: number): Pointer | null {
  switch (asked.kind) {
    case 'delta-sign':
    case 'delta-value':
      return { quantity: 'delta', layer: asked.layer, index: asked.unit };
    case 'downstream-value':
      return asked.layer === 1
        ? { quantity: 'gradientOfX', layer: 1, index: asked.entry }
        : { quantity: 'gradientOfH', layer: asked.layer - 1, index: asked.entry };
    case 'zero-or-not-yet':
    case 'sign':
    case 'magnitude': {
      const { tensor, entry } = asked;
      const layer =
        tensor === 'gradientOfX' ? 1 : tensor === 's' || tensor === 'gradientOfU' ? open : asked.layer;
      return { quantity: tensor, layer, index: entry };
    }
    default:
      return null;
  }
}

/** The same question about another entry of the same tensor. */
export const aboutEntry = (asked: Asked, index: number): Asked =>
  'unit' in asked ? { ...asked, unit: index } : 'entry' in asked ? { ...asked, entry: index } : asked;
