/** What a run is made of, in a line. What differs from one logistic layer with SGD is named. */
export const described = {
  run: (number: number) => `Run ${number}`,
  preset: { board: 'Small network', judge: 'Judge', newsroom: 'Newsroom' },
  custom: 'custom',
  shape: (hidden: string, d: number, radius: number) =>
    `n = ${hidden || 'no layer'}, d = ${d}, r = ${radius}`,
  head: { softmax: 'softmax', 'max-margin': 'max-margin' },
  batch: (examples: number) => `B = ${examples}`,
  adagrad: 'AdaGrad',
  decay: (lambda: number) => `λ = ${lambda}`,
  trainVectors: 'word vectors trained',
  seed: (seed: number) => `seed ${seed}`,
  pasted: 'own text',
  learningRate: (value: number) => `η = ${value}`,
  nonLinearity: (name: string) => `f = ${name}`,
};
