import type { Fact } from '@deltaboard/shared/class/fact.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import { Fenced } from '../store/store.ts';
import { ClassLog, UNSAVED_BYTES, WRITE_WITHIN_MS } from './class-log.ts';
import type { Kept, Said } from './pending.ts';
import { bookOf } from './book.ts';
import { gate } from './testing/gate.ts';
import { manualClock } from './testing/manual-clock.ts';
import { factsOf } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';

const CODE = 'KQ7M-2P';
const opened: Fact = { type: 'class-opened', code: CODE, secretHash: '' };
/** Told at once, written within a second. */
const speed = (value: 1 | 2 | 4): Fact => ({ type: 'speed-set', speed: value });
/** Neither told nor acknowledged before it is durable. */
const hidden = (value: boolean): Fact => ({ type: 'names-hidden', hidden: value });
/** As `hidden`, and it tells the class nothing. */
const joined = (member: string): Fact => ({
  type: 'member-joined',
  member,
  token: '',
  instructor: false,
  name: `name ${member}`,
});
const started: Fact = {
  type: 'run-started',
  run: 0,
  preset: 'board',
  configuration: presets.board,
  corpus: null,
  epochLength: 20,
  probes: 3,
  speed: null,
};
const nobody = { by: null, command: null };

async function logOnStore() {
  const store = scriptedStore();
  const clock = manualClock();
  const event = { seq: 1, at: clock.now(), ...nobody, version: 1, fact: opened };
  await store.create(CODE, { events: [event] });
  const heard: string[] = [];
  const failures: unknown[] = [];
  const name = (fact: Fact): string =>
    fact.type === 'speed-set'
      ? `speed ${fact.speed}`
      : fact.type === 'names-hidden'
        ? `hidden ${fact.hidden}`
        : fact.type === 'member-joined'
          ? `joined ${fact.member}`
          : fact.type;
  const log = new ClassLog(
    bookOf({ events: [event], rows: [] }),
    {
      ...{ store, clock, term: 1, failed: (error: unknown) => failures.push(error) },
      caught: (error: unknown) => failures.push(error),
    },
    {
      released({ events, adopt }) {
        adopt?.();
        heard.push(...events.map(({ fact }) => `released ${name(fact)}`));
      },
      settled: ({ events }) => heard.push(...events.map(({ fact }) => `settled ${name(fact)}`)),
      savingChanged: () => heard.push(log.saving ? 'saving' : 'not saving'),
      fenced: () => heard.push('fenced'),
    },
  );
  const record = (fact: Fact, said: Partial<Said> = {}): Promise<Kept> =>
    log.record({ facts: [fact] }, { ...nobody, ...said });
  return {
    store,
    clock,
    log,
    heard,
    failures,
    record,
    written: async () => (await factsOf(store, CODE)).slice(1).map(name),
    /** The order in which promises are settled, by their names. */
    watch(promises: Readonly<Record<string, Promise<unknown>>>): readonly string[] {
      const done: string[] = [];
      for (const [key, promise] of Object.entries(promises)) {
        promise.then(
          () => done.push(key),
          () => done.push(`${key} failed`),
        );
      }
      return done;
    },
  };
}

/** Whatever can happen without the disk has happened. */
const turns = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await Promise.resolve();
};

