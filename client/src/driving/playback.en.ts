import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import { count } from '../language/format.ts';

const because: Readonly<Record<PauseReason, string | null>> = {
  opened: null,
  driver: null,
  empty: 'Paused because nobody was here for a minute. Run continues from this step.',
  'epoch-limit':
    'The run has reached its last epoch. Run continues for as many epochs again; Reset starts over.',
  breakpoint: 'The run stopped at a breakpoint. Run continues from there.',
  'not-finite':
    'The loss overflowed float32, which ends at 3.4·10³⁸: η is too large. The board shows the step in float64. Reset with a smaller η.',
  failed: 'The trainer stopped unexpectedly. The run is at its last known step: Run continues from there.',
  'no-sign':
    'The trainer did not respond, and the server ended it. The run is at its last known step: go back, or Run continues from there.',
  'out-of-memory':
    'The trainer needed more memory than this server allows, and was ended. The run is at its last known step: go back, or start a smaller run.',
};

/** Which breakpoint was met, and what to do. */
function hit(breakpoint: Breakpoint): string {
  switch (breakpoint.kind) {
    case 'location':
      return 'The run stopped at a LOCATION window, after its forward pass. Run continues from there.';
    case 'misclassified':
      return 'The run stopped at a misclassified window, after its forward pass. Run continues from there.';
    case 'word':
      return `The run stopped at the word “${breakpoint.word}”, after the forward pass. Run continues from there.`;
    case 'score-gradient-above':
      return `The run stopped where |∂J/∂s| is above ${breakpoint.bound}. Run continues from there.`;
    case 'rms-above':
      return `The run stopped where the RMS of a gradient is above ${breakpoint.bound}. Run continues from there.`;
    case 'step':
      return `The run stopped at the breakpoint of step ${count(breakpoint.step)}. Run continues from there.`;
    case 'not-finite':
      return because['not-finite'] ?? '';
  }
}

/** What the run does now, for the pill in the header and the line of the viewers. */
export const playback = {
  preparing: 'Preparing the run…',
  noRun: 'No run',
  /** Steps are made again, or a run beside the current one. */
  preparingAt: (percent: string) => `Preparing the run: ${percent} %`,
  beside: (percent: string) => `A run is being prepared: ${percent} %`,
  atStart: 'Paused at step 0',
  forwardDone: (step: number) => `Paused inside step ${count(step)} · forward pass done`,
  inside: (step: number, done: number, of: number) =>
    `Paused inside step ${count(step)} · operation ${done} of ${of}`,
  inStep: (step: number) => `Paused in step ${count(step)}`,
  after: (step: number) => `Paused after step ${count(step)}`,
  running: 'Running',
  rate: (windows: number) => `${count(windows)} windows/s`,
  slowRate: (windows: number) => `${windows} windows/s`,
  because,
  hit,
  window: 'training window',
  sentence: 'a typed sentence',
  probe: (number: number) => `probe ${number}`,
  epoch: (epoch: number) => `epoch ${count(epoch)}`,
  stepsMade: (steps: number) => (steps === 0 ? 'no steps yet' : `step ${count(steps)}`),
  meanLoss: (J: string) => `mean loss ${J}`,
  meanLossTitle: 'Mean of J over the last 200 training windows',
};
