/** Which lane of the board a question may lie over: never the one that it asks about. */
import type { Asked } from '@deltaboard/shared/questions/question.ts';

/** These are of W's gradient, or of what comes out under it. */
const ofMatrix: ReadonlySet<Asked['kind']> = new Set([
  'gradient-shape',
  'vanishing-rows',
  'downstream-value',
  'where-gradients-add',
  'p-after-update',
  'update-direction',
  'probe-after-update',
]);

export const laneBeside = ({ kind }: Asked): 'values' | 'gradients' =>
  ofMatrix.has(kind) ? 'values' : 'gradients';