describe('ST2 what nobody waits for is written in groups', () => {
  test('after a second, in one append', async () => {
    const { clock, log, record, store, written } = await logOnStore();
    expect(await record(speed(1))).toBe('saved');
    clock.pass(WRITE_WITHIN_MS - 1);
    expect(await record(speed(2))).toBe('saved');
    expect(await written()).toEqual([]);
    clock.pass(1);
    await log.flush();
    expect(await written()).toEqual(['speed 1', 'speed 2']);
    expect(store.asked.map(({ events }) => events.length)).toEqual([2]);
  });

  test('with the next that somebody waits for, before it', async () => {
    const { record, written, store } = await logOnStore();
    await record(speed(1));
    await record(hidden(true));
    expect(await written()).toEqual(['speed 1', 'hidden true']);
    expect(store.asked).toHaveLength(1);
  });

  test('one append at a time: what comes meanwhile goes with the next', async () => {
    const { record, store, written, watch } = await logOnStore();
    const { passed, open } = gate();
    store.until = passed;
    const done = watch({ a: record(hidden(true)), b: record(hidden(false)), c: record(hidden(true)) });
    await turns();
    expect(store.asked).toHaveLength(1);
    store.until = null;
    open();
    await expect.poll(() => done).toEqual(['a', 'b', 'c']);
    expect(store.asked.map(({ events }) => events.length)).toEqual([1, 2]);
    expect(await written()).toEqual(['hidden true', 'hidden false', 'hidden true']);
  });

  test('whoever asks for everything does not wait for the second, also while another write is under way', async () => {
    const { record, store, log, written, watch } = await logOnStore();
    const { passed, open } = gate();
    store.until = passed;
    const first = record(hidden(true));
    const second = record(speed(1));
    const done = watch({ first, second, flush: log.flush() });
    store.until = null;
    open();
    await turns();
    expect(done).toEqual(['first', 'second', 'flush']);
    expect(await written()).toEqual(['hidden true', 'speed 1']);
  });

  test('CL5 what stands behind something that waits for the disk is acknowledged when it is told, not before and not later', async () => {
    const { record, store, log, written, watch, heard } = await logOnStore();
    const { passed, open } = gate();
    store.until = passed;
    let hasFollowed = false;
    const adopt = (): void => void (hasFollowed = true);
    const behind = [record(hidden(true)), record(speed(1), { adopt })];
    const done = watch({ behind: behind[1].then(() => expect(hasFollowed).toBe(true)), all: log.caughtUp() });
    await turns();
    expect([done, hasFollowed, heard]).toEqual([[], false, []]);
    store.until = null;
    open();
    await turns();
    expect(done.toSorted()).toEqual(['all', 'behind']);
    // That it is durable too is waited for by nobody.
    expect(await written()).toEqual(['hidden true']);
    expect(await Promise.all([record(speed(2)), log.caughtUp()])).toEqual(['saved', undefined]);
  });

  test('a decision is written whole or not at all, with what it names', async () => {
    const { log, store } = await logOnStore();
    await log.record(
      { facts: [joined('a'), hidden(true)], rows: [{ id: 'name a', value: 'Kim' }] },
      { by: 'a', command: 'c1' },
    );
    await log.record({ facts: [{ type: 'member-removed', member: 'a' }], erased: ['name a'] }, nobody);
    expect(store.asked.map(({ events }) => events.map(({ seq, by, command }) => [seq, by, command]))).toEqual(
      [
        [
          [2, 'a', 'c1'],
          [3, 'a', 'c1'],
        ],
        [[4, null, null]],
      ],
    );
    expect((await store.read(CODE))?.rows).toEqual([]);
    expect(log.newest.rows.size).toBe(0);
  });

  test('a decision of nothing is no event', async () => {
    const { log, store } = await logOnStore();
    let adopted = false;
    expect(await log.record({ facts: [] }, { ...nobody, adopt: () => (adopted = true) })).toBe('saved');
    expect(adopted).toBe(true);
    await log.flush();
    expect(store.asked).toEqual([]);
  });

  test('the time of an event never goes back, whatever the clock does', async () => {
    const { log, record, clock } = await logOnStore();
    clock.pass(5000);
    await record(hidden(true));
    const { at } = log.newest.state;
    clock.now = () => 0;
    await record(hidden(false));
    expect(log.newest.state.at).toBe(at);
  });
});

describe('CL5 who may know of it, and when', () => {
  test('what is soft is told at once; what is hard once it is durable, and everything behind it then', async () => {
    const { log, record, store, heard, watch } = await logOnStore();
    await record(speed(1));
    expect(heard).toContain('released speed 1');
    const { passed, open } = gate();
    store.until = passed;
    const done = watch({ hidden: record(hidden(true)) });
    void record(speed(2));
    await turns();
    expect(heard.filter((line) => line.startsWith('released'))).toEqual(['released speed 1']);
    expect(done).toEqual([]);
    // Decisions are made on what has been decided.
    expect([log.newest.state.namesHidden, log.released.state.namesHidden]).toEqual([true, false]);
    expect([log.newest.state.speed, log.released.state.speed]).toEqual([2, 1]);
    store.until = null;
    open();
    await turns();
    expect(heard.filter((line) => line.startsWith('released'))).toEqual([
      'released speed 1',
      'released hidden true',
      'released speed 2',
    ]);
    expect(done).toEqual(['hidden']);
  });

  test('whom it concerns is told of what is soft at once too', async () => {
    const { record, heard } = await logOnStore();
    await record(speed(1));
    expect(heard).toEqual(['released speed 1', 'settled speed 1']);
  });

  test('what is silent is acknowledged once it is durable, and nothing waits behind it', async () => {
    const { record, store, heard, watch } = await logOnStore();
    const { passed, open } = gate();
    store.until = passed;
    const done = watch({ joined: record(joined('a')) });
    await record(speed(1));
    expect(heard).toContain('released speed 1');
    await turns();
    expect(done).toEqual([]);
    expect(heard).not.toContain('settled joined a');
    store.until = null;
    open();
    await turns();
    expect(done).toEqual(['joined']);
    expect(heard).toContain('settled joined a');
  });

  test('what follows from it follows at its release, before the class is told', async () => {
    const { record, store, heard } = await logOnStore();
    const { passed, open } = gate();
    store.until = passed;
    const adopted = record(hidden(true), { adopt: () => heard.push('adopted') });
    await turns();
    expect(heard).toEqual([]);
    open();
    await adopted;
    expect(heard).toEqual(['adopted', 'released hidden true', 'settled hidden true']);
  });
});

