/** Where a run stands, as facts. */
import { shownStep, stepsDone, type Cursor, type Move } from '../../training/cursor.ts';
import type { Breakpoint } from '../../training/breakpoint.ts';
import type { PauseReason } from '../../training/playback.ts';
import type { Fact, FactOf } from '../fact.ts';
import type { SubjectRef } from '../place.ts';
import { placed } from '../reading.ts';
import type { ClassState } from '../state.ts';

/** The run was stopped at a step boundary. */
export interface ParkedAt {
  /** Updates of θ made. */
  readonly updates: number;
  /** Where its moment stands. */
  readonly cursor: Cursor;
  /** Its loss is a number. */
  readonly finite: boolean;
}

/** A place to which the class moves, and what the trainer said of it. */
export interface There {
  readonly cursor: Cursor;
  readonly subject: SubjectRef;
  /** Null where the class stays in the pass that it sees. */
  readonly parked: Pick<ParkedAt, 'updates' | 'finite'> | null;
  readonly move: Move | null;
}

/** That the branch has grown; nothing where it has not. */
export function grown(
  { runs }: ClassState,
  { run, branch }: Pick<Cursor, 'run' | 'branch'>,
  updates: number,
): readonly FactOf<'reached'>[] {
  const isNews = updates > runs[run].branches[branch].head;
  return isNews ? [{ type: 'reached', run, branch, step: updates }] : [];
}

/** That the class stands there. */
export function standingAt(
  state: ClassState,
  { cursor, subject, parked, move }: There,
  how: FactOf<'moved'>['how'],
): readonly Fact[] {
  const { standing } = state;
  // A loss that is not finite stays what it is within its step.
  const isBroken = parked
    ? !parked.finite
    : standing.status === 'paused' &&
      standing.because === 'not-finite' &&
      shownStep(cursor) === shownStep(standing.cursor);
  return [
    ...grown(state, cursor, parked?.updates ?? stepsDone(cursor)),
    {
      type: 'moved',
      how,
      cursor,
      subject,
      because: isBroken ? 'not-finite' : 'driver',
      granularity: move?.granularity ?? null,
      direction: move?.direction ?? null,
      moves: 1,
    },
  ];
}

/** That a run was stopped because it was asked to; nothing where it stood already. */
export function stopped(state: ClassState, parked: ParkedAt | null, because: PauseReason): readonly Fact[] {
  const { standing } = state;
  if (standing.status !== 'running' || !parked) return [];
  const { cursor } = parked;
  // Where no step was made the class stands where it stood: at its own operation.
  const { step, operation } = standing.from;
  const at = cursor.step === step ? { ...cursor, operation } : cursor;
  return stoppedThere(state, { ...parked, cursor: at }, because);
}

/** That a run has stopped by itself, and there; nothing where it stood already. */
export function stoppedThere(
  state: ClassState,
  { cursor, updates, finite }: ParkedAt,
  because: PauseReason,
  hit: Breakpoint | null = null,
): readonly Fact[] {
  if (state.standing.status !== 'running') return [];
  return [
    ...grown(state, cursor, updates),
    {
      type: 'run-paused',
      cursor: placed(state, cursor),
      because: finite ? because : 'not-finite',
      hit,
    },
  ];
}
