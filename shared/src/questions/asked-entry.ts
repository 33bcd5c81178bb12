/** The entry that a question is about, where it is about one. */
import type { Pointer } from '../protocol/pointer.ts';
import type { AskableTensor } from './askable.ts';
import type { Asked } from './question.ts';

/**
 * @param truth once it is known: of a question whose answer is an entry, that one
 * @param open the layer that the board opens: s, u and their gradients are on it whichever it is
 */
export function askedEntry(asked: Asked, open: number, truth: number | null = null): Pointer | null {
  switch (asked.kind) {
    case 'score-gradient':
      return { quantity: 'gradientOfS', layer: open, index: 0 };
    case 'same-centre':
      return { quantity: 's', layer: open, index: 0 };
    case 'bias-gradient':
      return { quantity: 'gradientOfB', layer: asked.layer, index: asked.unit };
    case 'delta-sign':
    case 'delta-value':
      return { quantity: 'delta', layer: asked.layer, index: asked.unit };
    case 'downstream-value':
      return asked.layer === 1
        ? { quantity: 'gradientOfX', layer: 1, index: asked.entry }
        : { quantity: 'gradientOfH', layer: asked.layer - 1, index: asked.entry };
    case 'zero-or-not-yet':
    case 'sign':
    case 'update-direction':
    case 'magnitude': {
      const { tensor, entry } = asked;
      return { quantity: tensor, layer: layerOf(tensor, asked.layer, open), index: entry };
    }
    case 'largest-unit': {
      const tensor = answeredTensor(asked, open);
      return tensor && truth !== null ? { ...tensor, index: truth } : null;
    }
    case 'number': {
      const { tensor, entry } = asked;
      if (tensor === 'p') return null;
      if (tensor === 'J') return { quantity: 'J', layer: open, index: 0 };
      return { quantity: tensor, layer: layerOf(tensor, asked.layer, open), index: entry };
    }
    default:
      return null;
  }
}

const layerOf = (tensor: AskableTensor, layer: number, open: number): number =>
  tensor === 'gradientOfX' ? 1 : tensor === 's' || tensor === 'gradientOfU' ? open : layer;

/** The tensor of which an entry is the answer, and the layer that is to be open for it. */
export const answeredTensor = (asked: Asked, open: number): Omit<Pointer, 'index'> | null =>
  asked.kind === 'largest-unit'
    ? { quantity: asked.tensor, layer: layerOf(asked.tensor, asked.layer, open) }
    : null;

/** The same question about another entry of the same tensor. */
export const aboutEntry = (asked: Asked, index: number): Asked =>
  'unit' in asked ? { ...asked, unit: index } : 'entry' in asked ? { ...asked, entry: index } : asked;
