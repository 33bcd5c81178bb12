import { count } from '../../language/format.ts';

/** One operation per screen. */
export const phone = {
  marks: 'Operations of this pass',
  mark: (number: number, of: number, symbol: string) => `Operation ${number} of ${of}: ${symbol}`,
  forward: 'forward',
  backward: 'backward',
  numbers: 'The operation in numbers',
  numbersHelp: 'The arrow keys move from row to row, Escape returns to what the instructor points at.',
  previous: 'Previous',
  next: 'Next',
  rows: (from: number, to: number, of: number) => `rows ${count(from)}–${count(to)} of ${count(of)}`,
  choose: {
    row: (at: number, of: number) => `row ${count(at)} of ${count(of)}`,
    word: (at: number, of: number) => `word ${count(at)} of ${count(of)}`,
    entry: (at: number, of: number) => `entry ${count(at)} of ${count(of)}`,
    score: (at: number, of: number) => `score ${count(at)} of ${count(of)}`,
  },
  parameter: 'Parameter',
  within: (difference: string) => `within ${difference}`,
};
