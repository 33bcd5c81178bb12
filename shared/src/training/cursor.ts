/**
 * Where a room stands in its runs, in normal form: the end of step n is operation 0 of step n + 1 (SPEC RN1), and how
 * it moves (SPEC RN8).
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

export const granularities = ['operation', 'step', 'epoch'] as const;
export type Granularity = (typeof granularities)[number];

export type Direction = 1 | -1;

export interface Move {
  readonly granularity: Granularity;
  readonly direction: Direction;
}

export interface StepLengths {
  /** Operations of a step; performing the last of them, the update, ends it. */
  readonly operations: number;
  /** Steps of an epoch. */
  readonly epochLength: number;
}

/** Updates of θ made so far at this cursor. */
export const stepsDone = (cursor: Pick<Cursor, 'step'>): number => cursor.step - 1;

/** The step whose pass the board shows: the one under way, or at operation 0 the one that has just ended. 0: none yet. */
export const shownStep = ({ step, operation }: Pick<Cursor, 'step' | 'operation'>): number =>
  operation === 0 ? step - 1 : step;

/** Whether both show the same pass, perhaps at different operations: one moment serves both. */
export const showsSamePass = (a: Cursor, b: Cursor): boolean =>
  a.run === b.run && a.branch === b.branch && a.example === b.example && shownStep(a) === shownStep(b);

/** One move further, in normal form. At the beginning, (1, 0), a move back stays. */
export function moved(cursor: Cursor, { granularity, direction }: Move, lengths: StepLengths): Cursor {
  switch (granularity) {
    case 'operation':
      return direction === 1
        ? nextOperation(cursor, lengths.operations)
        : previousOperation(cursor, lengths.operations);
    case 'step':
      return toBoundary(cursor, direction, 1);
    case 'epoch':
      return toBoundary(cursor, direction, lengths.epochLength);
  }
}

/** To the next or previous multiple of `length` updates. */
function toBoundary(cursor: Cursor, direction: Direction, length: number): Cursor {
  const updates = stepsDone(cursor);
  const begun = cursor.operation === 0 ? updates : updates + 1;
  return direction === 1
    ? boundary(cursor, (Math.floor(updates / length) + 1) * length)
    : boundary(cursor, Math.max(0, (Math.ceil(begun / length) - 1) * length));
}

/** After so many updates. */
const boundary = (cursor: Cursor, updates: number): Cursor => ({
  ...cursor,
  step: updates + 1,
  operation: 0,
});

const nextOperation = (cursor: Cursor, operations: number): Cursor =>
  cursor.operation + 1 < operations
    ? { ...cursor, operation: cursor.operation + 1 }
    : boundary(cursor, cursor.step);

function previousOperation(cursor: Cursor, operations: number): Cursor {
  const { step, operation } = cursor;
  if (operation > 0) return { ...cursor, operation: operation - 1 };
  return step === 1 ? cursor : { ...cursor, step: step - 1, operation: operations - 1 };
}

/**
 * One operation further in a pass that belongs to no step, a probe's: between 0 and all `length` of its operations
 * (null: complete). Where it can go no further it stays.
 */
export function movedInPass(operation: number | null, direction: Direction, length: number): number | null {
  const next = Math.max(0, (operation ?? length) + direction);
  return next < length ? next : null;
}
