/** The other pages of a class. */
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { see, seek, type Scene, type Stage } from './scene.ts';

const { page, experiment, contest } = OPENING_VIEW;
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
        await see(room, { page: 'evaluation', contest, compared: { runs: [0, 1], epochs: 1 } });
      },
    },
    { name: 'lobby', quick: true, set: (room) => see(room, { page: 'lobby', contest }) },
  ],
  leave: (room) => see(room, { page, experiment, contest, compared: null }),
};
