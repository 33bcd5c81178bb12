import { count } from '../language/format.ts';

/** The curves of the run. */
export const charts = {
  charts: 'Curves',
  short: { loss: 'Loss', size: 'Gradients', f1: 'F1' },
  loss: 'Loss J',
  points: (windows: number) =>
    windows === 1 ? 'each window' : `mean of up to ${count(windows)} windows per point`,
  mean: (windows: number) => `mean of the last ${count(windows)}`,
  meanNow: (J: string) => `Now ${J} on average.`,
  overflowed: 'The loss overflowed float32.',
  size: 'Size of the gradients (RMS per entry)',
  sizesNow: (W: string, b: string, u: string) => `Now ∂J/∂W ${W}, ∂J/∂b ${b}, ∂J/∂u ${u}.`,
  f1: 'F1 for LOCATION on the test split',
  network: 'the network',
  dictionary: 'the dictionary',
  f1Now: (network: string, dictionary: string) => `Now the network ${network}, the dictionary ${dictionary}.`,
  nothingToFind: 'There is nothing to find in the test part: no score.',
  noScore: 'Scored at step 0 and at fixed steps after it.',
  nothing: 'Nothing yet: the curve begins with the first step.',
};
