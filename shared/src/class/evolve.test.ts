import { describe, expect, test } from 'vitest';
import { presets } from '../training/presets.ts';
import { evolve, fold } from './evolve.ts';
import type { ClassEvent, Fact } from './fact.ts';
import { commandKey, COMMANDS_REMEMBERED, isRemembered } from './remembered.ts';
import { NOTHING } from './state.ts';

const opened: Fact = { type: 'class-opened', code: 'KQ7M-2P', secretHash: 'hash' };
const started = (run: number): Fact => ({
  type: 'run-started',
  run,
  preset: 'board',
  configuration: presets.board,
  corpus: null,
  epochLength: 20,
  probes: 3,
  speed: null,
});
const reached = (step: number, branch = 0): Fact => ({ type: 'reached', run: 0, branch, step });
const rate = (value: number, afterStep: number, from: number, branch: number): Fact => ({
  type: 'setting-changed',
  run: 0,
  from,
  branch,
  afterStep,
  change: { setting: 'learningRate', value },
});
const joined = (member: string): Fact => ({
  type: 'member-joined',
  member,
  token: `token of ${member}`,
  instructor: false,
  name: `name ${member}`,
});

const events = (facts: readonly Fact[], command: string | null = null): readonly ClassEvent[] =>
  facts.map((fact, k) => ({ seq: k + 1, at: 1000 + k, by: null, command, fact }));
const after = (...facts: readonly Fact[]) => fold(events(facts));

describe('ST1 CL1 the log is the truth of the runs', () => {
  test('a change behind the head starts a branch, and the old one stays', () => {
    const { runs, standing } = after(
      opened,
      started(0),
      reached(10),
      rate(0.1, 10, 0, 0),
      reached(20),
      rate(0.2, 5, 0, 1),
      reached(7, 1),
    );
    expect(runs[0].branches).toEqual([
      {
        from: null,
        commands: [{ afterStep: 10, change: { setting: 'learningRate', value: 0.1 } }],
        head: 20,
      },
      {
        from: { branch: 0, step: 5 },
        commands: [{ afterStep: 5, change: { setting: 'learningRate', value: 0.2 } }],
        head: 7,
      },
    ]);
    expect(standing).toMatchObject({ status: 'paused', cursor: { branch: 1 } });
  });

  test.each<[string, readonly Fact[], string]>([
    ['of a run that never started', [opened, reached(3)], 'no run 0'],
    ['of a run that started twice', [opened, started(0), started(0)], 'run 0 started after 1 runs'],
    ['of a run that was passed over', [opened, started(1)], 'run 1 started after 0 runs'],
    [
      'of a branch that there is not',
      [opened, started(0), reached(10), rate(0.2, 5, 0, 0)],
      'branch 1, not 0',
    ],
    ['of a class that was opened twice', [opened, opened], 'opened twice'],
    ['of a member who joined twice', [opened, joined('a'), joined('a')], 'a joined twice'],
    [
      'of a member who never joined',
      [opened, { type: 'member-named', member: 'a', name: 'name a' }],
      'no member a',
    ],
    [
      'of a question that was never asked',
      [opened, { type: 'question-revealed', id: 0, truth: 1, place: placeAtStart() }],
      'no question 0',
    ],
    ['of something before the class was opened', [joined('a')], 'opened'],
  ])('a log that contradicts itself is refused: %s', (_name, facts, message) => {
    expect(() => after(...facts)).toThrow(message);
  });

  test.each([
    ['that is repeated', 2],
    ['that comes too early', 1],
    ['before which one is missing', 4],
  ])('an event %s is refused', (_name, seq) => {
    const before = after(opened, started(0));
    const event = { seq, at: 2000, by: null, command: null, fact: reached(1) };
    expect(() => evolve(before, event)).toThrow(`event ${seq} after event 2`);
  });

  test('every prefix of a log folds, and nothing is changed in place', () => {
    const log = events([opened, joined('a'), started(0), reached(10), rate(0.2, 5, 0, 1), reached(7, 1)]);
    const states = log.map((_, k) => JSON.stringify(fold(log.slice(0, k + 1))));
    let state = NOTHING;
    for (const [k, event] of log.entries()) {
      const kept = JSON.stringify(state);
      const next = evolve(state, event);
      expect(JSON.stringify(state)).toBe(kept);
      expect(JSON.stringify(next)).toBe(states[k]);
      state = next;
    }
  });

  test('is JSON: a log that was written and read again gives the same class', () => {
    const log = events([opened, joined('a'), started(0), reached(10), rate(0.2, 5, 0, 1)]);
    const again = JSON.parse(JSON.stringify(log)) as readonly ClassEvent[];
    expect(fold(again)).toEqual(fold(log));
    expect(JSON.parse(JSON.stringify(fold(log)))).toEqual(fold(log));
  });
});

describe('CL6 commands that were performed', () => {
  test('are remembered, each once, the last of them', () => {
    const facts = Array.from({ length: 2 * COMMANDS_REMEMBERED }, (_, k) => reached(k + 1));
    const log = [opened, started(0), ...facts].map((fact, k): ClassEvent => ({
      seq: k + 1,
      at: k,
      by: 'a',
      // Two events of each.
      command: fact.type === 'reached' ? `c${Math.floor(k / 2)}` : null,
      fact,
    }));
    const twice = fold(log).commands.flat();
    expect(new Set(twice).size).toBe(twice.length);
    expect(twice.at(-1)).toContain(`c${Math.floor((log.length - 1) / 2)}`);
    const many = events([opened, started(0)]).concat(
      facts.map((fact, k) => ({ seq: k + 3, at: k, by: 'a', command: `c${k}`, fact })),
    );
    const { commands } = fold(many);
    const keys = many.map(({ by, command }) => commandKey(by, command ?? ''));
    for (const key of keys.slice(-COMMANDS_REMEMBERED)) expect(isRemembered(commands, key)).toBe(true);
    // Bounded, and in their order.
    expect(isRemembered(commands, keys[2])).toBe(false);
    expect(commands.flat()).toEqual(keys.slice(-commands.flat().length));
  });
});

describe('RM8 who is sent away', () => {
  test('takes everything along: texts, marks, the wheel; answers stay without a name', () => {
    const place = placeAtStart();
    const state = after(
      opened,
      started(0),
      joined('a'),
      { type: 'wheel-taken', member: 'a' },
      { type: 'lost-marked', member: 'a', lost: true, place },
      { type: 'text-written', text: 1, member: 'a', kind: 'sentence', row: 'text 1', place },
      {
        type: 'subject-chosen',
        subject: { kind: 'sentence', row: 'text 1', centre: 0, goldType: null, operation: null },
      },
      { type: 'text-shown', text: 1 },
      { type: 'member-removed', member: 'a' },
    );
    expect(state).toMatchObject({
      members: {},
      removed: ['a'],
      driver: null,
      wheelLostBy: null,
      texts: [],
      shown: null,
      subject: { kind: 'window' },
    });
    expect(state.lost.flatMap(({ members }) => members)).toEqual([]);
  });
});

function placeAtStart() {
  return {
    cursor: { run: 0, branch: 0, step: 1, example: 0, operation: 5 },
    subject: { kind: 'window' },
    objective: 'J',
    running: false,
  } as const;
}
