/** The entry that a question is about, where it is about one. */
import type { PosedQuestion } from '../protocol/participation.ts';
import type { Pointer } from '../protocol/pointer.ts';
import type { AskableTensor } from './askable.ts';
import type { Asked, Question } from './question.ts';

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

/** Where the class points once the answer is shown: at the entry in question, that is the answer, or with which the answer begins. */
export function revealedEntry(
  { asked, choices, answeredBy }: Pick<Question, 'asked' | 'choices' | 'answeredBy'>,
  open: number,
  truth: number | null,
): Pointer | null {
  const right = answeredBy || truth === null ? undefined : choices[truth];
  switch (asked.kind) {
    case 'gradient-shape':
      return { quantity: 'gradientOfW', layer: asked.layer, index: 0 };
    case 'block-of-word':
      return right?.type === 'columns' ? { quantity: 'W', layer: 1, index: right.first } : null;
    case 'passes-most':
      return right?.type === 'unit' ? { quantity: 'delta', layer: asked.layer, index: right.unit } : null;
    case 'depth-alone':
      return { quantity: 's', layer: open, index: 0 };
    default:
      return askedEntry(asked, open, answeredBy?.by === 'entry' ? truth : null);
  }
}

// What is marked once the answer is shown, where it is no entry of the board (SPEC QU40).

/** A variable of the scratch graph. @param shown its expression: another one has another variable of that name */
export function markedVariable(posed: PosedQuestion | null, shown: string): string | null {
  const asked = revealed(posed);
  return asked?.kind === 'graph-gradient' && asked.expression === shown ? asked.variable : null;
}

/** Index of a probe. */
export function markedProbe(posed: PosedQuestion | null): number | null {
  const asked = revealed(posed);
  return asked?.kind === 'probe-after-update' ? asked.probe : null;
}

const revealed = (posed: PosedQuestion | null): Asked | null =>
  posed?.phase === 'revealed' ? posed.question.asked : null;

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
