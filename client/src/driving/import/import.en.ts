import type { ProblemKind } from '@deltaboard/shared/dataset/reading/reading.ts';
import type { Separator } from '@deltaboard/shared/dataset/reading/shape.ts';
import { count, form, plural } from '../../language/format.ts';

/** What a text holds that somebody brings, before a run starts with it. */
export const messages = {
  title: 'Your text',
  close: 'Close',
  from: (name: string) => `From ${name}.`,
  pasted: 'Pasted.',
  pastedName: 'Pasted text',
  use: 'Use this text',
  change: 'Change how it is read',
  done: 'Done',
  readAs: 'Read as',
  shapes: {
    table: 'a table: one word per row',
    brackets: 'sentences with labels in brackets',
    plain: 'running text without labels',
    records: 'JSON records',
  },
  summary: {
    table: (separator: string) => `A table, one word per row, columns separated by ${separator}.`,
    brackets: 'One sentence per line, labels in brackets.',
    plain: 'Running text without labels.',
    records: 'JSON records.',
  },
  separator: 'Columns are separated by',
  separators: { tab: 'tabs', space: 'spaces', comma: 'commas', semicolon: 'semicolons' } satisfies Record<
    Separator,
    string
  >,
  header: 'The first row names the columns',
  syllables: 'One character per row; an empty row ends a word',
  tokenColumn: 'Column of the word',
  tagColumn: 'Column of the label',
  sentenceColumn: 'Column of the sentence number',
  blankLine: 'none: an empty line ends a sentence',
  unknownColumn: 'choose…',
  column: (number: number, example: string) => (example ? `${number}: ${example}` : String(number)),
  encoding: 'Characters',
  names: 'What the numbers of the labels mean, from 0, separated by spaces',
  types: 'Labels in this text',
  takenFor: (name: string) => `${name} is taken for`,
  none: 'none',
  entities: (n: number) => plural(n, 'name', 'names'),
  contents: 'What a run gets from it',
  part: 'Part',
  parts: { train: 'training', dev: 'development', test: 'test' },
  sentencesHead: 'Sentences',
  words: (n: number) => plural(n, 'word', 'words'),
  cut: (kept: number, of: number) =>
    `The first ${count(kept)} of ${plural(of, 'sentence', 'sentences')}: a class takes no more.`,
  duplicates: (n: number) =>
    `${plural(n, 'sentence', 'sentences')} ${form(n, 'occurs', 'occur')} more than once.`,
  leaked: (n: number) =>
    `${plural(n, 'sentence', 'sentences')} of development and test ${form(n, 'stands', 'stand')} in training too: what is scored there is remembered.`,
  starved: (parts: readonly string[]) =>
    `Nothing to find in ${parts.join(' and ')}: the score there means nothing.`,
  few: 'Fewer than 200 sentences: F1 means little.',
  arrangement: 'Order',
  arrangements: { order: 'as in the text', shuffled: 'shuffled' },
  unknown: (share: number, of: number) =>
    `${share} % of ${count(of)} words drawn from it have no vector. Train the word vectors too, or the network cannot tell these words apart.`,
  checking: 'Looking up its words…',
  problems: 'What cannot be read',
  problem: {
    columns: (n) => `${plural(n, 'row', 'rows')} with too few columns`,
    'blank-token': (n) => `${plural(n, 'label', 'labels')} without a word`,
    'bad-tag': (n) => `${plural(n, 'cell', 'cells')} without a label`,
    bracket: (n) => `${plural(n, 'bracket', 'brackets')} without a partner`,
    'no-label': (n) => `${plural(n, 'pair', 'pairs')} of brackets without a label`,
    'empty-entity': (n) => `${plural(n, 'pair', 'pairs')} of brackets around nothing`,
    'long-sentence': (n) => `${plural(n, 'sentence', 'sentences')} longer than 500 words`,
    'long-entity': (n) => `${plural(n, 'name', 'names')} longer than 50 words`,
    json: (n) => `${plural(n, 'line', 'lines')} without a record`,
    span: (n) => `${plural(n, 'label', 'labels')} outside the text or over another`,
    lengths: (n) => `${plural(n, 'record', 'records')} without one label per word`,
    integer: (n) => `${plural(n, 'record', 'records')} with a label number that is not known`,
    'two-in-a-word': (n) => `${plural(n, 'word', 'words')} with two names: the first counts`,
  } satisfies Record<ProblemKind, (n: number) => string>,
  places: (places: readonly { readonly line: number; readonly value: string }[]) =>
    places.map(({ line, value }) => (value ? `line ${line}: “${value}”` : `line ${line}`)).join(', '),
  skip: 'Leave out',
  skipped: 'left out',
  obstacle: {
    reading: 'Reading…',
    'tag-column': 'Choose the column that holds the labels.',
    names: 'Say what the numbers of the labels mean.',
    problems: 'Leave out what cannot be read, or mend it in your text.',
    empty: 'There is no sentence in this text.',
    small: 'A run needs at least 20 sentences.',
    'no-location':
      'No word of the training part is a location (LOC). Choose what is taken for LOC, or label words below.',
  },
  take: 'Save the labels as',
  forms: { conll: 'CoNLL', brackets: 'brackets', jsonl: 'JSONL' },
  sentences: 'Sentences',
  labelHint: 'Choose a label and click words. Words with the same label beside each other are one name.',
  label: 'Label',
  everywhere: 'every word written like it',
};
