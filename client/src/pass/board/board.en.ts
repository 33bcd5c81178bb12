import type { EntityType } from '@deltaboard/shared/dataset/sentence.ts';
import { count, fixed } from '../../language/format.ts';

const labels: Readonly<Record<EntityType | 'O', string>> = {
  PER: 'PERSON',
  LOC: 'LOCATION',
  ORG: 'ORGANISATION',
  MISC: 'MISCELLANEOUS',
  O: 'not a name (O)',
};

/** The sentence over the board, the board, and the reading of an entry. */
export const board = {
  // head
  trainingWindow: (step: number) => `training window · step ${count(step)}`,
  probe: 'probe · a pinned sentence, recomputed at the current θ; not used for training',
  typed: 'typed · recomputed at the current θ; not used for training',
  typedStale: 'typed · at the current θ, with the word vectors of step 0; not used for training',
  typedShort: 'typed',
  noLabel: 'none',
  probeLive: 'probe · live preview, W rounded',
  probeAveraged: 'probe · live preview, W averaged',
  noWindow: 'Step 0: nothing has been computed yet. The parameters have their random initial values.',
  sentence: 'Sentence, its window underlined',
  padding: 'padding',
  gold: 'gold label',
  dictionary: 'the dictionary',
  notInDictionary: 'not listed',
  labels,
  after: '→ after this update',
  show: 'The board shows',
  theWindow: 'training\nexample',
  probabilityOf: (word: string, p: number | null) =>
    p === null ? `${word}: not yet` : `${word}: p(LOCATION) = ${fixed(p)}`,
  /** A probe, once the answer to a question about it is shown. */
  askedAbout: (said: string) => `${said} (asked about)`,
  scoreOf: (word: string, score: number | null, threshold: number | null, isLocation: boolean) =>
    score === null
      ? `${word}: not yet`
      : threshold === null
        ? `${word}: score ${fixed(score)}`
        : `${word}: score ${fixed(score)}, ${isLocation ? 'LOCATION' : 'not LOCATION'} (threshold ${fixed(threshold)})`,
  scoreOfLabel: 'score of',
  example: (k: number, of: number) => `example ${k} of ${of}`,
  windowOfPair: ['true window', 'corrupted window'],
  margin: '1 − s + s_c =',
  satisfiedShort: 'margin satisfied',
  satisfied: 'Margin satisfied, s ≥ s_c + 1: J and every gradient are exactly 0.',
  sumOf: (done: number, of: number) => `Σ ${done} of ${of}`,
  layers: 'Open layer',
  openLayer: (layer: number) => `Open layer ${layer} on the board`,
  folded: (layer: number, name: string) => `${name} of layer ${layer}, folded`,

  // the board
  board: 'The board: values above, their gradients below in the same columns',
  boardHelp: 'Arrow keys move from cell to cell, Enter pins one, Escape unpins it.',
  values: 'Values',
  gradients: 'Gradients',
  legend: { values: 'orange −, blue +', gradients: 'green −, purple +' },
  notYet: 'not yet',
  notApplied: 'not applied',
  notAppliedTitle: 'Computed, but the update leaves it out: the word vectors are frozen.',
  parameter: 'θ: a parameter, what learning changes',
  clipped: (entries: number) => `${count(entries)} beyond the scale`,
  heatmap: (name: string, rows: number, columns: number, scale: string) =>
    `${name}, ${rows} × ${columns}, scale ${scale}`,

  // the reading
  hint: 'Hover over a cell for its numbers; click to pin it.',
  hintTouch: 'Tap a cell for its numbers, or drag across.',
  hintStates: 'Hatched: not computed yet, which is not zero. A dot: exactly zero. A ring: rounds to zero.',
  /** Where sums are, all five states have to be named in the same line. */
  hintShort: 'Point or tap for numbers.',
  hintSums:
    'Hatched: not yet. Dot: exactly zero. Ring: rounds to zero. Dotted border: sum not complete. Dashed border: not applied.',
  leftOut: 'left out: the score s is differentiated, not the loss',
  wholeLine: (line: string) => `The whole line: ${line}`,
  isNotYet: 'not computed yet in this pass',
  about: {
    level: 'rounded in the live picture, exact at a pause',
    mean: 'mean of the entries around it in the live picture, exact at a pause',
  },
  mean: 'mean',
  notes: {
    'part-of-z': 'its part of z',
    'part-of-s': 'its part of the score s',
    'not-applied': 'computed, not applied: the word vectors are frozen',
    padding: 'padding: the window reaches past the sentence',
    input: 'from the word’s vector',
    partial: 'a partial sum: more will be added',
    satisfied: 'exactly 0: the margin is satisfied',
  },
  pin: 'pinned',
  unpin: 'Unpin',
  cells: 'Numbers in the cells',
  cellsAs: { colours: 'Colours', signs: 'Signs', table: 'Table' },
  cellsTitles: {
    colours: 'Colours, and numbers where there is room',
    signs: 'The sign of every entry in its cell',
    table: 'The same numbers as a table',
  },
  table: 'Read as a table',
  tableOf: 'Numbers of',
  tableWord: 'Word',
  row: 'row',
};