describe('CL5 a disk that takes nothing', () => {
  test('is said once; the class goes on in memory; all is written by itself later, in order', async () => {
    const { record, store, heard, failures, clock, written, log } = await logOnStore();
    store.failure = new Error('disk full');
    await record(speed(1));
    expect(await record(hidden(true))).toBe('unsaved');
    expect(log.saving).toBe(false);
    expect(heard).toContain('released hidden true');
    expect(await record(speed(2))).toBe('unsaved');
    expect(await record(hidden(false))).toBe('unsaved');
    clock.pass(WRITE_WITHIN_MS);
    await turns();
    expect(heard.filter((line) => line.includes('saving'))).toEqual(['not saving']);
    expect(failures).toEqual([new Error('disk full')]);
    expect(await written()).toEqual([]);
    store.failure = null;
    clock.pass(WRITE_WITHIN_MS);
    await expect.poll(() => log.saving).toBe(true);
    expect(heard.filter((line) => line.includes('saving'))).toEqual(['not saving', 'saving']);
    expect(await written()).toEqual(['speed 1', 'hidden true', 'speed 2', 'hidden false']);
    expect(await record(hidden(true))).toBe('saved');
  });

  test('whoever waits longer is not told twice, nor is anything released twice', async () => {
    const { record, store, heard, clock, log } = await logOnStore();
    store.failure = new Error('disk full');
    await record(hidden(true));
    store.failure = null;
    clock.pass(WRITE_WITHIN_MS);
    await expect.poll(() => log.saving).toBe(true);
    expect(heard.filter((line) => line.includes('hidden'))).toEqual([
      'released hidden true',
      'settled hidden true',
    ]);
  });

  test('takes no more than so much; what is refused has not happened', async () => {
    const { log, store, record, clock, written } = await logOnStore();
    store.failure = new Error('disk full');
    await record(hidden(true));
    const text = (id: string) => ({
      facts: [joined(id)],
      rows: [{ id: `name ${id}`, value: 'x'.repeat(UNSAVED_BYTES / 4) }],
    });
    let kept = 0;
    const fill = async (): Promise<void> => {
      for (; kept < 10; kept++) await log.record(text(`${kept}`), nobody);
    };
    await expect(fill()).rejects.toEqual(new Refusal('not-saving'));
    expect(kept).toBe(4);
    expect(Object.keys(log.newest.state.members)).toHaveLength(4);
    store.failure = null;
    clock.pass(WRITE_WITHIN_MS);
    await expect.poll(() => log.saving).toBe(true);
    await record(hidden(false));
    expect(await written()).toEqual([
      'hidden true',
      ...['joined 0', 'joined 1', 'joined 2', 'joined 3'],
      'hidden false',
    ]);
  });

  test('that the run stands and that nobody drives is taken even then: it has happened, and is small', async () => {
    const { log, store, record } = await logOnStore();
    const cursor = { run: 0, branch: 0, step: 3, example: 0, operation: 0 };
    await log.record({ facts: [started] }, nobody);
    await record(joined('a'));
    await record({ type: 'wheel-taken', member: 'a' });
    await record({ type: 'run-continued', cursor: { ...cursor, step: 1 } });
    store.failure = new Error('disk full');
    await log.record(
      { facts: [hidden(true)], rows: [{ id: 'r', value: 'x'.repeat(UNSAVED_BYTES) }] },
      nobody,
    );
    expect(() => record(hidden(false))).toThrow(new Refusal('not-saving'));
    const reached: Fact = { type: 'reached', run: 0, branch: 0, step: 2 };
    const paused: Fact = { type: 'run-paused', cursor, because: 'epoch-limit', hit: null };
    expect(await log.record({ facts: [reached, paused] }, nobody)).toBe('unsaved');
    expect(await record({ type: 'wheel-lost', member: 'a' })).toBe('unsaved');
    expect(log.released.state).toMatchObject({ standing: { status: 'paused', cursor }, driver: null });
  });

  test('at the end what it does not take is given up, and no timer is left', async () => {
    const { record, store, log, clock } = await logOnStore();
    store.failure = new Error('disk full');
    await record(speed(1));
    expect(await log.close()).toBe('unsaved');
    const asked = store.asked.length;
    clock.pass(60_000);
    await turns();
    expect(store.asked).toHaveLength(asked);
  });
});

