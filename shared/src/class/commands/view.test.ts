/** What the driver changes of how the class looks at a run: a command names only what it changes (SPEC CL12). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OPENING_SCRATCH, type Scratch, type ScratchChange } from '../../scratch/scratch.ts';
import { BREAKPOINTS_LIMIT, type Breakpoint } from '../../training/breakpoint.ts';
import { evolve } from '../evolve.ts';
import { classLimits } from '../limits.ts';
import { NOTHING, type ClassState } from '../state.ts';
import { decide, parseCommand, type Command } from '../table.ts';

const turn = {
  by: 'driver',
  rows: new Map(),
  guest: () => null,
  isHere: () => true,
  isScreen: () => false,
  limits: classLimits,
  evidence: null,
};

/** As the room does it: decided on the newest state, one after the other. */
const after = (commands: readonly Command[], from: Partial<ClassState> = {}): ClassState =>
  commands.reduce<ClassState>(
    (state, command) =>
      decide(state, parseCommand(command), turn as never).facts.reduce(
        (before, fact) => evolve(before, { seq: before.seq + 1, at: 0, by: 'driver', command: null, fact }),
        state,
      ),
    { ...NOTHING, seq: 1, ...from },
  );

describe('CL12 SG6 the scratch graph', () => {
  const scratched = (changes: readonly ScratchChange[], scratch: Scratch = OPENING_SCRATCH): Scratch =>
    after(
      changes.map((change) => ({ type: 'scratch', ...change })),
      { scratch },
    ).scratch;
  const drawn = { expression: 'g = a * a', values: { a: 3 } };

  test('an arrow right after a new expression goes on in the new one', () => {
    const old = { ...OPENING_SCRATCH, operation: 5 };
    expect(scratched([drawn, { direction: 1 }], old)).toEqual({ ...drawn, operation: 1 });
  });

  test('what is not named stays; what is drawn begins at its beginning', () => {
    const old = { ...OPENING_SCRATCH, operation: 2 };
    expect(scratched([{ operation: 4 }], old)).toEqual({ ...OPENING_SCRATCH, operation: 4 });
    const values = { x: 5, y: 6, z: 7 };
    expect(scratched([{ values }], old)).toEqual({ ...OPENING_SCRATCH, values, operation: 0 });
    expect(scratched([{ expression: 'x + y' }], old)).toEqual({
      expression: 'x + y',
      values: { x: 1, y: 2 },
      operation: 0,
    });
  });

  test('presses in a row end as all of them, and neither before the first nor behind the last operation', () => {
    const direction = fc.constantFrom(1 as const, -1 as const);
    fc.assert(
      fc.property(fc.array(direction, { maxLength: 30 }), fc.nat(7), (directions, operation) => {
        const expected = directions.reduce<number>((at, by) => Math.max(0, Math.min(7, at + by)), operation);
        const changes = directions.map((by) => ({ direction: by }));
        expect(scratched(changes, { ...OPENING_SCRATCH, operation }).operation).toBe(expected);
      }),
    );
  });

  test('where nothing is changed nothing has happened', () => {
    expect(after([{ type: 'scratch', direction: -1 }]).seq).toBe(1);
    expect(after([{ type: 'scratch' }]).seq).toBe(1);
  });
});

describe('CL12 RN11 breakpoints', () => {
  const step = (number: number): Breakpoint => ({ kind: 'step', step: number });
  const listed = (
    changes: readonly { readonly add?: Breakpoint; readonly remove?: Breakpoint }[],
    breakpoints: readonly Breakpoint[] = [],
  ): readonly Breakpoint[] =>
    after(
      changes.map((change) => ({ type: 'breakpoints', ...change })),
      { breakpoints },
    ).breakpoints;

  test('two additions, and one that is added and one that is taken away, end as both', () => {
    expect(listed([{ add: step(1) }, { add: step(2) }])).toEqual([step(1), step(2)]);
    expect(listed([{ add: step(9) }, { remove: step(5) }], [step(5), step(6)])).toEqual([step(6), step(9)]);
  });

  test('one that is changed keeps its place, and each is there once', () => {
    expect(listed([{ remove: step(1), add: step(3) }], [step(1), step(2)])).toEqual([step(3), step(2)]);
    expect(listed([{ remove: step(1), add: step(2) }], [step(1), step(2)])).toEqual([step(2)]);
    expect(listed([{ add: step(1) }], [step(1), step(2)])).toEqual([step(1), step(2)]);
    expect(listed([{ remove: step(7) }], [step(1)])).toEqual([step(1)]);
  });

  test('in whatever order they come, what was added last is there and what was taken away last is not', () => {
    const change = fc.record({ is: fc.boolean(), number: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const expected = new Set<number>();
        for (const { is, number } of changes) {
          if (is) expected.add(number);
          else expected.delete(number);
        }
        const list = listed(changes.map(({ is, number }) => ({ [is ? 'add' : 'remove']: step(number) })));
        expect(list).toEqual([...expected].map(step));
      }),
    );
  });

  test('PR4 a list that is full takes no more, but lets one be changed', () => {
    const full = Array.from({ length: BREAKPOINTS_LIMIT }, (_, k) => step(k + 1));
    expect(() => listed([{ add: step(100) }], full)).toThrow('<=16');
    expect(listed([{ remove: step(1), add: step(100) }], full)).toHaveLength(BREAKPOINTS_LIMIT);
  });
});

describe('UI52 the projector’s language and colours', () => {
  test('are its own browser’s language and light until the driver chooses; each is chosen by itself', () => {
    expect(after([]).view).toMatchObject({ projectorLanguage: null, projectorTheme: 'light' });
    const chosen = after([
      { type: 'view', view: { projectorLanguage: 'ko' } },
      { type: 'view', view: { projectorTheme: 'dark' } },
    ]);
    expect(chosen.view).toMatchObject({ projectorLanguage: 'ko', projectorTheme: 'dark' });
    const back = after([{ type: 'view', view: { projectorLanguage: null } }], chosen);
    expect(back.view).toMatchObject({ projectorLanguage: null, projectorTheme: 'dark' });
  });

  test('are among those that there are', () => {
    const wrong = [{ projectorLanguage: 'fr' }, { projectorTheme: 'auto' }];
    for (const view of wrong) expect(() => parseCommand({ type: 'view', view })).toThrow();
  });
});
