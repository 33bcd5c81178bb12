/** How each quantity on the board is made, as its label says it (lecture S4, S8). */
import type { View } from '@deltaboard/shared/protocol/state.ts';
import { functionSymbols, type QuantityName } from './tensors.ts';
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';

type Made = Readonly<Partial<Record<QuantityName, readonly [tex: string, text: string]>>>;

export function madeOf(
  nonLinearity: NonLinearityName,
  { objective: of, convention }: Pick<View, 'objective' | 'convention'>,
): Made {
  const f = functionSymbols[nonLinearity];
  return {
    z: ['Wx + b', 'Wx + b'],
    h: [`${f.tex}(z)`, `${f.text}(z)`],
    s: ['u^\\top h', 'uᵀh'],
    J: ['-\\log p(y)', '−log p(y)'],
    gradientOfS: of === 'J' ? ['p - y', 'p − y'] : ['1', '1'],
    ...(convention === 'jacobian' ? jacobians(of) : shaped(of)),
  };
}

/** Each in the shape of what it is the derivative by. */
const shaped = (of: string): Made => ({
  gradientOfW: ['= \\delta\\,x^\\top', '= δ xᵀ'],
  gradientOfX: ['= W^\\top\\delta', '= Wᵀδ'],
  delta: [`\\partial ${of}/\\partial h \\circ f'(z)`, `∂${of}/∂h ∘ f′(z)`],
  gradientOfH: [`\\partial ${of}/\\partial s \\cdot u`, `∂${of}/∂s · u`],
});

/** Products of Jacobians, each of them a row. */
const jacobians = (of: string): Made => ({
  gradientOfW: ['= \\delta\\,(I \\otimes x^\\top)', '= δ (I ⊗ xᵀ)'],
  gradientOfX: ['= \\delta\\,W', '= δ W'],
  delta: [`\\partial ${of}/\\partial h\\;\\mathrm{diag} f'`, `∂${of}/∂h diag f′`],
  gradientOfH: [`\\partial ${of}/\\partial s \\cdot u^\\top`, `∂${of}/∂s · uᵀ`],
});
