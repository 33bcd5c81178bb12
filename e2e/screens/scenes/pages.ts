/** The other pages of a class. */
import { OPENING_VIEW, type NudgeView } from '@deltaboard/shared/protocol/view.ts';
import type { Page } from '@playwright/test';
import type { Classroom } from '../classroom.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { see, seek, type Scene, type Stage } from './scene.ts';

const { page, experiment, contest, nudge } = OPENING_VIEW;
const experiments = ['non-linearity', 'why-non-linear', 'multiplications'] as const;

export const otherPages: Scene = {
  enter: (room) => seek(room, 10),
  stages: [
    { name: 'graph', quick: true, rests: true, set: (room) => see(room, { page: 'graph' }) },
    { name: 'scratch', quick: true, rests: true, set: (room) => see(room, { page: 'scratch' }) },
    ...experiments.map((experiment): Stage => ({
      name: `laboratory, ${experiment}`,
      quick: true,
      set: (room) => see(room, { page: 'laboratory', experiment, contest }),
    })),
    {
      name: 'laboratory, 200 epochs',
      set: (room) =>
        see(room, {
          page: 'laboratory',
          experiment: 'why-non-linear',
          contest: { task: 'rings', epochs: 200 },
        }),
    },
    {
      name: 'evaluation',
      quick: true,
      set: (room) => see(room, { page: 'evaluation', contest, compared: null }),
    },
    {
      name: 'evaluation, runs compared',
      async set(room) {
        if (room.state.runs.length < 2) {
          const configuration = { ...presets.board, hidden: [16, 8], head: 'softmax' as const };
          await room.drive({ type: 'configure', preset: null, configuration });
          await room.drive({ type: 'open', run: 0, branch: 0, step: 1, operation: 10 });
        }
        await see(room, { page: 'evaluation', contest, compared: { runs: [0, 1], epochs: 1, patience: 4 } });
      },
    },
    { name: 'lobby', quick: true, set: (room) => see(room, { page: 'lobby', contest }) },
  ],
  leave: (room) => see(room, { page, experiment, contest, compared: null }),
};

const nudges = [
  ['far', { entry: { of: 'W1', index: 371 }, h: -1 }],
  ['near', { entry: { of: 'b1', index: 6 }, h: 2e-12 }],
  ['not at all', { entry: { of: 'x', index: 0 }, h: 0 }],
] as const;

/** At the end of the pass. */
const nudged =
  (nudge: NudgeView) =>
  async (room: Classroom): Promise<void> => {
    await seek(room, 13);
    await see(room, { page: 'laboratory', experiment: 'nudge', nudge });
  };

/** To a part of the experiment, where it has not room for all of them. */
const turned =
  (to: number) =>
  async (page: Page): Promise<void> => {
    const experiment = page.locator('main section.page');
    await experiment.locator('.parts').waitFor();
    const part = experiment.locator('.pages button').nth(to);
    if (await part.isVisible()) await part.click();
  };

/** One entry moved: before its gradient is there, far, and so near that only rounding is left. */
export const nudging: Scene = {
  stages: [
    {
      name: 'nudge, waits',
      set: async (room) => {
        await seek(room, 5);
        await see(room, { page: 'laboratory', experiment: 'nudge', nudge });
      },
    },
    ...nudges.map(([name, nudge], k): Stage => ({
      name: `nudge, ${name}`,
      quick: k === 0,
      set: nudged(nudge),
    })),
    // On a phone the errors are a page of their own.
    ...nudges.map(([name, nudge]): Stage => ({
      name: `nudge, errors, ${name}`,
      roles: ['phone'],
      set: nudged(nudge),
      open: turned(1),
      close: turned(0),
    })),
  ],
  leave: (room) => see(room, { page, experiment, nudge }),
};
