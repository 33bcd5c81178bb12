import type { EntityType } from '@deltaboard/shared/dataset/sentence.ts';
import { count, fixed } from '../../format.ts';

const labels: Readonly<Record<EntityType | 'O', string>> = {
  PER: 'PERSON',
  LOC: 'LOCATION',
  ORG: 'ORGANISATION',
  MISC: 'MISCELLANEOUS',
  O: 'no name',
};

/** The sentence over the board, the board, and the reading of an entry. */
export const board = {
  // head
  trainingWindow: (step: number) => `training window · step ${count(step)}`,
  probe: 'probe · a pinned sentence, recomputed at the present θ; it updates nothing',
  typed: 'typed · recomputed at the present θ; it updates nothing',
  typedShort: 'typed',
  noLabel: 'nobody has labelled it',
  probeLive: 'probe · live picture: sampled, W rounded',
  noWindow: 'Step 0: nothing has been computed yet. The parameters stand as the seed drew them.',
  sentence: 'Sentence, its window underlined',
  padding: 'padding',
  gold: 'gold',
  dictionary: 'the dictionary',
  notInDictionary: 'does not know it',
  labels,
  after: '→ after this update',
  show: 'The board shows',
  theWindow: 'the step’s\nwindow',
  probabilityOf: (word: string, p: number | null) =>
    p === null ? `${word}: not yet` : `${word}: p(LOCATION) = ${fixed(p)}`,
  scoreOf: (word: string, score: number | null, threshold: number | null, isLocation: boolean) =>
    score === null
      ? `${word}: not yet`
      : `${word}: score ${fixed(score)}${threshold === null ? '' : `, ${isLocation ? 'LOCATION' : 'no LOCATION'} (threshold ${fixed(threshold)})`}`,
  exampleOf: (example: number, of: number) => `example ${example} of ${of}`,
  trueWindow: 'true window',
  corruptedWindow: 'corrupted window',

  // the board
  board: 'The board: values above, their gradients below in the same columns',
  boardHelp: 'Arrow keys go from entry to entry, Enter pins one, Escape lets go.',
  values: 'Values',
  gradients: 'Gradients',
  legend: { values: 'orange −, blue +', gradients: 'green −, purple +' },
  notYet: 'not yet',
  sumOf: (done: number, of: number) => `Σ ${done} of ${of}`,
  folded: (layer: number, name: string) => `${name}, layer ${layer}, folded`,
  openLayer: (layer: number) => `Open layer ${layer}`,
  notApplied: 'not applied',
  notAppliedTitle: 'Computed, but the update leaves it out: the word vectors are frozen.',
  parameter: 'θ: a parameter, what learning changes',
  clipped: (entries: number) => `${count(entries)} beyond the scale`,
  heatmap: (name: string, rows: number, columns: number, scale: string) =>
    `${name}, ${rows} × ${columns}, scale ${scale}`,

  // the reading
  hint: 'Point at an entry for its numbers; a click pins it. Hatched: not computed yet, which is not zero. A dot: exactly zero. A ring: rounded to it. A dotted rim with a bar: a sum that is not complete.',
  hintTouch:
    'Tap an entry for its numbers, and drag along. Hatched: not computed yet, which is not zero. A dot: exactly zero. A ring: rounded to it. A dotted rim with a bar: a sum that is not complete.',
  leftOut: 'left out: the score s is differentiated, not the loss',
  isNotYet: 'not computed yet in this pass',
  about: 'rounded in the live picture, exact at a pause',
  notes: {
    'part-of-z': 'its part of z',
    'part-of-s': 'its part of the score s',
    'not-applied': 'computed, not applied: the word vectors are frozen',
    padding: 'padding: the window reaches past the sentence',
    input: 'from the word’s vector',
    partial: 'a part of the sum: other windows of the step are still to come',
    satisfied: 'the margin is satisfied: J and every gradient are exactly 0',
  },
  pin: 'pinned',
  unpin: 'Let go',
  signs: 'Signs in the cells',
  table: 'Read as a table',
  tableOf: 'Numbers of',
  tableWord: 'Word',
  row: 'row',
};
