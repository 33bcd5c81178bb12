/** What is not asked for but happens: the trainer's reports, the clock, people who come. They are decided like commands (SPEC CL4). */
import type { Breakpoint } from '../training/breakpoint.ts';
import type { FailureReason, PauseReason } from '../training/playback.ts';
import { stopped, stoppedThere, type ParkedAt } from './commands/standing.ts';
import type { Fact } from './fact.ts';
import { hasHandUp } from './reading.ts';
import { nothing, facts, traced, type Decision, type Turn } from './rule.ts';
import type { ClassState } from './state.ts';

export type Report =
  /** A member has a connection (again). `device`: the hash of a token that is new. */
  | {
      readonly type: 'member-came';
      readonly member: string;
      readonly showsSecret: boolean;
      readonly device: string | null;
    }
  /** Whoever drives has been gone too long. */
  | { readonly type: 'driver-gone'; readonly member: string }
  /** Is listed no more: gone for a while. */
  | { readonly type: 'member-gone'; readonly member: string }
  /** The run was stopped: nobody has been here for a while, or the server was away for long. */
  | { readonly type: 'room-empty'; readonly parked: ParkedAt | null }
  /** Once a second while it runs. */
  | {
      readonly type: 'run-progressed';
      readonly run: number;
      readonly branch: number;
      readonly updates: number;
    }
  /** The run has stopped by itself. */
  | {
      readonly type: 'run-stopped';
      readonly parked: ParkedAt;
      readonly because: PauseReason;
      readonly hit: Breakpoint | null;
    }
  /** Its trainer died; the run stands at its last known step. */
  | { readonly type: 'run-failed'; readonly parked: ParkedAt; readonly because: FailureReason };

type Reports = {
  readonly [Type in Report['type']]: (
    state: ClassState,
    report: Extract<Report, { type: Type }>,
    turn: Pick<Turn<unknown>, 'guest' | 'limits'>,
  ) => Decision;
};

const reports: Reports = {
  'member-came': (state, { member, showsSecret, device }, turn) => {
    const known = Object.hasOwn(state.members, member) ? state.members[member] : null;
    const came: readonly Fact[] = [
      ...(device && known ? [{ type: 'device-added', member, token: device } as const] : []),
      ...(showsSecret && known && !known.instructor
        ? [{ type: 'member-became-instructor', member } as const]
        : []),
      // The wheel is free, or its holder has come back to it (SPEC RM4).
      ...(state.driver === null && (showsSecret || known?.instructor || state.wheelLostBy === member)
        ? [{ type: 'wheel-taken', member } as const]
        : []),
    ];
    if (known || !showsSecret) return facts(...came);
    const joined = traced(state, turn, member, facts({ type: 'wheel-taken', member }), true);
    return { ...joined, facts: [joined.facts[0], ...came] };
  },
  'driver-gone': (state, { member }) =>
    state.driver === member ? facts({ type: 'wheel-lost', member }) : nothing,
  'member-gone': (state, { member }) =>
    hasHandUp(state, member) ? facts({ type: 'hand-lowered', member }) : nothing,
  'room-empty': (state, { parked }) => facts(...stopped(state, parked, 'empty')),
  'run-progressed': ({ standing }, { run, branch, updates: step }) =>
    standing.status === 'running' && standing.cursor.run === run && standing.cursor.branch === branch
      ? facts({ type: 'reached', run, branch, step })
      : nothing,
  'run-stopped': (state, { parked, because, hit }) => facts(...stoppedThere(state, parked, because, hit)),
  'run-failed': (state, { parked, because }) => {
    const { standing } = state;
    if (standing.status === 'running') return facts(...stoppedThere(state, parked, because));
    // A thread that dies while the class stands takes nothing with it.
    return standing.status === 'paused'
      ? facts({ type: 'run-paused', cursor: standing.cursor, because, hit: null })
      : nothing;
  },
};

export const decideReport = (
  state: ClassState,
  report: Report,
  turn: Pick<Turn<unknown>, 'guest' | 'limits'>,
): Decision => (reports[report.type] as Reports[typeof report.type])(state, report as never, turn);
