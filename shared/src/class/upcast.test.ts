import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Personal } from '../protocol/participation.ts';
import type { RoomState } from '../protocol/state.ts';
import { OPENING_VIEW } from '../protocol/view.ts';
import { evolve } from './evolve.ts';
import { FACT_VERSION, type ClassEvent, type FactType } from './fact.ts';
import { NOTHING, type ClassState } from './state.ts';
import { RESTING, toldToAll, toldToOne } from './told.ts';
import { upcast } from './upcast.ts';

/** What was once on a disk, and what its class was told then. */
interface KeptLog {
  readonly events: readonly (Omit<ClassEvent, 'fact'> & {
    readonly version: number;
    readonly fact: unknown;
  })[];
  readonly rows: readonly { readonly id: string; readonly value: unknown }[];
  readonly told: { readonly all: unknown; readonly own: Readonly<Record<string, unknown>> };
}

const logOf = (version: number): KeptLog =>
  JSON.parse(readFileSync(new URL(`testing/logs/v${version}.json`, import.meta.url), 'utf8')) as KeptLog;
const versions = Array.from({ length: FACT_VERSION }, (_, k) => k + 1);

/** The version that first had it: a fact that is not here does not compile, and one without a log is found. */
const since: Readonly<Record<FactType, number>> = {
  'class-opened': 1,
  'secret-changed': 3,
  'class-named': 1,
  'room-locked': 1,
  'names-hidden': 1,
  'screens-held': 1,
  'member-joined': 1,
  'member-became-instructor': 1,
  'device-added': 1,
  'member-named': 1,
  'member-appointed': 1,
  'member-removed': 1,
  'member-left': 3,
  'wheel-taken': 1,
  'wheel-lost': 1,
  'lost-marked': 1,
  'text-written': 1,
  'text-removed': 1,
  'text-shown': 1,
  'text-put-to-vote': 2,
  'text-voted': 2,
  'hand-raised': 2,
  'hand-lowered': 2,
  'question-asked': 1,
  'discussion-opened': 1,
  'second-round-opened': 1,
  'question-answered': 1,
  'hands-counted': 6,
  'question-revealed': 1,
  'question-dismissed': 1,
  'run-started': 1,
  'setting-changed': 1,
  'run-continued': 1,
  'run-paused': 1,
  reached: 1,
  moved: 1,
  'speed-set': 1,
  'subject-chosen': 1,
  'view-changed': 1,
  'scratch-changed': 1,
  'breakpoints-set': 1,
  pinned: 1,
  'lesson-opened': 4,
  'lesson-page-entered': 4,
  'lesson-closed': 4,
  'seminar-opened': 7,
  'seminar-closed': 7,
};

/** What is told may have grown since: what it did not have then is as at the opening. */
const withDefaults = <T extends object>(defaults: Partial<T>, told: T): T => ({ ...defaults, ...told });

describe.each(versions)('CL3 a log of version %i', (version) => {
  const { events, rows, told } = logOf(version);

  test('is read, every prefix of it folds, and everybody is told what they were told then', () => {
    const state = events.reduce<ClassState>(
      (before, { version: of, fact, ...event }) => evolve(before, { ...event, fact: upcast(of, fact) }),
      NOTHING,
    );
    const written = new Map(rows.map(({ id, value }) => [id, value]));
    const then = told.all as RoomState;
    const corpora = events.flatMap(({ version: of, fact }) => {
      const upcasted = upcast(of, fact);
      return upcasted.type === 'run-started' ? [upcasted.corpus] : [];
    });
    expect(new Set(corpora)).toEqual(new Set([null, 'c0ffee']));
    expect(toldToAll(state, written, RESTING)).toEqual({
      ...withDefaults({ openTexts: [], testOpenings: 0, lesson: null, comparison: null }, then),
      view: { ...OPENING_VIEW, ...then.view },
      runs: then.runs.map((run, k) => withDefaults({ corpusHash: corpora[k] }, run)),
    });
    expect(Object.keys(told.own).length).toBeGreaterThanOrEqual(2);
    for (const [member, own] of Object.entries(told.own)) {
      expect(toldToOne(state, written, member, { name: 'Guest', role: 'viewer' })).toEqual({
        ...withDefaults({ hand: false, votes: [], lesson: null }, own as Personal),
      });
    }
  });

  test('has every fact that there was', () => {
    expect(events.every((event) => event.version === version)).toBe(true);
    const types = Object.entries(since).flatMap(([type, first]) => (first <= version ? [type] : []));
    expect(new Set(events.map(({ fact }) => (fact as { type: string }).type))).toEqual(new Set(types));
  });
});

test('CL3 a version that is not known is refused', () => {
  const [{ fact }] = logOf(FACT_VERSION).events;
  expect(upcast(FACT_VERSION, fact)).toBe(fact);
  expect(() => upcast(FACT_VERSION + 1, fact)).toThrow(`version ${FACT_VERSION + 1}`);
  expect(() => upcast(0, fact)).toThrow('version 0');
});

test('NU10 the runs of the logs that are kept began with numerics 1, and have it still', () => {
  for (const version of [1, 2, 3]) {
    const started = logOf(version).events.flatMap(({ fact }) => {
      const upcasted = upcast(version, fact);
      return upcasted.type === 'run-started' ? [upcasted.configuration] : [];
    });
    expect(started.length).toBeGreaterThan(0);
    expect(started.map(({ numerics }) => numerics)).toEqual(started.map(() => 1));
  }
});

test('CL3 CR5 what was compared before there was a patience goes on to its end', () => {
  const compared = { runs: [0, 1], epochs: 2 };
  const fact = { type: 'view-changed', changed: { page: 'evaluation', compared } };
  expect(upcast(4, fact)).toEqual({
    type: 'view-changed',
    changed: { page: 'evaluation', compared: { ...compared, patience: null } },
  });
  const closed = { type: 'view-changed', changed: { compared: null } };
  expect(upcast(4, closed)).toEqual(closed);
});
