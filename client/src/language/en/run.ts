/** What a run was chosen to be. */
export const run = {
  preset: { board: 'This run: Board', judge: 'This run: Judge' },
  custom: 'This run: custom',
  input: (words: number, d: number, inputs: number, capitals: boolean) =>
    `Window of ${words} words, d = ${d}${capitals ? ' and 5 capitalisation values' : ''}: x has ${inputs} entries.`,
  variance: (d: number, percent: string) =>
    `Word vectors: the first ${d} principal components of GloVe's 100, which keep ${percent} % of the variance.`,
  natural: (percent: string) => `Every window once an epoch: ${percent} % are LOCATION.`,
  share: (oneIn: number) => `One drawn window in ${oneIn} is LOCATION, more than in the text.`,
  text: (pasted: boolean, sentences: string, windows: string, seed: string) =>
    `${pasted ? 'Own text' : 'Bundled corpus'}: ${sentences} training sentences, ${windows} windows an epoch, seed ${seed}.`,
  updated: (units: number) =>
    `${units} hidden units, SGD on one window at a time; the word vectors are frozen.`,
};
