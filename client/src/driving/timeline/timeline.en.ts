import { count, plural } from '../../language/format.ts';

/** The loss from step 0 to the head, to scrub. */
export const timeline = {
  label: 'Timeline of the loss: go to a step',
  picture: 'Timeline of the loss',
  value: (step: number, last: number) => `step ${count(step)} of ${count(last)}`,
  exact: (J: string) => `loss ${J}`,
  merged: (steps: number, least: string, mean: string, greatest: string) =>
    `loss of ${plural(steps, 'step', 'steps')}: mean ${mean}, ${least} to ${greatest}`,
  step: (step: number) => `step ${count(step)}:`,
  range: (from: number, to: number) => `steps ${count(from)}–${count(to)}:`,
  each: 'each step exact',
  spans: (steps: number) => `min, mean, max of up to ${plural(steps, 'step', 'steps')}`,
  in: 'Zoom in (+)',
  out: 'Zoom out (−)',
};
