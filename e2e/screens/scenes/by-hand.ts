/** By hand: every page of it, for each gradient that it leads to. */
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { see, seek, type Scene, type Stage } from './scene.ts';

/** Everything but the update has been performed. */
const AT = 13;
const targets = ['W1', 'z1', 'b1', 'u', 'x'] as const;
const pages = ['chain', 'made', 'bridge', 'agreement'] as const;
const target = (of: (typeof targets)[number]) => ({ at: AT, of });
const { workbench, handPage, factor, reshaping, convention } = OPENING_VIEW;
const opening = { workbench, handPage, factor, reshaping, convention, target: OPENING_VIEW.target };
const numbers = { ...opening, workbench: 'numbers', handPage: 'chain', target: target('W1') } as const;

export const byHand: Scene = {
  enter: (room) => seek(room, AT),
  stages: [
    ...(['symbols', 'shapes'] as const).map((workbench): Stage => ({
      name: `by hand, ${workbench}`,
      set: (room) => see(room, { ...numbers, workbench }),
    })),
    ...targets.flatMap((of) =>
      pages.map((handPage): Stage => ({
        name: `by hand, ${of}, ${handPage}`,
        quick: of === 'W1' && ['chain', 'made'].includes(handPage),
        set: (room) => see(room, { ...numbers, handPage, target: target(of) }),
      })),
    ),
    ...(['row', 'rows', 'outer'] as const).map((reshaping): Stage => ({
      name: `by hand, W1 ${reshaping}`,
      set: (room) => see(room, { ...numbers, handPage: 'made', reshaping }),
    })),
    { name: 'by hand, a factor opened', set: (room) => see(room, { ...numbers, factor: 3 }) },
    { name: 'by hand, as Jacobians', set: (room) => see(room, { ...numbers, convention: 'jacobian' }) },
  ],
  leave: (room) => see(room, opening),
};
