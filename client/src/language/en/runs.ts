import { count } from '../../format.ts';

/** The list of a class's runs and branches. Loaded with its dialog. */
export const runs = {
  title: 'Runs and branches',
  driver: 'Open one to look at its last step; Run goes on from there. Nothing here is ever deleted.',
  viewer: 'What the class has run so far. The instructor can open each of them again.',
  run: (number: number) => `Run ${number}`,
  branch: (number: number) => `Branch ${number}`,
  preset: { board: 'Board', judge: 'Judge' },
  custom: 'custom',
  shape: (n: number, d: number, radius: number) => `n = ${n}, d = ${d}, r = ${radius}`,
  seed: (seed: number) => `seed ${seed}`,
  pasted: 'own text',
  head: (step: number) => (step === 0 ? 'not run yet' : `up to step ${count(step)}`),
  from: (parent: number, step: number) =>
    `from ${parent === 1 ? 'the run' : `branch ${parent}`} after step ${count(step)}`,
  learningRate: (value: number) => `η = ${value}`,
  nonLinearity: (name: string) => `f = ${name}`,
  present: 'on the board',
  open: 'Open',
  openLabel: (what: string) => `Open ${what}`,
  opening: 'Opening…',
  close: 'Close',
};
