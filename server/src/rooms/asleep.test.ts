/** Classes that nobody has joined, and classes that sleep: what they cost, and who opens them (SPEC LM5, LM7). */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { randomSecret } from '../secrets.ts';
import { oneStep } from './testing/commands.ts';
import { registry } from './testing/registry.ts';

const HOUR = 3_600_000;
const isNone = (code: string) => new Refusal('no-such-room', { code });

describe('LM5 a class that nobody has joined', () => {
  test('is a line in the store: two hundred take no place, and nothing is made for them', async () => {
    const { rooms, store, trainers, taught } = registry({ unused: 1000 });
    const all = await Promise.all(Array.from({ length: 200 }, () => rooms.create('203.0.113.9')));
    expect(await store.list()).toHaveLength(200);
    expect(rooms.count).toEqual({ rooms: 0, members: 0 });
    expect(trainers.made).toEqual([]);
    const { room } = await taught();
    expect(room.state.playback.status).toBe('paused');
    const joined = await rooms.enter(all[7].code, { secret: all[7].secret });
    await expect(rooms.enter(all[8].code, {})).rejects.toEqual(isNone(all[8].code));
    // Its run stands ready for whoever joins first.
    expect(joined.state.playback.status).toBe('paused');
    expect(trainers.made).toHaveLength(2);
  });

  test('of too many from one address the oldest goes, and of too many in all', async () => {
    const { rooms, store } = registry({ unused: 2, allUnused: 3 });
    const open = async (address: string) => (await rooms.create(address)).code;
    const [a1, a2, b1] = [await open('a'), await open('a'), await open('b')];
    const listed = async () => (await store.list()).map(({ code }) => code);
    const a3 = await open('a');
    expect(await listed()).toEqual([a2, b1, a3]);
    await expect(rooms.enter(a1, {})).rejects.toEqual(isNone(a1));
    const c1 = await open('c');
    expect(await listed()).toEqual([b1, a3, c1]);
  });

  test('waits for a day; one that has been joined is kept', async () => {
    const { rooms, store, clock, taught } = registry();
    const { code } = await taught();
    await rooms.create();
    expect(await store.list()).toHaveLength(2);
    for (let hours = 0; hours < 25; hours++) clock.pass(HOUR);
    await expect.poll(async () => (await store.list()).map((one) => one.code)).toEqual([code]);
  });

  test('also after the server was started again', async () => {
    const first = registry();
    const { code, secret } = await first.rooms.create();
    await first.rooms.closeAll();
    const { rooms, clock, store } = registry({}, first.store);
    clock.pass(HOUR);
    const room = await rooms.enter(code, { secret });
    room.join('driver', { secret });
    expect(room.state.playback.status).toBe('paused');
    await first.store.visit('nobody', 1);
    expect(await store.list()).toHaveLength(1);
  });

  test('an address has so many rooms open, however many it opens', async () => {
    const { rooms, clock } = registry({ rooms: 10, ownRooms: 2 });
    const codes: string[] = [];
    for (let k = 0; k < 2; k++) codes.push((await rooms.find((await rooms.create('a')).code)).code);
    await expect(rooms.create('a')).rejects.toEqual(new Refusal('too-many', { what: 'own-rooms', limit: 2 }));
    await rooms.create('b');
    // One of its own that has been empty for a minute yields, as it would to the whole server.
    clock.pass(61_000);
    await rooms.create('a');
    expect(codes.map((code) => rooms.opened(code) === null)).toEqual([true, false]);
  });
});

describe('LM7 a class that sleeps', () => {
  async function asleep(store = createMemoryStore()) {
    const parts = registry({ sleepAfter: 600 }, store);
    const { rooms, clock, taught, audiences } = parts;
    const { code, secret, room, member } = await taught();
    room.join('student', {});
    await room.command('student', { type: 'lost', lost: true });
    await room.command('driver', oneStep);
    const student = audiences[0].welcomes.get('student')?.member;
    if (!student) throw new Error('no welcome');
    for (const connection of ['driver', 'student']) room.leave(connection);
    clock.pass(HOUR);
    await expect.poll(async () => (await store.list())[0].asleep).toBe(true);
    expect(rooms.opened(code)).toBeNull();
    return { ...parts, code, secret, member, student };
  }

  test('is none to whoever has only its code, or shows what is not its', async () => {
    const { rooms, code, student, store } = await asleep();
    const other = { id: student.id, token: randomSecret() };
    for (const shown of [{}, { secret: randomSecret() }, { member: other }, { screen: true as const }])
      await expect(rooms.enter(code, shown)).rejects.toEqual(isNone(code));
    await expect(rooms.enter('ZZZZ-ZZZZ', {})).rejects.toEqual(isNone('ZZZZ-ZZZZ'));
    expect((await store.list())[0].asleep).toBe(true);
  });

  test.each(['secret', 'member', 'student'] as const)(
    'is woken by its %s, and then open to all',
    async (who) => {
      const { rooms, code, secret, member, student } = await asleep();
      const shown = who === 'secret' ? { secret } : { member: who === 'member' ? member : student };
      const room = await rooms.enter(code, shown);
      expect(await rooms.enter(code.toLowerCase(), {})).toBe(room);
    },
  );

  test('its log is read once for all who try, and not at all for whoever shows nothing', async () => {
    const memory = createMemoryStore();
    let reads = 0;
    const read: typeof memory.read = (code) => {
      reads++;
      return memory.read(code);
    };
    const { rooms, code } = await asleep({ ...memory, read });
    for (let k = 0; k < 20; k++) {
      await expect(rooms.enter(code, {})).rejects.toEqual(isNone(code));
      expect(reads).toBe(0);
    }
    for (let k = 0; k < 20; k++)
      await expect(rooms.enter(code, { secret: randomSecret() })).rejects.toEqual(isNone(code));
    expect(reads).toBe(1);
  });

  test('one that was open when the server ended, or was closed under its class, is open to all, for a while', async () => {
    const first = registry({ sleepAfter: 600 });
    const { code, room } = await first.taught();
    await first.rooms.close(code);
    expect(await first.rooms.enter(code, {})).not.toBe(room);
    await first.rooms.closeAll();
    const second = registry({ sleepAfter: 600 }, first.store);
    await second.rooms.enter(code, {});
    await second.rooms.closeAll();
    const third = registry({ sleepAfter: 600 }, first.store);
    await expect.poll(async () => (await first.store.list())[0].asleep).toBe(false);
    third.clock.pass(HOUR);
    await expect.poll(async () => (await first.store.list())[0].asleep).toBe(true);
    await expect(third.rooms.enter(code, {})).rejects.toEqual(isNone(code));
  });
});
