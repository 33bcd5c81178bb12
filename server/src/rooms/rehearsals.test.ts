/** Rehearsals: real in everything but that nothing of them is kept and their students are simulated (SPEC LE20, LE21). */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { STUDENTS } from '@deltaboard/shared/questions/rehearsed.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { createSqliteStore } from '../store/sqlite-store.ts';
import { bytesOf, temporaryFolder } from '../store/testing/folders.ts';
import type { ClassStore } from '../store/store.ts';
import { registry } from './testing/registry.ts';

const MINUTE = 60_000;
const isNone = (code: string) => new Refusal('no-such-room', { code });
const deltaSign: Command = { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 2 } };

/** With whoever rehearses, and the students. */
async function rehearsal(store: ClassStore = createMemoryStore(), kind: 'class' | 'rehearsal' = 'rehearsal') {
  const parts = registry({}, store);
  const { rooms, clock, audiences } = parts;
  const { code, secret } = await rooms.create('', kind);
  const room = await rooms.enter(code, { secret });
  room.join('driver', { secret });
  clock.pass(1000);
  const does = async (...commands: Command[]): Promise<void> => {
    for (const command of commands) await room.command('driver', command);
  };
  /** What was under way by itself has been done. */
  const settle = () => room.flush();
  const answered = async () => {
    for (let seconds = 0; seconds < 10; seconds++) {
      clock.pass(1000);
      await settle();
    }
  };
  return { ...parts, code, secret, room, does, answered, audience: audiences[audiences.length - 1] };
}

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

describe('LE20 a rehearsal', () => {
  const leaves = async (kind: 'class' | 'rehearsal') => {
    const folder = temporaryFolder();
    const store = await createSqliteStore(folder);
    onTestFinished(() => store.close());
    const { rooms, does, answered, room, code } = await rehearsal(store, kind);
    await does(
      { type: 'name-class', name: 'MARKER OF A NAME' },
      { type: 'ask', asked: { kind: 'free', prompt: 'MARKER OF A QUESTION', options: ['yes', 'no'] } },
    );
    await answered();
    await does({ type: 'reveal' }, { type: 'dismiss' }, { type: 'run' });
    const result = room.report('driver').questions[0].rounds;
    await rooms.closeAll();
    const [listed, cached] = [await store.list(), await store.cached(code)];
    await store.settled();
    return { listed, cached, bytes: bytesOf(folder), code, result };
  };

  test('leaves no byte in any file: no class, no row, no log, no cache of a run', async () => {
    const kept = await leaves('class');
    for (const marker of ['MARKER OF A NAME', 'MARKER OF A QUESTION', kept.code])
      expect(kept.bytes).toContain(marker);
    const { bytes, listed, cached, code, result } = await leaves('rehearsal');
    expect([sum(result[0]), sum(kept.result[0])]).toEqual([STUDENTS, 0]);
    expect([listed.length, cached.size]).toEqual([0, 0]);
    for (const marker of ['MARKER', code, 'question-answered']) expect(bytes).not.toContain(marker);
  });

  test('is said to be one to whoever is in it; every other class is none', async () => {
    expect((await rehearsal()).room.state.rehearsal).toBe(true);
    expect((await registry().taught()).room.state).not.toHaveProperty('rehearsal');
  });

  test('lets nobody in by its code: only its secret, and whoever came by it', async () => {
    const { rooms, code, secret, audience } = await rehearsal();
    const { member } = audience.welcomes.get('driver') ?? {};
    for (const nobody of [{}, { screen: true as const }, { member: { id: 'somebody', token: 'else' } }])
      await expect(rooms.enter(code, nobody)).rejects.toEqual(isNone(code));
    expect((await rooms.enter(code, { secret })).code).toBe(code);
    expect((await rooms.enter(code, { screen: true, secret })).code).toBe(code);
    if (!member) throw new Error('no welcome');
    expect((await rooms.enter(code, { member })).code).toBe(code);
    // Nor before anybody is in it.
    const other = await rooms.create('', 'rehearsal');
    await expect(rooms.enter(other.code, {})).rejects.toEqual(isNone(other.code));
    await expect(rooms.enter(other.code, { secret })).rejects.toEqual(isNone(other.code));
  });

  test('is none of the classes that a secret lists, names or deletes', async () => {
    const { rooms, code, secret } = await rehearsal();
    expect(await rooms.look({ code, secret })).toBeNull();
  });

  test('ends some minutes after its page has gone, and not while somebody is there', async () => {
    const { rooms, room, clock, code, secret } = await rehearsal();
    clock.pass(30 * MINUTE);
    expect(rooms.opened(code)).toBe(room);
    room.leave('driver');
    clock.pass(4 * MINUTE);
    expect((await rooms.enter(code, { secret })).code).toBe(code);
    clock.pass(3 * MINUTE);
    await expect
      .poll(() => rooms.enter(code, { secret }).catch((error: unknown) => error))
      .toEqual(isNone(code));
    expect([rooms.count.rooms, room.running]).toEqual([0, { timers: 0, running: 0 }]);
  });

  test('one that nobody has come to goes like any class that nobody has joined', async () => {
    const { rooms, clock } = registry({ unused: 1 });
    const first = await rooms.create('a', 'rehearsal');
    const second = await rooms.create('a', 'rehearsal');
    await expect(rooms.enter(first.code, first)).rejects.toEqual(isNone(first.code));
    expect((await rooms.enter(second.code, second)).code).toBe(second.code);
    expect(clock.waiting).toBeGreaterThan(0);
  });
});

