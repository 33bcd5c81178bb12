/** The run, and where the class stands in it. */
import { SEEDS } from '../../evaluation/comparison.ts';
import { requireOrder } from '../../link/changes.ts';
import type { StartPlace } from '../../link/link.ts';
import { settingChange, settingChanges, startPlace } from '../../link/place-schema.ts';
import { Refusal } from '../../refusal.ts';
import { z } from '../../schema.ts';
import { configurationSchema } from '../../training/configuration-schema.ts';
import {
  atOperation,
  moved,
  movedInPass,
  showsSamePass,
  stepsDone,
  type Cursor,
  type Move,
} from '../../training/cursor.ts';
import { stepPlan } from '../../training/configuration.ts';
import { stepLengths } from '../../training/playback.ts';
import { presetNames } from '../../training/presets.ts';
import { commitChange, type RunCommand } from '../../training/run.ts';
import type { Fact, FactOf } from '../fact.ts';
import { isLiveIn, longestPass, probeLength, requireRun, settingsAfter, situationOf } from '../reading.ts';
import { driverOnly, facts, notNow, nothing, outOfBounds, rule, type Turn } from '../rule.ts';
import type { ClassLimits } from '../limits.ts';
import type { ClassState } from '../state.ts';
import { index, move, place } from './schemas.ts';
import { grown, standingAt, stopped, type ParkedAt, type There } from './standing.ts';

/** A run that has been built beside the present one. */
export interface BuiltRun extends Omit<FactOf<'run-started'>, 'type' | 'run'> {
  /** Where the present run was stopped for it; null where it stood, or there is none. */
  readonly parked: ParkedAt | null;
  /** Where it was brought to, and what was changed on the way. */
  readonly brought?: {
    readonly at: StartPlace;
    readonly parked: Pick<ParkedAt, 'updates' | 'finite'>;
    readonly changes: readonly RunCommand[];
  };
}

/** The place that `move` leads to. Throws Refusal 'not-now' where there is none. */
export function targetOf(state: ClassState, move: Move): Omit<There, 'parked'> {
  if (!isLiveIn(state, { type: 'move', ...move })) throw notNow(state, 'move');
  const { subject, standing } = state;
  if (standing.status !== 'paused') throw notNow(state, 'move');
  const { cursor } = standing;
  if (subject.kind !== 'window' && move.granularity === 'operation') {
    const operation = movedInPass(
      subject.operation,
      move.direction,
      probeLength(state, subject, requireRun(state)),
    );
    return { cursor, subject: { ...subject, operation }, move };
  }
  return { cursor: moved(cursor, move, stepLengths(situationOf(state))), subject, move };
}

/** Throws Refusal 'command' unless the place is known: at most one step beyond the branch's head. */
export function requirePlace(
  state: ClassState,
  { run, branch, step, operation }: Pick<Cursor, 'run' | 'branch' | 'step' | 'operation'>,
): void {
  if (run >= state.runs.length) throw outOfBounds('run', run, `<${state.runs.length}`);
  const { branches } = state.runs[run];
  if (branch >= branches.length) throw outOfBounds('branch', branch, `<${branches.length}`);
  const furthest = branches[branch].head + 1;
  if (step > furthest) throw outOfBounds('step', step, `<=${furthest}`);
  const most = longestPass(state, state.runs[run]);
  if (operation > most) throw outOfBounds('operation', operation, `<=${most}`);
}

/** Whether the pass that is shown is also the one there, so that no trainer is needed. */
export const staysInPass = ({ standing }: ClassState, cursor: Cursor): boolean =>
  standing.status === 'paused' &&
  showsSamePass(standing.cursor, cursor) &&
  standing.cursor.step === cursor.step;

