/** Other networks: many layers, many units; several labels in a minibatch; pairs of windows; none hidden. */
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import { aPass } from './pass.ts';
import { configure } from './running.ts';
import { see, seek, type Scene } from './scene.ts';

const others: Readonly<Record<string, Partial<NewConfiguration>>> = {
  'four layers': { hidden: [20, 12, 8, 6] },
  'softmax, a minibatch': { hidden: [8, 6], head: 'softmax', batch: 3 },
  'max-margin, trained vectors': { head: 'max-margin', learningRate: 0.5, trainVectors: true },
  'no hidden layer': { hidden: [] },
};

export const family: readonly Scene[] = Object.entries(others).map(([name, change]): Scene => ({
  enter: (room) => configure(room, change),
  stages: [
    ...aPass(name, { ...presets.board, ...change }),
    {
      name: `${name}, graph`,
      async set(room) {
        await seek(room, 6);
        await see(room, { page: 'graph' });
      },
    },
  ],
  leave: (room) => see(room, { page: 'board' }),
}));
