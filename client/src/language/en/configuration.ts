import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import { count } from '../../format.ts';

const nonLinearities: Readonly<Record<NonLinearityName, string>> = {
  logistic: 'logistic',
  tanh: 'tanh',
  hardTanh: 'hard tanh',
  relu: 'ReLU',
  leakyRelu: 'leaky ReLU',
  gelu: 'GELU',
  identity: 'identity',
};

/** The new-run dialog. */
export const configuration = {
  title: 'New run',
  intro: 'The present run stays in the class’s list. The new one starts at step 0.',
  preset: 'Start from',
  board: 'Board',
  boardHint: 'small enough to read every number',
  judge: 'Judge',
  judgeHint: 'wide, natural sampling, for the score',
  custom: 'Custom',
  customHint: 'as set below',
  network: 'Network',
  text: 'Text',
  training: 'Training',
  seed: 'Seed',
  units: 'Hidden units n',
  dimensions: 'Word vectors d',
  radius: 'Window radius r',
  capitalisation: 'Five capitalisation values a word',
  nonLinearity: 'Non-linearity f',
  nonLinearities,
  sampling: 'Windows drawn',
  natural: 'as they come',
  locationShare: 'one LOCATION in …',
  oneIn: 'One LOCATION window in',
  learningRate: 'Learning rate η',
  epochLimit: 'Pauses after epoch',
  bundled: 'The bundled corpus',
  pasted: 'My own text',
  pastedLabel: 'Labelled text, one sentence a line, or CoNLL columns',
  pastedPlaceholder:
    'The museums in [Paris](LOC) are amazing to see .\nPresident [George Washington](PER) was born in [Virginia](LOC) .',
  pastedHint: 'Labels: PER, LOC, ORG, MISC. Lines that begin with # are comments.',
  parameters: (n: number) => `${count(n)} parameters`,
  inputs: (n: number) => `x has ${count(n)} entries`,
  start: 'Start this run',
  starting: 'Starting…',
  cancel: 'Cancel',
};
