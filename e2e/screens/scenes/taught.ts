/** A page of a lesson beside the board, with a question, and a page of text alone (SPEC LE8); then its seminar. */
import { readFileSync } from 'node:fs';
import type { Language } from '../sizes.ts';
import type { Scene } from './scene.ts';
import { seminar } from './seminar.ts';

const text = readFileSync(new URL('../../../lessons/samples/first-look.json', import.meta.url), 'utf8');

export const taught = (language: Language): Scene => ({
  enter: (room) => room.drive({ type: 'lesson', text }),
  stages: [
    {
      name: 'a lesson: text alone',
      quick: true,
      set: (room) => room.drive({ type: 'enter', page: 0 }),
    },
    {
      name: 'a lesson: beside the board',
      quick: true,
      set: (room) => room.drive({ type: 'enter', page: 1 }),
    },
    {
      // On a phone By hand and an open text are longer than the screen: there the text is folded away.
      name: 'a lesson: By hand under it',
      roles: ['driver', 'student', 'projector'],
      paged: true,
      set: (room) => room.drive({ type: 'enter', page: 3 }),
    },
    ...seminar(language),
  ],
  async leave(room) {
    await room.drive({ type: 'close-lesson' });
    await room.drive({ type: 'point', pointer: null });
    await room.drive({ type: 'view', view: { workbench: 'closed', convention: 'shape', handPage: 'chain' } });
    await room.drive({ type: 'open', run: 0, branch: 0, step: 1, operation: 5 });
  },
});
