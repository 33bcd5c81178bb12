/** A run that goes on, and one whose numbers are lost. */
import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Page } from '@playwright/test';
import type { Classroom } from '../classroom.ts';
import { seek, type Scene } from './scene.ts';

export const configure = (room: Classroom, change: Partial<NewConfiguration>): Promise<void> =>
  room.drive({ type: 'configure', preset: null, configuration: { ...presets.board, ...change } });

export const running: Scene = {
  async enter(room) {
    await room.drive({ type: 'speed', speed: 40 });
    await room.drive({ type: 'run' });
  },
  stages: [{ name: 'running', quick: true, live: true }],
  leave: (room) => room.drive({ type: 'pause' }),
};

const panel = (page: Page): Promise<void> => page.locator('.panel-toggle').click();

/** Its rate is so large that no number is finite after some steps. */
export const notFinite: Scene = {
  async enter(room) {
    await configure(room, { hidden: [8, 8, 8], nonLinearity: 'identity', learningRate: 10 });
    await room.drive({ type: 'speed', speed: 'max' });
    await room.drive({ type: 'run' });
    await room.until(({ playback }) => playback.status === 'paused' && playback.because === 'not-finite');
  },
  stages: [
    { name: 'not finite' },
    { name: 'not finite, side panel', roles: ['driver'], open: panel, close: panel, paged: true },
  ],
  async leave(room) {
    await configure(room, {});
    await seek(room, 0);
  },
};
