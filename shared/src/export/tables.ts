/** Curves as tables with a row of names (SPEC XP5). */
import type { SeriesPoint } from '../training/series.ts';

export const lossRows = (series: readonly SeriesPoint[]): (string | number)[][] => [
  ['first step', 'steps', 'least J', 'mean J', 'greatest J', 'RMS dJ/dW', 'RMS dJ/db', 'RMS dJ/du'],
  ...series.map(({ step, count, J, rms }) => [step, count, ...J, ...rms]),
];
