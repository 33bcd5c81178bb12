import type { HeadName } from '@deltaboard/shared/model/head.ts';
import type { Optimiser } from '@deltaboard/shared/training/learner.ts';
import { form, plural } from '../language/format.ts';

const heads: Readonly<Record<HeadName, string>> = {
  logistic: '',
  softmax: ', a score for each label (softmax)',
  'max-margin': ', max-margin loss',
};
const optimisers: Readonly<Record<Optimiser, string>> = { sgd: 'SGD', adagrad: 'AdaGrad' };

/** What a run was chosen to be. */
export const run = {
  preset: { board: 'This run: small network', judge: 'This run: Judge', newsroom: 'This run: Newsroom' },
  custom: 'This run: custom',
  input: (words: number, d: number, inputs: number, capitals: boolean) =>
    `Window of ${plural(words, 'word', 'words')}, d = ${d}${capitals ? ' and 5 capitalisation values' : ''}: x has ${plural(inputs, 'entry', 'entries')}.`,
  variance: (d: number, percent: string) =>
    `Word vectors: the first ${d} principal components of GloVe's 100, which keep ${percent} % of the variance.`,
  natural: (percent: string) => `Every window once per epoch; ${percent} % are LOCATION.`,
  share: (oneIn: number) => `1 in ${oneIn} sampled windows is a LOCATION (oversampled).`,
  text: (pasted: boolean, sentences: string, windows: string, seed: string) =>
    `${pasted ? 'Own text' : 'Bundled corpus'}: ${sentences} training sentences, ${windows} windows per epoch, seed ${seed}.`,
  pairs:
    'Every LOCATION window once per epoch, each beside a corrupted one: a window drawn from those that are not LOCATION.',
  network: (layers: number, units: string, head: HeadName) =>
    `${layers === 0 ? 'No hidden layer' : layers === 1 ? `${units} hidden ${form(Number(units), 'unit', 'units')}` : `${layers} hidden layers of ${units} units`}${heads[head]}`,
  updated: (batch: number, optimiser: Optimiser, decay: number, vectors: boolean) =>
    `${optimisers[optimiser]} on ${batch === 1 ? 'one example at a time' : `minibatches of ${batch}`}${decay > 0 ? `, L2 with λ = ${decay}` : ''}; the word vectors are ${vectors ? 'trained' : 'frozen'}.`,
  export: 'Export…',
};