describe('CL13 at the end', () => {
  test('what the disk did not take is tried once more, at once', async () => {
    const { record, store, log, written } = await logOnStore();
    store.failure = new Error('disk full');
    expect(await record(hidden(true))).toBe('unsaved');
    store.failure = null;
    expect(await log.close()).toBe('saved');
    expect(await written()).toEqual(['hidden true']);
  });

  test('a try that is under way is waited for, and followed by one more where it fails', async () => {
    const { record, store, log, clock, written, watch } = await logOnStore();
    store.failure = new Error('disk full');
    await record(hidden(true));
    const { passed, open } = gate();
    store.until = passed;
    clock.pass(WRITE_WITHIN_MS);
    const done = watch({ closed: log.close() });
    await turns();
    expect(done).toEqual([]);
    store.failure = store.until = null;
    open();
    await expect.poll(() => done).toEqual(['closed']);
    expect(await written()).toEqual(['hidden true']);
    expect(store.asked).toHaveLength(3);
  });
});

describe('CL5 what follows one another under one key is one event', () => {
  const pin = (index: number): Fact => ({ type: 'pinned', pointer: { quantity: 'W', layer: 1, index } });
  const said = { coalesce: 'pin' };

  test('until it is on its way to the disk; everybody is told each', async () => {
    const { record, clock, log, store, heard } = await logOnStore();
    await record(pin(1), said);
    await record(pin(2), said);
    await record(pin(3), said);
    expect(heard.filter((line) => line.startsWith('released'))).toHaveLength(3);
    expect(log.released.state.pointer).toMatchObject({ index: 3 });
    expect(log.newest.state.seq).toBe(2);
    clock.pass(WRITE_WITHIN_MS);
    await log.flush();
    await record(pin(4), said);
    await log.flush();
    expect((await factsOf(store, CODE)).slice(1)).toEqual([pin(3), pin(4)]);
  });

  test('nothing is passed over: another event between them keeps them apart', async () => {
    const { record, log, store } = await logOnStore();
    await record(pin(1), said);
    await record(speed(1));
    await record(pin(2), said);
    await log.flush();
    expect((await factsOf(store, CODE)).slice(1)).toEqual([pin(1), speed(1), pin(2)]);
  });

  test('of a held key the moves add up, and how far the branch was seen to reach stays', async () => {
    const { log, store } = await logOnStore();
    await log.record({ facts: [started] }, nobody);
    const moved = (step: number, operation: number): Fact => ({
      type: 'moved',
      how: 'hold',
      cursor: { run: 0, branch: 0, step, example: 0, operation },
      subject: { kind: 'window' },
      because: 'driver',
      granularity: 'operation',
      direction: 1,
      moves: 1,
    });
    const reached: Fact = { type: 'reached', run: 0, branch: 0, step: 1 };
    await log.record({ facts: [reached, moved(2, 0)] }, { ...nobody, coalesce: 'hold' });
    await log.record({ facts: [moved(2, 1)] }, { ...nobody, coalesce: 'hold' });
    await log.record({ facts: [moved(2, 2)] }, { ...nobody, coalesce: 'hold' });
    await log.flush();
    expect((await factsOf(store, CODE)).slice(2)).toEqual([reached, { ...moved(2, 2), moves: 3 }]);
  });

  test('whoever waits for everything is answered also where the last event was replaced meanwhile', async () => {
    const { record, store, log, watch } = await logOnStore();
    const { passed, open } = gate();
    store.until = passed;
    const hard = record(hidden(true));
    store.until = null;
    open();
    await hard;
    const slow = gate();
    store.until = slow.passed;
    const first = record(joined('a'));
    await record(pin(1), said);
    const done = watch({ first, flush: log.flush() });
    await record(pin(2), said);
    store.until = null;
    slow.open();
    await turns();
    expect(done).toEqual(['first', 'flush']);
  });
});

describe('CL6 another server has the class', () => {
  test('what was not durable has not happened, and nothing more is taken', async () => {
    const { record, store, log, heard, watch } = await logOnStore();
    await record(hidden(true));
    const durable = log.newest;
    const { passed, open } = gate();
    store.until = passed;
    const done = watch({ a: record(joined('a')), b: record(hidden(false)), c: record(speed(4)) });
    await store.take(CODE);
    open();
    await expect.poll(() => done).toEqual(['a failed', 'b failed', 'c failed']);
    expect(heard.at(-1)).toBe('fenced');
    expect(log.newest).toBe(durable);
    expect(log.released).toBe(durable);
    expect(heard).not.toContain('released hidden false');
    expect(() => record(speed(1))).toThrow(Fenced);
    const asked = store.asked.length;
    await log.close();
    expect(store.asked).toHaveLength(asked);
  });
});
