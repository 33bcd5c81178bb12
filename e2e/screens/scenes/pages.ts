/** The other pages of a class. */
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
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
    { name: 'evaluation', quick: true, set: (room) => see(room, { page: 'evaluation', contest }) },
    { name: 'lobby', quick: true, set: (room) => see(room, { page: 'lobby', contest }) },
  ],
  leave: (room) => see(room, { page, experiment, contest }),
};
