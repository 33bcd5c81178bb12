/** The pages of By hand (SPEC UI26): one at a time in the gradient lane's place. */
import { handPages, type HandPage, type Target, type View } from '@deltaboard/shared/protocol/view.ts';
import { tensorOfTarget } from './targets.ts';

/** Before the numbers there is the chain alone; u has nothing of its own. */
export const handPagesOf = (stage: View['workbench'], target: Target): readonly HandPage[] =>
  stage === 'numbers' ? handPages.filter((page) => page !== 'made' || target !== 'u') : ['chain'];

export const shownHandPage = (
  { handPage, workbench }: Pick<View, 'handPage' | 'workbench'>,
  target: Target,
): HandPage => (handPagesOf(workbench, target).includes(handPage) ? handPage : 'chain');

/** What stands on the page of what belongs to the gradient alone. */
export const madeKinds = { z: 'hadamard', b: 'hadamard', W: 'reshape', x: 'words', u: null } as const;
export type MadeKind = NonNullable<(typeof madeKinds)[keyof typeof madeKinds]>;

export const madeOfTarget = (target: Target): MadeKind | null => madeKinds[tensorOfTarget(target)];
