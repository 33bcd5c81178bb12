/** The board, read in other ways. */
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { see, seek, type Scene } from './scene.ts';

const { signs, objective, convention, table } = OPENING_VIEW;
const opening = { signs, objective, convention, table };

const tokens = ['Ångström', 'visited', 'the', 'Bundeskanzleramt', 'near', 'Timbuktu', 'yesterday', '.'];

export const onTheBoard: Scene = {
  enter: (room) => seek(room, 13),
  stages: [
    { name: 'board, signs', set: (room) => see(room, { ...opening, signs: true }) },
    { name: 'board, of s', set: (room) => see(room, { ...opening, objective: 's' }) },
    { name: 'board, as Jacobians', set: (room) => see(room, { ...opening, convention: 'jacobian' }) },
    { name: 'board, a table', set: (room) => see(room, { ...opening, table: { tensor: 'W', word: 2 } }) },
    {
      name: 'board, an entry pinned',
      quick: true,
      async set(room) {
        await see(room, opening);
        await room.drive({ type: 'point', pointer: { quantity: 'delta', layer: 1, index: 3 } });
      },
    },
    {
      name: 'board, a probe',
      async set(room) {
        await see(room, opening);
        await room.drive({ type: 'look', subject: { kind: 'probe', probe: 1, operation: 10 } });
      },
    },
    {
      name: 'board, a typed sentence',
      set: (room) =>
        room.drive({
          type: 'look',
          subject: { kind: 'sentence', tokens, centre: 3, goldType: 'LOC', operation: 9 },
        }),
    },
  ],
  async leave(room) {
    await see(room, opening);
    await room.drive({ type: 'look', subject: { kind: 'window' } });
  },
};
