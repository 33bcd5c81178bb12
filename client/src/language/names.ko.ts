import type { names as en } from './names.en.ts';

export const names = {
  nonLinearities: {
    logistic: '로지스틱(logistic)',
    tanh: 'tanh',
    hardTanh: 'hard tanh',
    relu: 'ReLU',
    leakyRelu: 'leaky ReLU',
    gelu: 'GELU',
    identity: '항등(identity)',
  },
} satisfies typeof en;
