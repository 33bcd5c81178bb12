import { count } from '../../language/format.ts';

/** The list of a class's runs and branches. Loaded with its dialog. */
export const runs = {
  title: 'Runs and branches',
  driver: 'Open one to look at its last step; Run continues from there. Nothing here is ever deleted.',
  viewer: 'What the class has run so far. The instructor can open each of them again.',
  run: (number: number) => `Run ${number}`,
  branch: (number: number) => `Branch ${number}`,
  preset: { board: 'Small network', judge: 'Judge', newsroom: 'Newsroom' },
  custom: 'custom',
  /** What differs from one logistic layer with SGD is named. */
  shape: (hidden: string, d: number, radius: number) =>
    `n = ${hidden || 'no layer'}, d = ${d}, r = ${radius}`,
  head: { softmax: 'softmax', 'max-margin': 'max-margin' },
  batch: (examples: number) => `B = ${examples}`,
  adagrad: 'AdaGrad',
  decay: (lambda: number) => `λ = ${lambda}`,
  trainVectors: 'word vectors trained',
  seed: (seed: number) => `seed ${seed}`,
  pasted: 'own text',
  upTo: (step: number) => (step === 0 ? 'not run yet' : `up to step ${count(step)}`),
  from: (parent: number, step: number) =>
    `from ${parent === 1 ? 'the run' : `branch ${parent}`} after step ${count(step)}`,
  learningRate: (value: number) => `η = ${value}`,
  nonLinearity: (name: string) => `f = ${name}`,
  present: 'current',
  open: 'Open',
  openLabel: (what: string) => `Open ${what}`,
  opening: 'Opening…',
  close: 'Close',
};
