import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import type { RoomState, Subject } from '../protocol/state.ts';
import { OPENING_VIEW } from '../protocol/view.ts';
import { OPENING_SCRATCH } from '../scratch/scratch.ts';
import { stepPlan, type Configuration } from '../training/configuration.ts';
import { atOperation, type Cursor } from '../training/cursor.ts';
import {
  exampleLength,
  objectives,
  operationsOf,
  passLength,
  stepLength,
  windowPlan,
} from '../training/operations.ts';
import { parseConfiguration } from '../training/parse-configuration.ts';
import { presets } from '../training/presets.ts';
import type { Branch } from '../training/run.ts';
import { configurations } from '../training/testing/configurations.ts';
import { standsOf, viewOfPage } from './lesson.ts';
import { pageStanding } from './page-standing.ts';
import { checkLesson, readLesson } from './read-lesson.ts';
import { takePage, type Seen, type Taken } from './take-page.ts';

const first: Branch = { from: null, commands: [], head: 0 };
const board = parseConfiguration(presets.board);
const start: Cursor = { run: 0, branch: 0, step: 1, example: 0, operation: 0 };

const seen = (
  state: Partial<Seen['state']>,
  configuration: Configuration = board,
  cursor: Cursor = start,
): Seen => ({
  run: { configuration, preset: null },
  state: {
    playback: { status: 'paused', cursor, because: 'driver' } as RoomState['playback'],
    subject: { kind: 'window' },
    view: OPENING_VIEW,
    pointer: null,
    scratch: OPENING_SCRATCH,
    speed: 400,
    breakpoints: [],
    question: null,
    branch: 0,
    branches: [first],
    ...state,
  },
});

function taken(what: Seen): Taken {
  const page = takePage(what);
  if (typeof page === 'string') throw new Error(page);
  return page;
}

/** Where a lesson of this page alone stands. */
function standingOf(page: Taken): ReturnType<typeof pageStanding> {
  const lesson = checkLesson({
    version: 1,
    id: 'one',
    title: { en: 'One' },
    minutes: 3,
    pages: [{ ...page, title: { en: 'Page' }, minutes: 3 }],
  });
  const [stand] = standsOf(lesson);
  const configuration = parseConfiguration(stand.configuration);
  return pageStanding(lesson.pages[0], stand, { configuration, run: 0 }, null);
}

/** The bundled corpus, as every lesson has it. */
const family = configurations.map((drawn): Configuration =>
  parseConfiguration({ ...drawn, corpus: { kind: 'bundled' } }),
);

