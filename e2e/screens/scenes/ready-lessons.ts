/** Every page of the six lessons that come with this version, on the screens of a classroom (SPEC RL6). */
import { readdirSync, readFileSync } from 'node:fs';
import { see, type Scene, type Stage } from './scene.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';

const folder = new URL('../../../lessons/', import.meta.url);
const files = readdirSync(folder).filter((name) => /^\d.*\.json$/.test(name));
const on = ['driver 1366×768', 'projector 1920×1080', 'phone 360×640'];

export const readyLessons: readonly Scene[] = files.map((file): Scene => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const { pages } = JSON.parse(text) as { readonly pages: readonly unknown[] };
  const name = file.replace('.json', '');
  return {
    enter: (room) => room.drive({ type: 'lesson', text }),
    stages: pages.map((_, page): Stage => ({
      name: `lesson ${name}, page ${page + 1}`,
      on,
      paged: true,
      set: (room) => room.drive({ type: 'enter', page }),
    })),
    async leave(room) {
      if (room.state.question) await room.drive({ type: 'dismiss' });
      await room.drive({ type: 'close-lesson' });
      await room.drive({ type: 'point', pointer: null });
      await room.drive({ type: 'open', run: 0, branch: 0, step: 1, operation: 5 });
      await see(room, OPENING_VIEW);
    },
  };
});
