/** Random lives of a class, each made by the table itself from random commands and evidence, as a server makes it. */
import fc from 'fast-check';
import { moved, stepsDone } from '../../training/cursor.ts';
import { standsOf } from '../../lesson/lesson.ts';
import { pageStanding } from '../../lesson/page-standing.ts';
import { readLesson } from '../../lesson/read-lesson.ts';
import { sampleText } from '../../lesson/testing/sample.ts';
import { stepLengths } from '../../training/playback.ts';
import { presets } from '../../training/presets.ts';
import type { Question } from '../../questions/question.ts';
import { Refusal } from '../../refusal.ts';
import type { SolvedLesson } from '../commands/seminar.ts';
import { pageAsked, type OpenedLesson, type PageEvidence } from '../commands/lesson.ts';
import { standingAt, type ParkedAt } from '../commands/standing.ts';
import { targetOf } from '../commands/playback.ts';
import { evolve } from '../evolve.ts';
import type { ClassEvent, Fact } from '../fact.ts';
import { classLimits } from '../limits.ts';
import { situationOf } from '../reading.ts';
import { decideReport } from '../reports.ts';
import type { Decision, Turn } from '../rule.ts';
import { NOTHING, type ClassState } from '../state.ts';
import { decide, require, type Command } from '../table.ts';
import { roleOf, type Rows } from '../told.ts';

export interface Moment {
  readonly state: ClassState;
  readonly rows: Rows;
}

export interface History {
  readonly events: readonly ClassEvent[];
  /** Before the first event, and after each decision with its events. */
  readonly moments: readonly (Moment & { readonly made: readonly ClassEvent[] })[];
}

export const people = ['instructor', 'assistant', 'ann', 'bob', 'cho'] as const;

const question: Question = {
  asked: { kind: 'delta-sign', layer: 1, unit: 1 },
  choices: [-1, 0, 1].map((sign) => ({ type: 'sign', sign: sign as -1 | 0 | 1 })),
  about: { objective: 'J', word: 'Paris', sentence: null },
};

/** What is asked, or happens; `random` decides what nobody but the trainer knows. */
export interface Act {
  readonly by: number;
  readonly whom: number;
  readonly kind: number;
  readonly random: number;
}

const acts: readonly ((act: Act) => Command | 'report')[] = [
  () => ({ type: 'take-wheel' }),
  ({ whom }) => ({ type: 'hand-over', member: people[whom] }),
  ({ random }) => ({ type: 'name', name: `Name ${random % 7}` }),
  ({ random }) => ({ type: 'name-class', name: random % 3 === 0 ? '' : `Class ${random}` }),
  ({ whom, random }) => ({ type: 'appoint', member: people[whom], assistant: random % 2 === 0 }),
  ({ whom, random }) =>
    random % 5 === 0 ? { type: 'kick', member: people[whom] } : { type: 'lock', locked: random % 2 === 0 },
  () => ({ type: 'leave' }),
  ({ random }) => ({ type: 'names', hidden: random % 2 === 0 }),
  ({ random }) => ({ type: 'screens', held: random % 2 === 0 }),
  ({ random }) => ({ type: 'point', pointer: { quantity: 'delta', layer: 1, index: random % 8 } }),
  ({ random }) => ({ type: 'lost', lost: random % 3 > 0 }),
  ({ random }) => ({ type: 'contribute', contribution: { kind: 'question', text: `Why ${random}?` } }),
  ({ random }) => ({
    type: 'contribute',
    contribution: {
      kind: 'sentence',
      tokens: ['in', 'Cork', '.'],
      centre: random % 3,
      goldType: random % 2 ? 'LOC' : null,
    },
  }),
  ({ random }) => ({ type: 'withdraw', id: random % 9 }),
  ({ random }) => ({ type: 'discard', id: random % 9 }),
  ({ random }) => ({ type: 'show', id: random % 4 === 0 ? null : random % 9 }),
  ({ random }) => ({ type: 'put-to-vote', id: random % 9, open: random % 4 > 0 }),
  ({ random }) => ({ type: 'vote', id: random % 9, up: random % 4 > 0 }),
  ({ random }) => ({ type: 'hand', raised: random % 3 > 0 }),
  ({ whom }) => ({ type: 'lower-hand', member: people[whom] }),
  () => ({ type: 'run' }),
  () => ({ type: 'pause' }),
  ({ random }) => ({
    type: 'move',
    granularity: random % 3 ? 'operation' : 'step',
    direction: random % 4 ? 1 : -1,
  }),
  ({ random }) => ({ type: 'set', change: { setting: 'learningRate', value: (1 + (random % 9)) / 10 } }),
  ({ random }) => ({
    type: 'look',
    subject: random % 2 ? { kind: 'window' } : { kind: 'probe', probe: random % 3, operation: null },
  }),
  ({ random }) => ({
    type: 'view',
    view: random % 2 ? { page: 'graph' } : { objective: random % 4 ? 'J' : 's' },
  }),
  ({ random }) =>
    random % 3
      ? { type: 'scratch', expression: 'x * x', values: { x: random }, operation: random % 2 }
      : { type: 'scratch', direction: random % 2 ? 1 : -1 },
  ({ random }) => ({ type: 'speed', speed: random % 2 ? 10 : 'max' }),
  () => ({ type: 'reset' }),
  () => ({ type: 'ask', asked: question.asked }),
  ({ random }) => ({ type: 'answer', question: random % 3, round: random % 4 ? 0 : 1, choice: random % 3 }),
  ({ random }) => ({ type: 'answer', question: 0, round: random % 2 ? 0 : 1, choice: random % 3 }),
  ({ random }) => ({
    type: 'count-hands',
    question: random % 3,
    round: random % 4 ? 0 : 1,
    counts: [random % 4, random % 5, random % 6],
  }),
  ({ random }) => ({ type: 'discuss', seconds: random % 2 ? null : 60 }),
  () => ({ type: 'ask-again' }),
  () => ({ type: 'reveal' }),
  ({ random }) => (random % 3 ? { type: 'reveal' } : { type: 'dismiss' }),
  ({ random }) => (random % 4 ? { type: 'lesson', text: sampleText } : { type: 'close-lesson' }),
  ({ random }) => (random % 3 ? { type: 'enter', direction: 1 } : { type: 'enter', page: random % 5 }),
  ({ random }) => (random % 4 ? { type: 'open-seminar' } : { type: 'close-seminar' }),
  () => 'report',
];

