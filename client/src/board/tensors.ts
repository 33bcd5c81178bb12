/** The tensors on the board and how they are named. One hidden layer is open; others will be folded beside it. */
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { ObjectiveName } from '@deltaboard/shared/training/operations.ts';
import type { Picture, Tensor } from '../picture/picture.ts';

export const tensorNames = [
  'x',
  'W',
  'b',
  'z',
  'h',
  'u',
  'gradientOfW',
  'gradientOfX',
  'gradientOfB',
  'delta',
  'gradientOfH',
  'gradientOfU',
] as const;
export type TensorName = (typeof tensorNames)[number];

export const scalarNames = ['s', 'J', 'gradientOfS', 'gradientOfJ'] as const;
export type ScalarName = (typeof scalarNames)[number];

export type QuantityName = TensorName | ScalarName;

export type Lane = 'values' | 'gradients';

/** The open layer. */
const OPEN = 0;

export function tensorOf(picture: Picture, name: TensorName): Tensor {
  switch (name) {
    case 'x':
    case 'u':
    case 'gradientOfX':
    case 'gradientOfU':
      return picture[name];
    default:
      return picture.layers[OPEN][name];
  }
}

/** Where the gradient of each quantity stands. */
export const gradientOf = {
  J: 'gradientOfJ',
  s: 'gradientOfS',
  u: 'gradientOfU',
  h: 'gradientOfH',
  z: 'delta',
  b: 'gradientOfB',
  W: 'gradientOfW',
  x: 'gradientOfX',
} as const satisfies Record<string, QuantityName>;

export const isScalar = (name: QuantityName): name is ScalarName =>
  scalarNames.some((scalar) => scalar === name);

/** The tensor's picture: whose palette, which symbol. */
export interface Quantity {
  readonly lane: Lane;
  readonly tex: string;
  readonly text: string;
}

const ofLoss: Readonly<Record<QuantityName, Quantity>> = {
  x: { lane: 'values', tex: 'x', text: 'x' },
  W: { lane: 'values', tex: 'W', text: 'W' },
  b: { lane: 'values', tex: 'b', text: 'b' },
  z: { lane: 'values', tex: 'z', text: 'z' },
  h: { lane: 'values', tex: 'h', text: 'h' },
  u: { lane: 'values', tex: 'u', text: 'u' },
  s: { lane: 'values', tex: 's', text: 's' },
  J: { lane: 'values', tex: 'J', text: 'J' },
  gradientOfW: { lane: 'gradients', tex: '∂J/∂W', text: '∂J/∂W' },
  gradientOfX: { lane: 'gradients', tex: '∂J/∂x', text: '∂J/∂x' },
  gradientOfB: { lane: 'gradients', tex: '∂J/∂b', text: '∂J/∂b' },
  delta: { lane: 'gradients', tex: '∂J/∂z{=}\\delta', text: '∂J/∂z = δ' },
  gradientOfH: { lane: 'gradients', tex: '∂J/∂h', text: '∂J/∂h' },
  gradientOfU: { lane: 'gradients', tex: '∂J/∂u', text: '∂J/∂u' },
  gradientOfS: { lane: 'gradients', tex: '∂J/∂s', text: '∂J/∂s' },
  gradientOfJ: { lane: 'gradients', tex: '∂J/∂J', text: '∂J/∂J' },
};

/** The same when the score is differentiated: every symbol reads ∂s/∂·. */
const ofScore = Object.fromEntries(
  Object.entries(ofLoss).map(([name, { lane, tex, text }]) => [
    name,
    { lane, tex: tex.replace(/^∂J\/(?!∂J)/, '∂s/'), text: text.replace(/^∂J\/(?!∂J)/, '∂s/') },
  ]),
) as typeof ofLoss;

export const quantitiesOf = (objective: ObjectiveName): Readonly<Record<QuantityName, Quantity>> =>
  objective === 'J' ? ofLoss : ofScore;

export const laneOf = (name: QuantityName): Lane => ofLoss[name].lane;

export const quantityNames = Object.keys(ofLoss) as readonly QuantityName[];

/** Of the score there is no loss on top. */
export const isLeftOut = (name: QuantityName, objective: ObjectiveName): boolean =>
  objective === 's' && (name === 'J' || name === 'gradientOfJ');

/** f as it is written in a formula. */
export const functionSymbols: Readonly<
  Record<NonLinearityName, { readonly tex: string; readonly text: string }>
> = {
  logistic: { tex: '\\sigma', text: 'σ' },
  tanh: { tex: '\\tanh', text: 'tanh' },
  hardTanh: { tex: '\\operatorname{hardtanh}', text: 'hardtanh' },
  relu: { tex: '\\operatorname{ReLU}', text: 'ReLU' },
  leakyRelu: { tex: '\\operatorname{LReLU}', text: 'LReLU' },
  gelu: { tex: '\\operatorname{GELU}', text: 'GELU' },
  identity: { tex: '\\operatorname{id}', text: 'id' },
};
