import type { BreakpointKind } from './form.ts';
import { count } from '../../language/format.ts';

const kinds: Readonly<Record<BreakpointKind, string>> = {
  location: 'the next LOCATION window',
  misclassified: 'a misclassified window',
  'score-gradient-above': '|∂J/∂s| above',
  word: 'the centre word',
  step: 'the step',
  'rms-above': 'gradient RMS above',
  'not-finite': 'a loss that is not finite',
};

/** The dialog of where the run stops. Loaded with it. */
export const breakpoints = {
  title: 'Breakpoints',
  intro: 'The run stops at the first step that meets one of these, for the whole class.',
  none: 'There are none yet: the run stops only when you pause it.',
  list: 'Breakpoints of this class',
  kinds,
  kind: 'Stop at',
  bound: 'Bound',
  word: 'Word',
  step: 'Step',
  value: 'Value',
  add: 'Add',
  remove: (what: string) => `Remove: ${what}`,
  emptyWord: 'Type the word at which the run should stop.',
  full: (limit: number) => `A class has at most ${count(limit)} breakpoints. Remove one to add another.`,
  close: 'Close',
};
