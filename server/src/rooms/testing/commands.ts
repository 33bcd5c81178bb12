/** Commands that many tests give. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';

export const oneStep: Command = { type: 'move', granularity: 'step', direction: 1 };
export const home: Command = { type: 'seek', step: 1, operation: 0 };

/** By one operation. */
export const oneOperation = (direction: 1 | -1): Command => ({
  type: 'move',
  granularity: 'operation',
  direction,
});
