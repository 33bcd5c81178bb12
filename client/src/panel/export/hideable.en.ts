import type { Hideable } from '@deltaboard/shared/link/link.ts';

/** What a link may leave out of the page of whoever starts from it, as it is called. */
export const hideable = {
  granularity: 'Step size',
  timeline: 'Timeline',
  settings: 'Speed, f and η',
  questions: 'Ask',
  screens: 'Hold the screens',
  breakpoints: 'Breakpoints',
  runs: 'Runs',
  evaluation: 'Evaluation',
  reset: 'Reset',
  'new-run': 'New run',
  projector: 'Projector',
  presenter: 'Presenter view',
} satisfies Record<Hideable, string>;