export const playback = {
  run: rule({
    schema: z.strictObject({ type: z.literal('run') }),
    roles: driverOnly,
    turn: 'in-run',
    shows: true,
    decide(state) {
      const { standing } = state;
      if (standing.status !== 'paused' || !isLiveIn(state, { type: 'run' })) throw notNow(state, 'run');
      return facts({ type: 'run-continued', cursor: standing.cursor });
    },
  }),
  pause: rule({
    schema: z.strictObject({ type: z.literal('pause') }),
    roles: driverOnly,
    turn: 'in-run',
    shows: false,
    // It may have stopped by itself meanwhile: then there is nothing to do.
    decide: (state, _, { evidence }: Turn<ParkedAt | null>) => facts(...stopped(state, evidence, 'driver')),
  }),
  move: rule({
    schema: z.strictObject({ type: z.literal('move'), ...move }),
    roles: driverOnly,
    turn: 'in-run',
    shows: true,
    decide: (state, _, { evidence }: Turn<There>) => facts(...standingAt(state, evidence, 'move')),
  }),
  /** Looks at any step of the branch, at most one beyond its head; pauses first. Never writes a run command. */
  seek: rule({
    schema: z.strictObject({ type: z.literal('seek'), ...place }),
    roles: driverOnly,
    turn: 'in-run',
    shows: true,
    decide: (state, _, { evidence }: Turn<There>) => facts(...standingAt(state, evidence, 'seek')),
  }),
  /** Moves on and on, at the server's pace, until `release` or any other command. */
  hold: rule({
    schema: z.strictObject({ type: z.literal('hold'), ...move }),
    roles: driverOnly,
    turn: 'in-run',
    shows: true,
    decide: (state, _, { evidence }: Turn<There>) => facts(...standingAt(state, evidence, 'hold')),
  }),
  release: rule({
    schema: z.strictObject({ type: z.literal('release') }),
    roles: driverOnly,
    turn: 'in-run',
    shows: false,
    decide: () => nothing,
  }),
  /** Another run or branch, at a place of it; pauses first. */
  open: rule({
    schema: z.strictObject({ type: z.literal('open'), run: index, branch: index, ...place }),
    roles: driverOnly,
    turn: 'beside',
    shows: true,
    decide: (state, _, { evidence }: Turn<There>) => facts(...standingAt(state, evidence, 'open')),
  }),
  set: rule({
    schema: z.strictObject({
      type: z.literal('set'),
      change: settingChange,
    }),
    roles: driverOnly,
    turn: 'in-run',
    shows: true,
    /** Evidence: where a run that is under way was stopped for it. Throws Refusal 'too-many'. */
    decide(state, { change }, { evidence, limits }: Turn<ParkedAt | null>) {
      const { standing } = state;
      if (standing.status === 'preparing') throw notNow(state, 'set');
      const { run, branch: from } = standing.cursor;
      const known = requireRun(state);
      const running = standing.status === 'running' && evidence;
      const updates = running ? evidence.updates : stepsDone(standing.cursor);
      const before = running ? grown(state, standing.cursor, updates) : [];
      // The same value again is no change: behind the head it would only tear off a branch.
      if (settingsAfter(known, from, updates)[change.setting] === change.value) return facts(...before);
      const forks = updates < known.branches[from].head;
      if (forks && known.branches.length >= limits.branches) {
        throw new Refusal('too-many', { what: 'branches', limit: limits.branches });
      }
      const { branch } = commitChange(known, from, updates, change);
      return facts(...before, { type: 'setting-changed', run, from, branch, afterStep: updates, change });
    },
  }),
  /** A new run with the same seed and the present settings. */
  reset: rule({
    schema: z.strictObject({ type: z.literal('reset') }),
    roles: driverOnly,
    turn: 'beside',
    shows: true,
    decide: (state, _, turn: Turn<BuiltRun>) => started(state, turn),
  }),
  configure: rule({
    schema: z.strictObject({
      type: z.literal('configure'),
      preset: z.nullable(z.enum(presetNames)),
      configuration: configurationSchema,
      /** Where the run is brought to before it takes the present one's place; otherwise it stands inside step 1. */
      at: z.optional(startPlace),
      /** On the way there. */
      changes: z.optional(settingChanges),
    }),
    roles: driverOnly,
    turn: 'beside',
    shows: true,
    decide: (state, _, turn: Turn<BuiltRun>) => started(state, turn),
  }),
  /** One of those that are compared, with one of its seeds, by its place: a run of its own, brought to its best step. */
  'open-compared': rule({
    schema: z.strictObject({
      type: z.literal('open-compared'),
      run: index,
      seed: z.int().check(z.gte(0), z.lt(SEEDS)),
    }),
    roles: driverOnly,
    turn: 'beside',
    shows: true,
    decide: (state, _, turn: Turn<BuiltRun>) => started(state, turn),
  }),
};

/** The number of the next run. Throws Refusal 'too-many'. */
export function requireRuns(
  { runs: { length } }: ClassState,
  { runs: limit }: Pick<ClassLimits, 'runs'>,
): number {
  if (length >= limit) throw new Refusal('too-many', { what: 'runs', limit });
  return length;
}

/** Throws Refusal 'too-many'. */
export function started(
  state: ClassState,
  { evidence, limits }: Pick<Turn<BuiltRun>, 'evidence' | 'limits'>,
) {
  const { parked, brought, ...built } = evidence;
  const run = requireRuns(state, limits);
  const begun = facts(
    ...(parked && state.standing.status === 'running' ? grown(state, parked.cursor, parked.updates) : []),
    { type: 'run-started', run, ...built },
  );
  if (!brought) return begun;
  const { step, operation } = brought.at;
  const lengths = stepLengths({
    plan: stepPlan(built.configuration),
    objective: state.view.objective,
    epochLength: built.epochLength,
  });
  const start = { run, branch: 0, step, example: 0, operation: 0 };
  const cursor = operation === 0 ? start : atOperation(start, operation, lengths);
  return facts(...begun.facts, ...broughtTo(cursor, brought));
}

/** That a run which has just started was brought to a place: what the driver would have done to come there. */
function broughtTo(
  cursor: Cursor,
  { parked: { updates, finite }, changes }: NonNullable<BuiltRun['brought']>,
): readonly Fact[] {
  const { run } = cursor;
  const reached = (step: number): readonly Fact[] =>
    step > 0 ? [{ type: 'reached', run, branch: 0, step }] : [];
  return [
    ...changes.flatMap(({ afterStep, change }): readonly Fact[] => [
      ...reached(afterStep),
      { type: 'setting-changed', run, from: 0, branch: 0, afterStep, change },
    ]),
    ...reached(updates),
    {
      type: 'moved',
      how: 'open',
      cursor,
      subject: { kind: 'window' },
      because: finite ? 'driver' : 'not-finite',
      granularity: null,
      direction: null,
      moves: 1,
    },
  ];
}

/** Throws Refusal 'command' unless there is such a place in a run of this configuration, and changes on the way to it. */
export function requireStart(
  state: ClassState,
  {
    configuration,
    at,
    changes,
  }: Pick<z.infer<(typeof playback)['configure']['schema']>, 'configuration' | 'at' | 'changes'>,
): void {
  requireOrder(changes ?? [], at ?? null);
  const most = longestPass(state, { configuration });
  if (at && at.operation > most) throw outOfBounds('at.operation', at.operation, `<=${most}`);
}