describe('LE10 a page that is taken stands where the class stood', () => {
  test('in every network, at every step and operation that has a name', () => {
    fc.assert(
      fc.property(
        family,
        fc.constantFrom(...objectives),
        fc.integer({ min: 1, max: 90_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (configuration, objective, step, share) => {
          const plan = stepPlan(configuration);
          const lengths = {
            example: exampleLength(plan, objective),
            batch: plan.batch,
            operations: stepLength(plan, objective),
            epochLength: 1,
          };
          // Its last operation ends the step, and is none within it.
          const operation = Math.min(lengths.operations - 1, Math.floor(share * lengths.operations));
          const cursor =
            operation === 0 ? { ...start, step } : atOperation({ ...start, step }, operation, lengths);
          const view = { ...OPENING_VIEW, objective };
          const page = taken(seen({ view }, configuration, cursor));
          const standing = standingOf(page);
          // From within the corrupted window of a pair it is the operation before.
          const isNamed = operation === 0 || !('window' in operationsOf(plan, objective)[operation - 1]);
          const isTrue = isNamed || plan.windows === 1;
          if (isTrue) expect(standing).toEqual({ cursor, operation: null });
          else expect(standing?.cursor.operation).toBeLessThanOrEqual(operation);
          expect(viewOfPage(page, OPENING_VIEW)).toEqual(view);
        },
      ),
    );
  });

  test('at every place of a probe, also before the first step', () => {
    const length = passLength(windowPlan(stepPlan(board)), 'J');
    for (const step of [1, 2, 7]) {
      for (const operation of [null, ...Array.from({ length }, (_, k) => k)]) {
        const subject: Subject = { kind: 'probe', probe: 3, operation };
        const page = taken(seen({ subject }, board, { ...start, step }));
        expect(page.subject).toEqual({ kind: 'probe', probe: 3 });
        expect(standingOf(page)).toEqual({ cursor: { ...start, step }, operation });
      }
    }
  });

  test('with what was typed, pinned, set and asked', () => {
    const view = { ...OPENING_VIEW, page: 'scratch', convention: 'jacobian', blank: true, span: 40 } as const;
    const page = taken(
      seen({
        subject: {
          kind: 'sentence',
          operation: null,
          view: {
            tokens: ['in', 'Paris'],
            centre: 1,
            goldType: 'LOC',
            gold: 1,
            dictionary: null,
            x: new Uint8Array(),
            rows: null,
          },
        },
        view,
        pointer: { quantity: 'delta', layer: 1, index: 3 } as NonNullable<RoomState['pointer']>,
        speed: 2,
        breakpoints: [{ kind: 'location' }],
      }),
    );
    expect(page).toMatchObject({
      subject: { kind: 'sentence', tokens: ['in', 'Paris'], centre: 1, goldType: 'LOC' },
      view: { page: 'scratch', convention: 'jacobian' },
      pin: { layer: 1, index: 3 },
      speed: 2,
      breakpoints: [{ kind: 'location' }],
      scratch: OPENING_SCRATCH,
    });
    expect(Object.keys(page.view ?? {})).toEqual(['page', 'convention']);
  });

  test('of a question the place where it was asked, not where its reveal has led, and not its answer', () => {
    const cursor = { ...start, operation: 5 };
    const asked = { kind: 'label-flips' } as const;
    const page = taken(
      seen(
        {
          question: { cursor, question: { asked } } as unknown as RoomState['question'],
          pointer: { quantity: 'delta', layer: 1, index: 3 } as NonNullable<RoomState['pointer']>,
        },
        board,
        { ...start, operation: 9 },
      ),
    );
    expect(page.question).toEqual({ asked });
    expect(page.pin).toBeUndefined();
    expect(standingOf(page)?.cursor).toEqual(cursor);
  });

  test('settings that were changed before the first step are those of its network', () => {
    const branches: Branch[] = [
      { from: null, commands: [{ afterStep: 0, change: { setting: 'learningRate', value: 0.5 } }], head: 0 },
    ];
    expect(taken(seen({ branches })).configuration).toEqual({
      preset: 'board',
      changes: { learningRate: 0.5 },
    });
  });
});

test.each<[string, Seen]>([
  ['running', seen({ playback: { status: 'running', run: 0, branch: 0 } as RoomState['playback'] })],
  ['own-text', seen({}, { ...board, corpus: { kind: 'pasted', text: '' } })],
  ['own-vectors', seen({}, { ...board, vectors: { kind: 'own', hash: 'a'.repeat(64) } })],
  [
    'changed',
    seen({
      branches: [
        { from: null, commands: [{ afterStep: 3, change: { setting: 'learningRate', value: 1 } }], head: 9 },
      ],
    }),
  ],
  ['older', seen({}, { ...board, numerics: (board.numerics - 1) as Configuration['numerics'] })],
])('LE10 what a lesson cannot hold is not taken: %s', (reason, what) => {
  expect(takePage(what)).toBe(reason);
});

test('LE10 at step 0 a window has no pass, a probe has one', () => {
  const at = { step: 0, after: 'z1' } as const;
  const lesson = (subject: Taken['subject']): unknown => ({
    version: 1,
    id: 'zero',
    title: { en: 'Zero' },
    minutes: 1,
    pages: [{ title: { en: 'Page' }, minutes: 1, at, ...(subject && { subject }) }],
  });
  expect(() => checkLesson(lesson(undefined))).toThrow(Refusal);
  expect(checkLesson(lesson({ kind: 'probe', probe: 0 })).pages[0].at).toEqual(at);
});

describe('LE11 pages that are whole by themselves', async () => {
  const { withoutRepetition, withWholePages } = await import('./whole-pages.ts');
  const folder = new URL('../../../lessons/', import.meta.url);
  const files = readdirSync(folder).filter((name) => /^\d-.*\.json$/.test(name));

  test.each(files)('%s: every page stands where it stood, whole and written shortly', (name) => {
    const lesson = readLesson(readFileSync(new URL(name, folder), 'utf8'));
    const whole = withWholePages(lesson);
    expect(standsOf(whole)).toEqual(standsOf(lesson));
    const short = withoutRepetition(whole);
    expect(standsOf(short)).toEqual(standsOf(lesson));
    expect(JSON.stringify(short).length).toBeLessThanOrEqual(JSON.stringify(lesson).length);
    expect(readLesson(JSON.stringify(short))).toEqual(short);
    // Wherever a page is moved, it stands where it stood.
    const moved = withoutRepetition({ ...whole, pages: whole.pages.toReversed() });
    expect(standsOf(moved)).toEqual(standsOf(lesson).toReversed());
  });
});
