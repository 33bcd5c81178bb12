import { count } from '../../language/format.ts';

/** The list of a class's runs and branches. Loaded with its dialog. */
export const runs = {
  title: 'Runs and branches',
  driver: 'Open one to look at its last step; Run continues from there. Nothing here is ever deleted.',
  viewer: 'What the class has run so far. The instructor can open each of them again.',
  run: (number: number) => `Run ${number}`,
  branch: (number: number) => `Branch ${number}`,
  upTo: (step: number) => (step === 0 ? 'not run yet' : `up to step ${count(step)}`),
  from: (parent: number, step: number) =>
    `from ${parent === 1 ? 'the run' : `branch ${parent}`} after step ${count(step)}`,
  present: 'current',
  open: 'Open',
  openLabel: (what: string) => `Open ${what}`,
  opening: 'Opening…',
  close: 'Close',
};
