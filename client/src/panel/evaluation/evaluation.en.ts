import { count, form, plural } from '../../language/format.ts';

/** How well the network labels a part of the corpus. Loaded with its page. */
export const evaluation = {
  title: 'Evaluation',
  part: 'Part',
  parts: { dev: 'Development', test: 'Test' },
  at: (steps: number) => `θ after ${plural(steps, 'step', 'steps')}`,
  size: (sentences: number, words: number) =>
    `${plural(sentences, 'sentence', 'sentences')}, ${plural(words, 'word', 'words')}`,
  judging: 'Evaluating…',
  runs: 'The run continues. Pause to evaluate again.',
  openings: (times: number) =>
    `The test part was opened ${times === 1 ? 'once' : `${count(times)} times`}. Choose on the development part; the test part is for the end.`,
  closed: 'A question is open: the evaluation waits for its answer.',
  scores: 'Scores',
  compared: 'Compared',
  confusion: 'Confusion',
  errors: 'Errors',
  columns: {
    what: 'Entities',
    gold: 'gold',
    network: 'network',
    precision: 'precision',
    recall: 'recall',
    f1: 'F1',
    dictionary: 'dictionary F1',
    nothing: 'always O: F1',
  },
  all: 'all types',
  words: 'words, without O',
  none: '–',
  noneTitle: 'Nothing to find',
  confusionTitle: 'Words: gold label (rows) and the network’s label (columns)',
  rowTotal: 'all',
  wrong: (wrong: number, of: number) =>
    `${count(wrong)} of ${plural(of, 'sentence', 'sentences')} ${form(wrong, 'has', 'have')} a wrong label`,
  worst: (shown: number) => `; the worst ${count(shown)}:`,
  notTest: 'Errors are shown for the development part only: the test part is not for looking at.',
  faultless: 'No wrong label.',
  show: (words: string) => `Show on the board: ${words}`,
  onBoard: 'On the board',
};
