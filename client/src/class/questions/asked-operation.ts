/** The operation whose equation a question is about: it stays in sight while it is asked. */
import type { Asked } from '@deltaboard/shared/questions/question.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';

type Sought = Pick<Operation, 'phase' | 'tensor'> & { readonly layer?: number };

/**
 * How many operations of the pass have been performed once the one in question has; null where a question is about none.
 *
 * @param done how many have been performed
 */
export function askedOperation(asked: Asked, operations: readonly Operation[], done: number): number | null {
  const sought = soughtOf(asked);
  if (!sought) return null;
  const isIt = (operation: Operation): boolean =>
    operation.phase === sought.phase &&
    operation.tensor === sought.tensor &&
    (sought.layer === undefined || !('layer' in operation) || operation.layer === sought.layer);
  const next = operations.findIndex((operation, k) => k >= done && isIt(operation));
  const index = next >= 0 ? next : operations.findLastIndex(isIt);
  return index < 0 ? null : index + 1;
}

function soughtOf(asked: Asked): Sought | null {
  switch (asked.kind) {
    case 'gradient-shape':
    case 'vanishing-rows':
      return { phase: 'backward', tensor: 'W', layer: asked.layer };
    case 'block-of-word':
      return { phase: 'forward', tensor: 'z', layer: 1 };
    case 'score-gradient':
      return { phase: 'backward', tensor: 's' };
    case 'passes-most':
    case 'delta-sign':
    case 'delta-value':
      return { phase: 'backward', tensor: 'z', layer: asked.layer };
    case 'bias-reason':
    case 'bias-gradient':
      return { phase: 'backward', tensor: 'b', layer: asked.layer };
    case 'where-gradients-add':
    case 'downstream-value':
      return asked.layer === 1
        ? { phase: 'backward', tensor: 'x' }
        : { phase: 'backward', tensor: 'h', layer: asked.layer - 1 };
    case 'label-flips':
      return { phase: 'forward', tensor: 'J' };
    case 'p-after-update':
    case 'update-direction':
    case 'probe-after-update':
      return { phase: 'update', tensor: 'theta' };
    case 'word-label':
    case 'same-centre':
    case 'depth-alone':
      return { phase: 'forward', tensor: 's' };
    case 'zero-or-not-yet':
    case 'sign':
    case 'magnitude':
    case 'largest-unit':
    case 'number':
      return { ...made[asked.tensor], layer: asked.layer };
    case 'practice':
    case 'graph-gradient':
    case 'free':
      return null;
  }
}

/** What makes each tensor that can be asked about. */
const made: Readonly<Record<Extract<Asked, { tensor: unknown }>['tensor'], Sought>> = {
  z: { phase: 'forward', tensor: 'z' },
  h: { phase: 'forward', tensor: 'h' },
  s: { phase: 'forward', tensor: 's' },
  p: { phase: 'forward', tensor: 'J' },
  J: { phase: 'forward', tensor: 'J' },
  gradientOfH: { phase: 'backward', tensor: 'h' },
  delta: { phase: 'backward', tensor: 'z' },
  gradientOfB: { phase: 'backward', tensor: 'b' },
  gradientOfW: { phase: 'backward', tensor: 'W' },
  gradientOfU: { phase: 'backward', tensor: 'u' },
  gradientOfX: { phase: 'backward', tensor: 'x' },
};
