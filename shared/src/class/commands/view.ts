/** How the class looks at a run: the driver decides, for all. */
import type { Compared } from '../../evaluation/comparison.ts';
import type { View } from '../../protocol/view.ts';
import { EXPRESSION_LIMIT } from '../../scratch/limits.ts';
import { changedScratch } from '../../scratch/scratch.ts';
import { z } from '../../schema.ts';
import { areSame, BREAKPOINTS_LIMIT, breakpointSchema } from '../../training/breakpoint.ts';
import { changesBetween } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { SubjectRef } from '../place.ts';
import { probeLength, requireRun } from '../reading.ts';
import { driverOnly, facts, notNow, nothing, outOfBounds, rule, type Decision, type Turn } from '../rule.ts';
import type { ClassState } from '../state.ts';
import { textAt, type Rows } from '../told.ts';
import { textOf } from './part.ts';
import { index, move, pointerSchema, speedSchema, typedSentence } from './schemas.ts';
import { stopped, type ParkedAt } from './standing.ts';
import { viewSchema } from './view-schema.ts';

/** What says how the pass is written: another one would show what is asked. */
const telling = ['objective', 'label', 'convention'] as const satisfies readonly (keyof View)[];

export const looks = {
  speed: rule({
    schema: z.strictObject({
      type: z.literal('speed'),
      speed: speedSchema,
    }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide: (state, { speed }) => (speed === state.speed ? nothing : facts({ type: 'speed-set', speed })),
  }),
  look: rule({
    schema: z.strictObject({
      type: z.literal('look'),
      subject: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('window') }),
        z.strictObject({
          kind: z.literal('probe'),
          probe: z.int().check(z.gte(0), z.lte(15)),
          operation: z.nullable(index),
        }),
        z.strictObject({ kind: z.literal('sentence'), ...typedSentence, operation: z.nullable(index) }),
      ]),
    }),
    roles: driverOnly,
    turn: 'in-run',
    shows: true,
    /** Evidence: where a run was stopped for it. A sentence that is put up is looked at now, not whenever the run happens to stop. */
    decide(state, { subject }, { evidence }: Turn<ParkedAt | null>): Decision {
      const run = requireRun(state);
      if (subject.kind === 'window') return facts({ type: 'subject-chosen', subject });
      if (subject.kind === 'probe') {
        if (subject.probe >= run.probes) throw outOfBounds('subject.probe', subject.probe, `<${run.probes}`);
        return facts({ type: 'subject-chosen', subject: within(state, subject) });
      }
      const { kind, operation, ...sentence } = subject;
      const { length } = sentence.tokens;
      if (sentence.centre >= length) throw outOfBounds('subject.centre', sentence.centre, `<${length}`);
      const row = `sentence ${state.seq + 1}`;
      const { centre, goldType } = sentence;
      return {
        ...facts(...stopped(state, evidence, 'driver'), {
          type: 'subject-chosen',
          subject: within(state, { kind, row, centre, goldType, operation }),
        }),
        rows: [{ id: row, value: { kind, ...sentence } }],
      };
    },
  }),
  /** Names only what it changes. */
  view: rule({
    schema: z.strictObject({ type: z.literal('view'), view: z.partial(viewSchema) }),
    roles: driverOnly,
    turn: 'in-run',
    shows: (state, command) =>
      telling.some((part) => command.view[part] !== undefined && command.view[part] !== state.view[part]),
    /** Evidence: where a run was stopped for it. Of s there is no update. */
    decide(state, command, { evidence }: Turn<ParkedAt | null>) {
      const changed = Object.fromEntries(
        Object.entries(command.view).filter(
          ([part, value]) => changesBetween(state.view[part as keyof View], value).length > 0,
        ),
      ) as Partial<View>;
      if (changed.compared) requireComparable(state, changed.compared);
      const isNews = Object.keys(changed).length > 0;
      return facts(
        ...(changed.objective === 's' ? stopped(state, evidence, 'driver') : []),
        ...(isNews ? [{ type: 'view-changed', changed } as const] : []),
      );
    },
  }),
  /**
   * What stands in the scratch graph: the text is read, and refused at its column, by the room. Names only what it changes; the values are
   * one thing. What is drawn begins at its beginning, unless an operation is named; `direction` goes one on from where the class stands.
   */
  scratch: rule({
    schema: z.strictObject({
      type: z.literal('scratch'),
      expression: z.optional(z.string().check(z.maxLength(2 * EXPRESSION_LIMIT))),
      values: z.optional(z.record(z.string().check(z.maxLength(EXPRESSION_LIMIT)), z.number())),
      operation: z.optional(index),
      direction: z.optional(move.direction),
    }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide({ scratch }, command) {
      const changed = changedScratch(scratch, command);
      return changed === scratch ? nothing : facts({ type: 'scratch-changed', scratch: changed });
    },
  }),
  /** Names only what it changes: what is taken from the list, and what is added, which stands where the other stood. */
  breakpoints: rule({
    schema: z.strictObject({
      type: z.literal('breakpoints'),
      remove: z.optional(breakpointSchema),
      add: z.optional(breakpointSchema),
    }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal 'command' when the list is full. */
    decide({ breakpoints: list }, { remove, add }) {
      const removed = remove ? list.findIndex((known) => areSame(known, remove)) : -1;
      const isThere = list.some((known, k) => k !== removed && add && areSame(known, add));
      // What is there already, and takes nobody's place, stays where it is.
      if (removed < 0 && (!add || isThere)) return nothing;
      const others = list.filter((known, k) => k !== removed && !(add && areSame(known, add)));
      const at = removed < 0 ? others.length : Math.min(removed, others.length);
      const breakpoints = add ? others.toSpliced(at, 0, add) : others;
      if (breakpoints.length > BREAKPOINTS_LIMIT)
        throw outOfBounds('breakpoints', breakpoints.length, `<=${BREAKPOINTS_LIMIT}`);
      return facts({ type: 'breakpoints-set', breakpoints });
    },
  }),
  screens: rule({
    schema: z.strictObject({ type: z.literal('screens'), held: z.boolean() }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide: (_, { held }) => facts({ type: 'screens-held', held }),
  }),
  point: rule({
    schema: z.strictObject({
      type: z.literal('point'),
      pointer: z.nullable(pointerSchema),
    }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide: (_, { pointer }) => facts({ type: 'pinned', pointer }),
  }),
  /** What a member has written, on the board; null: down again. */
  show: rule({
    schema: z.strictObject({ type: z.literal('show'), id: z.nullable(index) }),
    roles: driverOnly,
    turn: 'in-run',
    shows: (state, { id }) =>
      kindOf(state, state.shown) === 'sentence' || (id !== null && textOf(state, id).kind === 'sentence'),
    /** A sentence is looked at; one that was leaves with it. Evidence: where a run was stopped for it. */
    decide(state, { id }, { rows, evidence }: Turn<ParkedAt | null>): Decision {
      const shown: Fact = { type: 'text-shown', text: id };
      if (id !== null && textOf(state, id).kind === 'sentence') {
        const subject = within(state, sentenceOf(state, rows, id));
        return facts(...stopped(state, evidence, 'driver'), { type: 'subject-chosen', subject }, shown);
      }
      const isLookedAt = kindOf(state, state.shown) === 'sentence' && state.subject.kind === 'sentence';
      return facts(...(isLookedAt ? [windowChosen] : []), shown);
    },
  }),
};

/** Throws Refusal 'command' unless they are runs of the class, each named once, on the same data (SPEC CR1). */
function requireComparable({ runs }: ClassState, { runs: named }: Compared): void {
  named.forEach((run, k) => {
    const path = `view.compared.runs.${k}`;
    if (run >= runs.length) throw outOfBounds(path, run, `<${runs.length}`);
    if (named.indexOf(run) < k) throw outOfBounds(path, run, 'twice');
    if (runs[run].corpus !== runs[named[0]].corpus) throw outOfBounds(path, run, 'other data');
  });
}

const windowChosen: Fact = { type: 'subject-chosen', subject: { kind: 'window' } };

const kindOf = ({ texts }: ClassState, id: number | null) => texts.find(({ text }) => text === id)?.kind;

function sentenceOf(state: ClassState, rows: Rows, id: number): SubjectRef {
  const { row } = textOf(state, id);
  const written = textAt(rows, row);
  if (written?.kind !== 'sentence') throw notNow(state, 'show');
  const { centre, goldType, tokens } = written;
  if (centre >= tokens.length) throw outOfBounds('subject.centre', centre, `<${tokens.length}`);
  return { kind: 'sentence', row, centre, goldType, operation: null };
}

/** Throws Refusal 'command' when its pass has no such operation; the last one is the whole pass. */
function within(state: ClassState, subject: SubjectRef): SubjectRef {
  if (subject.kind === 'window') return subject;
  const most = probeLength(state, subject, requireRun(state));
  const { operation } = subject;
  if (operation !== null && operation > most) throw outOfBounds('subject.operation', operation, `<=${most}`);
  return { ...subject, operation: operation === most ? null : operation };
}
