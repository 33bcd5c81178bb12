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
  /** Example of the minibatch that is looked at, 0-based: that of the operation performed last; 0 at batch 1. */
  readonly example: number;
  /** Operations of the step performed so far. */
  readonly operation: number;
}

export const granularities = ['operation', 'example', 'step', 'epoch'] as const;
export type Granularity = (typeof granularities)[number];

export type Direction = 1 | -1;

export interface Move {
  readonly granularity: Granularity;
  readonly direction: Direction;
}

export interface StepLengths {
  /** Operations of an example. */
  readonly example: number;
  /** B, examples of a step. */
  readonly batch: number;
  /** Operations of a step; performing the last of them, the update, ends it. */
  readonly operations: number;
  /** Examples of an epoch. */
  readonly epochLength: number;
}

/** Updates of θ made so far at this cursor. */
export const stepsDone = (cursor: Pick<Cursor, 'step'>): number => cursor.step - 1;

/** The step whose pass the board shows: the one under way, or at operation 0 the one that has just ended. 0: none yet. */
export const shownStep = ({ step, operation }: Pick<Cursor, 'step' | 'operation'>): number =>
  operation === 0 ? step - 1 : step;

/** Whether both show the same pass, perhaps at different operations: one moment serves both. */
export const showsSamePass = (a: Cursor, b: Cursor): boolean =>
  a.run === b.run && a.branch === b.branch && shownStep(a) === shownStep(b);

/** The cursor with so many operations of its step performed; `example` follows. At the last one the step has ended. */
export function atOperation(cursor: Cursor, operation: number, lengths: StepLengths): Cursor {
  if (operation >= lengths.operations) return boundary(cursor, cursor.step);
  const example = Math.min(lengths.batch, Math.max(1, Math.ceil(operation / lengths.example))) - 1;
  return { ...cursor, operation, example };
}

/** One move further, in normal form. At the beginning, (1, 0), a move back stays. */
export function moved(cursor: Cursor, { granularity, direction }: Move, lengths: StepLengths): Cursor {
  switch (granularity) {
    case 'operation':
      return direction === 1
        ? atOperation(cursor, cursor.operation + 1, lengths)
        : back(cursor, cursor.operation - 1, lengths.operations - 1, lengths);
    case 'example':
      return toExample(cursor, direction, lengths);
    case 'step':
      return toBoundary(cursor, direction, (step) => step);
    case 'epoch':
      // A minibatch may reach over the end of an epoch: the epoch ends with the step.
      return toBoundary(cursor, direction, (epoch) =>
        Math.ceil((epoch * lengths.epochLength) / lengths.batch),
      );
  }
}

/** To the next or previous of the updates `end(0) = 0`, `end(1)`, `end(2)`, …, which grow. */
function toBoundary(cursor: Cursor, direction: Direction, end: (k: number) => number): Cursor {
  const updates = stepsDone(cursor);
  const begun = cursor.operation === 0 ? updates : updates + 1;
  // `end` grows by at least its first distance less one.
  const pace = Math.max(1, end(1));
  let k = Math.max(0, Math.floor(updates / pace) - 1);
  while (end(k + 1) <= updates) k++;
  if (direction === 1) return boundary(cursor, end(k + 1));
  while (k > 0 && end(k) >= begun) k--;
  while (end(k + 1) < begun) k++;
  return boundary(cursor, end(k));
}

/** To the end of an example's pass, or of the step; back likewise. */
function toExample(cursor: Cursor, direction: Direction, lengths: StepLengths): Cursor {
  const { example, batch } = lengths;
  const { operation } = cursor;
  if (direction === 1) {
    const done = Math.floor(operation / example) + 1;
    return done > batch ? boundary(cursor, cursor.step) : atOperation(cursor, done * example, lengths);
  }
  const begun = Math.min(batch, Math.ceil(operation / example) - 1);
  return back(cursor, begun * example, batch * example, lengths);
}

/** To `operation` of the step under way; before its beginning to `last` of the step before. */
function back(cursor: Cursor, operation: number, last: number, lengths: StepLengths): Cursor {
  if (cursor.operation > 0) return atOperation(cursor, operation, lengths);
  return cursor.step === 1 ? cursor : atOperation({ ...cursor, step: cursor.step - 1 }, last, lengths);
}

/** After so many updates. */
const boundary = (cursor: Cursor, updates: number): Cursor => ({
  ...cursor,
  step: updates + 1,
  example: 0,
  operation: 0,
});

/**
 * One operation further in a pass that belongs to no step, a probe's: between 0 and all `length` of its operations
 * (null: complete). Where it can go no further it stays.
 */
export function movedInPass(operation: number | null, direction: Direction, length: number): number | null {
  const next = Math.max(0, (operation ?? length) + direction);
  return next < length ? next : null;
}
