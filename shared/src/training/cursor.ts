/**
 * Where a room stands in its runs, in normal form: the end of step n is operation 0 of step n + 1 (SPEC RN1).
 */
export interface Cursor {
  /** Index of the run in the room's ordered list. */
  readonly run: number;
  readonly branch: number;
  /** The step under way, ≥ 1. */
  readonly step: number;
  /** Example of the minibatch; 0 at batch 1. */
  readonly example: number;
  /** Operations of the step performed so far. */
  readonly operation: number;
}

/** Updates of θ made so far at this cursor. */
export const stepsDone = (cursor: Cursor): number => cursor.step - 1;

/** The step whose pass the board shows: the one under way, or at operation 0 the one that has just ended. 0: none yet. */
export const shownStep = ({ step, operation }: Cursor): number => (operation === 0 ? step - 1 : step);