/** Asking and answering, being lost and writing are what a class does most. */
const often = acts.flatMap((make, kind) => {
  const command = make({ by: 0, whom: 0, kind, random: 1 });
  const type = command === 'report' ? command : command.type;
  const weight =
    type === 'answer'
      ? 6
      : ['ask', 'count-hands', 'contribute', 'put-to-vote', 'vote', 'lost', 'move', 'run', 'report'].includes(
            type,
          )
        ? 3
        : 1;
  return Array.from({ length: weight }, () => kind);
});

export const act: fc.Arbitrary<Act> = fc.record({
  // Every second act is the instructor's, so that much of it is not refused.
  by: fc.oneof(fc.constant(0), fc.nat(people.length - 1)),
  whom: fc.nat(people.length - 1),
  kind: fc.constantFrom(...often),
  random: fc.nat(999),
});
export const life: fc.Arbitrary<readonly Act[]> = fc.array(act, {
  minLength: 1,
  maxLength: 100,
  size: 'max',
});

/** What a class with a driver and a first run makes of these acts; what is refused makes nothing. */
export function history(life: readonly Act[]): History {
  const events: ClassEvent[] = [];
  const moments: History['moments'][number][] = [];
  let state = NOTHING;
  let rows: Rows = new Map();
  const happen = (
    { facts, rows: added = [], erased = [] }: Decision,
    by: string | null,
    command: string | null,
  ): void => {
    const made = facts.map((fact: Fact, k): ClassEvent => ({
      seq: state.seq + 1 + k,
      at: 1000 + events.length,
      by,
      command,
      fact,
    }));
    state = made.reduce(evolve, state);
    const next = new Map(rows);
    for (const { id, value } of added) next.set(id, value);
    for (const id of erased) next.delete(id);
    rows = next;
    events.push(...made);
    moments.push({ state, rows, made });
  };
  happen({ facts: [{ type: 'class-opened', code: 'KQ7M-2P', secretHash: 'hash' }] }, null, null);
  happen({ facts: [{ type: 'run-started', run: 0, ...built }] }, null, null);
  const guests = {
    guest: (id: string) =>
      Object.hasOwn(state.members, id) || state.removed.includes(id)
        ? null
        : { token: `token of ${id}`, name: `Guest ${id}` },
    isHere: () => true,
    isScreen: () => false,
    limits: classLimits,
  };
  happen(
    decideReport(state, { type: 'member-came', member: people[0], showsSecret: true, device: null }, guests),
    null,
    null,
  );
  life.forEach((one, k) => {
    const by = people[one.by];
    const command = acts[one.kind](one);
    try {
      if (command === 'report') return happen(reported(state, one, guests), null, null);
      if (state.removed.includes(by)) return;
      require(state, command, roleOf(state, by));
      happen(
        decided(state, command, { by, rows, ...guests, evidence: null as never }, one),
        by,
        `command ${k}`,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  });
  return { events, moments };
}

const built = {
  preset: 'board' as const,
  configuration: presets.board,
  corpus: null,
  epochLength: 40,
  probes: 3,
  speed: null,
};

/** Where a run that is under way would be stopped. */
function parkedIn({ standing }: ClassState, { random }: Act): ParkedAt | null {
  if (standing.status !== 'running') return null;
  const { run, branch, step } = standing.cursor;
  const updates = step - 1 + (random % 20);
  return {
    updates,
    cursor: { run, branch, step: updates + 1, example: 0, operation: 0 },
    finite: random % 11 > 0,
  };
}

const lesson = readLesson(sampleText);
const stands = standsOf(lesson);

/** Its search finds step 30, or nothing. */
function pageEvidence(page: number, run: number, { random }: Act): PageEvidence {
  const { configuration } = built;
  const found = random % 5 ? { step: 30, example: 1 } : null;
  const content = lesson.pages[page];
  return {
    page,
    content,
    subject: stands[page].subject,
    standing: pageStanding(content, stands[page], { configuration, run }, found),
    configuration,
    question: content.question ? question : null,
  };
}

function openedLesson(state: ClassState, one: Act, parked: ParkedAt | null): OpenedLesson {
  const first = state.runs.length;
  return {
    lesson,
    runs: [{ built, head: 210 }],
    first,
    pages: lesson.pages.map((_, page) => pageEvidence(page, first, one).standing),
    unasked: [],
    entered: pageEvidence(0, first, one),
    parked,
  };
}

/** Every page that asks something asks the same. */
function solvedLesson({ lesson: open }: ClassState, one: Act): SolvedLesson {
  return {
    row: open?.row ?? '',
    asking: (open?.pages ?? []).flatMap((standing, page) => {
      return standing && pageEvidence(page, standing.cursor.run, one).question
        ? [
            {
              ...{ page, content: lesson.pages[page], subject: stands[page].subject, standing },
              ...{ configuration: built.configuration, question, truth: one.random % 3 },
            },
          ]
        : [];
    }),
  };
}

function decided(state: ClassState, command: Command, turn: Turn<never>, one: Act): Decision {
  const parked = parkedIn(state, one);
  const evidence = (): unknown => {
    switch (command.type) {
      case 'name':
        return `${command.name} ${turn.by}`;
      case 'lock':
        return people.filter((id) => turn.guest(id));
      case 'move': {
        const there = targetOf(state, command);
        return { ...there, parked: { updates: stepsDone(there.cursor), finite: true } };
      }
      case 'reset':
        return { ...built, parked };
      case 'lesson':
        return openedLesson(state, one, parked);
      case 'enter': {
        const page = pageAsked(state, command);
        const run = state.lesson?.pages.find((place) => place)?.cursor.run ?? 0;
        return pageEvidence(page, run, one);
      }
      case 'open-seminar':
        return solvedLesson(state, one);
      case 'ask':
        return question;
      case 'reveal': {
        const { standing, subject } = state;
        if (standing.status !== 'paused') return { truth: one.random % 3, there: null };
        const cursor = moved(
          standing.cursor,
          { granularity: 'operation', direction: 1 },
          stepLengths(situationOf(state)),
        );
        return { truth: one.random % 3, there: { cursor, subject, parked: null, move: null } };
      }
      default:
        return parked;
    }
  };
  return decide(state, command as never, { ...turn, evidence: evidence() as never });
}

function reported(state: ClassState, one: Act, guests: Pick<Turn, 'guest' | 'limits'>): Decision {
  const parked = parkedIn(state, one);
  const { standing } = state;
  switch (one.random % 6) {
    case 0:
      return decideReport(state, { type: 'driver-gone', member: state.driver ?? 'nobody' }, guests);
    case 1: {
      const member = people[one.whom];
      if (state.removed.includes(member)) return { facts: [] };
      const showsSecret = one.whom < 2;
      return decideReport(state, { type: 'member-came', member, showsSecret, device: null }, guests);
    }
    case 2:
      return standing.status === 'running' && parked
        ? decideReport(state, { type: 'run-progressed', ...standing.cursor, updates: parked.updates }, guests)
        : { facts: [] };
    case 3:
      return parked
        ? decideReport(state, { type: 'run-stopped', parked, because: 'epoch-limit', hit: null }, guests)
        : {
            facts:
              standing.status === 'paused'
                ? standingAt(
                    state,
                    { cursor: standing.cursor, subject: state.subject, parked: null, move: null },
                    'seek',
                  )
                : [],
          };
    case 4:
      return decideReport(state, { type: 'member-gone', member: people[one.whom] }, guests);
    default:
      return decideReport(state, { type: 'room-empty', parked }, guests);
  }
}
