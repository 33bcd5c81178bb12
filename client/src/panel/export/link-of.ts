/** The place where the class stands, as a link to it says it (SPEC LK1). */
import type { LinkSource } from '@deltaboard/shared/link/link.ts';
import type { RoomState, RunDescription } from '@deltaboard/shared/protocol/state.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { NUMERICS_VERSION } from '@deltaboard/shared/training/configuration-limits.ts';
import { translated } from '@deltaboard/shared/training/operations.ts';
import { commandsOf } from '@deltaboard/shared/training/run.ts';

/**
 * Null: a run of older numerics, which no class starts any more.
 * @param updates of θ made, as far as the page knows
 */
export function linkOf(
  state: Pick<RoomState, 'playback' | 'view' | 'branch' | 'branches' | 'runs'>,
  { configuration, number }: Pick<RunDescription, 'configuration' | 'number'>,
  updates: number,
): Omit<LinkSource, 'hide' | 'atOnce'> | null {
  if (configuration.numerics !== NUMERICS_VERSION) return null;
  const { playback, view, branch, branches } = state;
  const { step, operation } =
    playback.status === 'paused' ? playback.cursor : { step: updates + 1, operation: 0 };
  // A class begins with the derivative of J.
  const ofLoss = translated(operation, stepPlan(configuration), view.objective, 'J');
  return {
    configuration,
    corpus: configuration.corpus.kind === 'pasted' ? (state.runs[number]?.corpusHash ?? '') : null,
    at: { step, operation: ofLoss },
    changes: commandsOf({ configuration, branches }, branch).filter(({ afterStep }) => afterStep < step),
  };
}
