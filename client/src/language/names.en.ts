import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';

const nonLinearities: Readonly<Record<NonLinearityName, string>> = {
  logistic: 'logistic',
  tanh: 'tanh',
  hardTanh: 'hard tanh',
  relu: 'ReLU',
  leakyRelu: 'leaky ReLU',
  gelu: 'GELU',
  identity: 'identity',
};

/** What the whole page calls things. */
export const names = { nonLinearities };
