import { count, plural } from '../../language/format.ts';

/** The loss from step 0 to the head, to scrub. */
export const timeline = {
  label: 'Timeline of the loss: go to a step',
  picture: 'Timeline of the loss',
  value: (step: number, last: number) => `step ${count(step)} of ${count(last)}`,
  exact: (J: string) => `loss ${J}`,
  merged: (steps: number, least: string, mean: string, greatest: string) =>
    `loss of ${plural(steps, 'step', 'steps')}: mean ${mean}, ${least} to ${greatest}`,
  mean: (J: string) => `mean loss ${J}`,
  step: (step: number) => `step ${count(step)}:`,
  range: (from: number, to: number) => `steps ${count(from)}–${count(to)}`,
  each: 'each step exact',
  spans: (steps: number) => `min, mean, max of up to ${plural(steps, 'step', 'steps')}`,
  of: (last: number) => `of ${count(last)}`,
  /** Of the axis of J. */
  short: 'log scale',
  log: 'J on a log scale',
  /** A branch is on the board; the run that it left stays. */
  branch: (branch: number, run: number) => `branch ${branch}; run ${run} kept`,
  branches: 'Branches of this run',
  lane: (branch: number, run: number, isShown: boolean) =>
    `${branch === 1 ? `run ${run}` : `branch ${branch}`}${isShown ? '' : ', kept'}`,
  marks: { epoch: 'end of an epoch', stop: 'breakpoint', hit: 'stopped here', fork: 'a branch leaves' },
  open: 'Show the timeline large',
  close: 'Close the timeline',
  in: 'Zoom in (+)',
  out: 'Zoom out (−)',
};