describe('LE21 the students of a rehearsal', () => {
  test('come, answer both rounds in some seconds, and are what the driver sees; more of them are right in the second', async () => {
    const { room, does, answered, clock, audience } = await rehearsal();
    expect(room.presence).toMatchObject({ here: 1 + STUDENTS });
    await does(deltaSign);
    clock.pass(900);
    await room.flush();
    expect(room.presence).toMatchObject({ answered: 0, awaited: STUDENTS });
    clock.pass(3000);
    await room.flush();
    const { answered: some } = room.presence;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(STUDENTS);
    await answered();
    expect(room.presence).toMatchObject({ answered: STUDENTS, awaited: 0 });
    expect(room.state.question?.result).toBeNull();
    expect(sum(audience.desks.get('driver')?.rounds[0] ?? [])).toBe(STUDENTS);
    await does({ type: 'discuss', seconds: null }, { type: 'ask-again' });
    await answered();
    await does({ type: 'reveal' });
    const { truth, rounds } = room.state.question?.result ?? {};
    if (typeof truth !== 'number' || !rounds) throw new Error('it is not revealed');
    expect(rounds.map(sum)).toEqual([STUDENTS, STUDENTS]);
    expect(rounds[1][truth]).toBeGreaterThan(rounds[0][truth]);
    expect(rounds[0].every((count) => count > 0)).toBe(true);
    const { questions } = room.report('driver');
    expect(questions[0].answers).toHaveLength(STUDENTS);
    expect(new Set(questions[0].answers.map(({ name }) => name)).size).toBe(STUDENTS);
  });

  test('answer alike in every rehearsal of the same', async () => {
    const once = async () => {
      const { does, answered, room } = await rehearsal();
      await does(deltaSign);
      await answered();
      await does(
        { type: 'dismiss' },
        { type: 'ask', asked: { kind: 'number', tensor: 'delta', layer: 1, entry: 3 } },
      );
      await answered();
      return room.report('driver').questions.map(({ answers }) => answers.map((one) => one.answers));
    };
    const [first, second] = [await once(), await once()];
    expect(first.map((answers) => answers.length)).toEqual([STUDENTS, STUDENTS]);
    expect(second).toEqual(first);
  });

  test('are late like anybody where the round closes first', async () => {
    const { does, answered, room, clock } = await rehearsal();
    await does(deltaSign);
    clock.pass(4000);
    await room.flush();
    await does({ type: 'reveal' });
    const { rounds } = room.state.question?.result ?? {};
    await answered();
    expect(room.state.question?.result?.rounds).toEqual(rounds);
    expect(sum(rounds?.[0] ?? [])).toBeLessThan(STUDENTS);
  });

  test('do not lag, take no pictures, leave after whoever rehearses, and come back with them', async () => {
    const { room, does, clock, audience, secret } = await rehearsal();
    const { member } = audience.welcomes.get('driver') ?? {};
    clock.pass(MINUTE / 2);
    room.pulsed('driver', Number.MAX_SAFE_INTEGER);
    clock.pass(1000);
    const { people } = audience.desks.get('driver') ?? { people: [] };
    expect(people.filter(({ role }) => role === 'viewer').map(({ standing }) => standing)).toEqual(
      Array.from({ length: STUDENTS }, () => 'here'),
    );
    expect([audience.pulsesOf('rehearsing 0'), audience.framesOf('rehearsing 0')]).toEqual([0, []]);
    await does({ type: 'kick', member: people.find(({ role }) => role === 'viewer')?.id ?? '' });
    expect(room.here).toBe(STUDENTS);
    room.leave('driver');
    clock.pass(12_000);
    expect(room.here).toBe(0);
    room.join('driver', { secret, member });
    clock.pass(1000);
    expect(room.here).toBe(STUDENTS);
    expect(audience.desks.get('driver')?.people.filter(({ role }) => role === 'viewer').length).toBe(
      STUDENTS - 1,
    );
  });

  test('stay where the page is only loaded anew', async () => {
    const { room, clock, secret, audience } = await rehearsal();
    const { member } = audience.welcomes.get('driver') ?? {};
    room.leave('driver');
    clock.pass(3000);
    room.join('driver again', { secret, member });
    clock.pass(MINUTE);
    expect(room.here).toBe(1 + STUDENTS);
  });
});
