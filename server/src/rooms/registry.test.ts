import { Refusal } from '@deltaboard/shared/refusal.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import { EMPTY_PAUSE_MS } from './beside.ts';
import { bookOf } from './book.ts';
import { Classes } from './classes.ts';
import { oneOperation, oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { manualClock, type ManualClock } from './testing/manual-clock.ts';
import { DAY, DAY_SECONDS, registry } from './testing/registry.ts';
import { scriptedStore } from './testing/scripted-store.ts';

/** Whatever can happen without time has happened. */
const turns = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await Promise.resolve();
};

/** Lets time pass, an hour after the other, and what falls due be done. */
async function passing(clock: ManualClock, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 3_600_000) {
    clock.pass(3_600_000);
    await turns();
  }
}

describe('RM1 the registry', () => {
  test('finds a room however its code is typed, and refuses what is none', async () => {
    const { rooms } = registry();
    const { code } = await rooms.create();
    expect((await rooms.find(code.toLowerCase().replace('-', ' '))).code).toBe(code);
    await expect(rooms.find('AAAA-AA')).rejects.toEqual(new Refusal('no-such-room', { code: 'AAAA-AA' }));
    expect(rooms.count.rooms).toBe(1);
  });

  test('holds so many rooms and no more', async () => {
    const { rooms, trainers, opened } = registry();
    const { code } = await opened();
    await opened();
    await expect(rooms.create()).rejects.toEqual(new Refusal('too-many', { what: 'rooms', limit: 2 }));
    await rooms.close(code);
    expect(trainers.made[0].closed).toBe(true);
    expect(rooms.opened(code)).toBeNull();
    await opened();
    expect(rooms.count).toEqual({ rooms: 2, members: 0 });
    // It sleeps, and there is no place for it.
    await expect(rooms.find(code)).rejects.toEqual(new Refusal('too-many', { what: 'rooms', limit: 2 }));
  });

  test('holds so many, however many are asked for at once', async () => {
    const { rooms, opened } = registry();
    const asked = await Promise.allSettled([opened(), opened(), opened(), opened()]);
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(rooms.count.rooms).toBe(2);
  });

  test('a class that sleeps is woken in the last place that is left', async () => {
    const { rooms, opened } = registry();
    const { code } = await opened();
    await rooms.close(code);
    await opened();
    expect((await rooms.find(code)).code).toBe(code);
    expect(rooms.count.rooms).toBe(2);
  });

  test('LM5 a room that nobody is in any more sleeps for one that is needed, but not for a minute', async () => {
    const { rooms, taught, clock, opened } = registry();
    const [first, second] = [await taught(), await taught('other')];
    first.room.leave('driver');
    clock.pass(59_999);
    await expect(rooms.create()).rejects.toMatchObject({ code: 'too-many' });
    clock.pass(1);
    await opened();
    expect(rooms.opened(first.code)).toBeNull();
    expect(rooms.opened(second.code)).toBe(second.room);
    expect(rooms.count.rooms).toBe(2);
  });

  test('puts a room to sleep that was empty for a day', async () => {
    const { rooms, clock, audiences } = registry();
    const { code } = await rooms.create();
    const room = await rooms.find(code);
    room.join('a', {});
    clock.pass(DAY / 2);
    expect(audiences.map(({ closed }) => closed)).toEqual([false]);
    room.leave('a');
    clock.pass(DAY - 60_000);
    expect(rooms.count.rooms).toBe(1);
    clock.pass(60_000);
    expect(rooms.count.rooms).toBe(0);
    expect(audiences[0].closed).toBe(true);
  });
});

test('RM5 RM11 a wall clock that is set forward puts no class to sleep that somebody is in, and deletes none that is open', async () => {
  const { rooms, taught, clock, store } = registry();
  const { code, room } = await taught();
  clock.setWall(400 * DAY);
  clock.pass(2 * 3_600_000);
  await room.flush();
  expect(rooms.opened(code)).toBe(room);
  expect(await store.read(code)).not.toBeNull();
});

describe('CL1 RM1 a class that sleeps', () => {
  test('CL10 a run that had made no step since it set out goes on from inside its step', async () => {
    const { rooms, taught } = registry();
    const { room, code, member } = await taught();
    const before = room.state.playback;
    await room.command('driver', { type: 'run' });
    await rooms.close(code);
    const woken = await rooms.find(code);
    await expect.poll(() => woken.state.playback.status).toBe('running');
    woken.join('back', { member });
    await woken.command('back', { type: 'pause' });
    expect(woken.state.playback).toEqual({ ...before, because: 'driver' });
    // The pass that the class had before it is there to be asked about.
    await woken.command('back', { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 2 } });
    expect(woken.state.question).not.toBeNull();
  });

  test('is woken with the same state, under the next term', async () => {
    const { rooms, taught, audiences } = registry();
    const { code, secret, room, member } = await taught();
    await room.command('driver', oneStep);
    await room.command('driver', { type: 'view', view: { page: 'graph' } });
    await room.command('driver', { type: 'names', hidden: true });
    await room.command('driver', { type: 'name-class', name: 'Monday' });
    await room.command('driver', { type: 'set', change: { setting: 'learningRate', value: 0.3 } });
    await room.command('driver', oneOperation(1));
    room.leave('driver');
    const before = room.state;
    expect(before).toMatchObject({ name: 'Monday', playback: { cursor: { step: 2, operation: 1 } } });
    await rooms.close(code);
    expect(audiences[0].closed).toBe(true);

    const woken = await rooms.find(code);
    expect(woken).not.toBe(room);
    await expect.poll(() => woken.state).toEqual(before);
    woken.join('back', { member });
    expect(audiences[1].welcomes.get('back')).toMatchObject({ term: 3, member: { id: member.id } });
    await woken.command('back', oneStep);
    expect(woken.state).toMatchObject({ playback: { cursor: { step: 3, operation: 0 } } });
    expect(() => woken.join('other', { secret: `${secret}!` })).toThrow(new Refusal('bad-secret'));
  });

  test('shows the same moment and the whole curve of its branch, also behind the head', async () => {
    const { rooms, taught, audiences } = registry();
    const { code, room, member } = await taught();
    for (let i = 0; i < 5; i++) await room.command('driver', oneStep);
    await room.command('driver', { type: 'seek', step: 3, operation: 4 });
    room.join('late', {});
    const told = audiences[0].welcomes.get('late');
    await rooms.close(code);
    const woken = await rooms.find(code);
    await expect.poll(() => woken.state.playback.status).toBe('paused');
    woken.join('back', { member });
    const again = audiences[1].welcomes.get('back');
    if (told?.resumed !== 'snapshot' || again?.resumed !== 'snapshot') throw new Error('not a snapshot');
    expect(again.snapshot.moment).toEqual(told.snapshot.moment);
    expect(again.snapshot.series).toEqual(told.snapshot.series);
    expect(again.snapshot.evaluations).toEqual(told.snapshot.evaluations);
    expect(again.snapshot.run).toEqual(told.snapshot.run);
  });

  test('is usable before its run is there, and what is refused meanwhile does not keep the run away', async () => {
    const { rooms, taught, trainers } = registry();
    const { code, room, member } = await taught();
    await room.command('driver', oneStep);
    room.leave('driver');
    const before = room.state;
    await rooms.close(code);
    const { passed, open } = gate();
    trainers.until = passed;
    const woken = await rooms.find(code);
    woken.join('back', { member });
    expect(woken.state).toMatchObject({ playback: { status: 'preparing' }, beside: { progress: null } });
    await woken.command('back', { type: 'screens', held: true });
    await woken.command('back', { type: 'point', pointer: { quantity: 'W', layer: 1, index: 3 } });
    expect(woken.state.screensHeld).toBe(true);
    await expect(woken.command('back', { type: 'run' })).rejects.toMatchObject({ code: 'not-now' });
    await expect(woken.command('back', oneStep)).rejects.toMatchObject({ code: 'not-now' });
    open();
    await expect.poll(() => woken.state.playback).toEqual(before.playback);
  });

  test('has its run again, also where a new one could not be built meanwhile', async () => {
    const { rooms, taught, trainers } = registry();
    const { code, room, member } = await taught();
    await room.command('driver', oneStep);
    room.leave('driver');
    const before = room.state;
    await rooms.close(code);
    const { passed, open } = gate();
    trainers.until = passed;
    const woken = await rooms.find(code);
    woken.join('back', { member });
    trainers.until = null;
    const corpus = { kind: 'pasted' as const, text: 'Paris [is\n'.repeat(30) };
    const configuration = { ...presets.board, corpus };
    const configured = woken.command('back', { type: 'configure', preset: null, configuration });
    await expect(configured).rejects.toBeInstanceOf(Refusal);
    open();
    await expect.poll(() => woken.state.playback).toEqual(before.playback);
  });

  test('CL5 does not sleep before the disk has what happened', async () => {
    const store = scriptedStore();
    const { rooms, taught, clock, opened } = registry({}, store);
    const { code, room } = await taught();
    store.failure = new Error('disk full');
    await room.command('driver', { type: 'names', hidden: true });
    room.leave('driver');
    clock.pass(2 * DAY);
    expect(rooms.count.rooms).toBe(1);
    await expect(rooms.create()).rejects.toMatchObject({ code: 'not-saving' });
    store.failure = null;
    await opened();
    store.failure = new Error('disk full');
    await expect(rooms.create()).rejects.toMatchObject({ code: 'too-many' });
    expect(rooms.opened(code)).toBe(room);
    store.failure = null;
    clock.pass(1000);
    await expect.poll(() => room.state.saving).toBe(true);
    clock.pass(DAY);
    await expect.poll(() => rooms.opened(code)).toBeNull();
    expect((await rooms.find(code)).state.namesHidden).toBe(true);
  });

  test('CL13 a stop says whether anything was left unsaved, also of a class that was just going to sleep', async () => {
    const store = scriptedStore();
    const { rooms, taught } = registry({}, store);
    const { room } = await taught();
    const other = await taught();
    store.failure = new Error('disk full');
    await room.command('driver', { type: 'names', hidden: true });
    const sleeping = rooms.close(room.code);
    expect(await rooms.closeAll()).toBe('unsaved');
    await sleeping;
    expect(rooms.opened(other.code)).toBeNull();
  });

  test('CL13 a stop that has everything says so, though the disk took nothing before', async () => {
    const store = scriptedStore();
    const { rooms, taught } = registry({}, store);
    const { code, room } = await taught();
    store.failure = new Error('disk full');
    await room.command('driver', { type: 'names', hidden: true });
    store.failure = null;
    expect(await rooms.closeAll()).toBe('saved');
    expect(bookOf((await store.read(code)) ?? { events: [], rows: [] }).state.namesHidden).toBe(true);
  });

  test('RM4 whoever drove has the wheel, and loses it when it is gone for long', async () => {
    const { rooms, taught, clock } = registry();
    const { code, room, member } = await taught();
    await room.flush();
    room.leave('driver');
    await rooms.close(code);
    const woken = await rooms.find(code);
    woken.join('viewer', {});
    expect(woken.presence).toMatchObject({ here: 1, driver: 'away' });
    clock.pass(15_000);
    await woken.flush();
    expect(woken.presence).toMatchObject({ driver: 'lost' });
    woken.join('back', { member });
    await woken.flush();
    expect(woken.state.driver).toBe(member.id);
  });

  test('RM5 one that runs on is paused when nobody comes', async () => {
    const { rooms, taught, clock, trainers, store } = registry();
    const { code, room } = await taught();
    await room.command('driver', { type: 'run' });
    trainers.made[0].advance(5);
    await rooms.close(code);
    const woken = await rooms.find(code);
    await expect.poll(() => woken.state.playback.status).toBe('running');
    clock.pass(EMPTY_PAUSE_MS);
    await expect.poll(() => woken.state.playback).toMatchObject({ status: 'paused', because: 'empty' });
    await woken.flush();
    const { state } = bookOf((await store.read(code)) ?? { events: [], rows: [] });
    expect(state.standing).toMatchObject({ status: 'paused', because: 'empty' });
  });

  test('RM5 one that ran does not run on where the wall clock was set right meanwhile: nobody knows for how long it was away', async () => {
    const { rooms, taught, clock, trainers } = registry();
    const { code, room } = await taught();
    clock.setWall(DAY);
    await room.command('driver', { type: 'run' });
    trainers.made[0].advance(5);
    await rooms.close(code);
    clock.setWall(-DAY);
    clock.pass(DAY / 2);
    const woken = await rooms.find(code);
    await expect.poll(() => woken.state.playback).toMatchObject({ status: 'paused', because: 'empty' });
  });

  test('RM11 is not said to be kept for longer than from now on, where the wall clock was ahead', async () => {
    const { rooms, taught, clock, store } = registry();
    const { code, secret, room } = await taught();
    clock.setWall(DAY);
    await room.command('driver', { type: 'names', hidden: true });
    clock.setWall(-DAY);
    const { classes } = await new Classes({ registry: rooms, store, clock, expireAfter: DAY }).mine([
      { code, secret },
    ]);
    expect(classes).toMatchObject([{ until: clock.now() + DAY }]);
  });

  test('is woken once, whoever asks', async () => {
    const { rooms, store } = registry();
    const { code } = await rooms.create();
    const closing = rooms.close(code);
    const [a, b] = await Promise.all([rooms.find(code), rooms.find(code.toLowerCase())]);
    await closing;
    expect(a).toBe(b);
    expect((await store.take(code))?.term).toBe(3);
  });

  test('is another server’s when that takes it: here it is let go of, and nothing more is written', async () => {
    const { rooms, taught, store } = registry();
    const { code, room } = await taught();
    await room.flush();
    const taken = await store.take(code);
    await expect(room.command('driver', { type: 'names', hidden: true })).rejects.toThrow('taken under term');
    await expect.poll(() => rooms.count.rooms).toBe(0);
    expect((await store.read(code))?.events).toEqual(taken?.events);
    const woken = await rooms.find(code);
    expect(woken.state.namesHidden).toBe(false);
  });
});

describe('CL3 a log that cannot be read', () => {
  const damaged = async (fact: unknown, version: number) => {
    const parts = registry();
    const { code } = await parts.rooms.create();
    await parts.rooms.close(code);
    const { term, events } = (await parts.store.take(code)) ?? { term: 0, events: [] };
    const seq = events.length + 1;
    await parts.store.append(code, term, events.length, {
      events: [{ seq, at: 0, by: null, command: null, version, fact }],
    });
    return { ...parts, code };
  };

  test.each<[string, unknown, number]>([
    ['of a newer server', { type: 'names-hidden', hidden: true }, 99],
    ['that contradicts itself', { type: 'reached', run: 7, branch: 0, step: 1 }, 1],
    ['with a fact that nobody knows', { type: 'exploded' }, 1],
  ])('%s: is refused alone, and stays as it is', async (_name, fact, version) => {
    const { rooms, store, code } = await damaged(fact, version);
    const kept = (await store.read(code))?.events;
    await expect(rooms.find(code)).rejects.toEqual(new Refusal('unreadable-room', { code }));
    await expect(rooms.find(code)).rejects.toMatchObject({ code: 'unreadable-room' });
    expect((await store.read(code))?.events).toEqual(kept);
    expect(rooms.count.rooms).toBe(0);
    await rooms.create();
  });
});

describe('RM11 a class that nobody has come to for long', () => {
  test('is deleted; one that is open is not', async () => {
    const parts = registry({ expireAfter: 2 * DAY, sleepAfter: 10 * DAY_SECONDS });
    const { rooms, taught, store, clock, opened } = parts;
    const { code } = await opened();
    await rooms.close(code);
    const open = await taught();
    clock.pass(DAY);
    expect(await store.list()).toHaveLength(2);
    clock.pass(DAY + 3_600_000);
    await turns();
    expect(await store.list()).toHaveLength(2);
    await passing(clock, DAY);
    await expect.poll(async () => (await store.list()).map((one) => one.code)).toEqual([open.code]);
    await expect(rooms.find(code)).rejects.toMatchObject({ code: 'no-such-room' });
  });

  test('is kept for those who only look, and leave no event, also in a room that they never leave', async () => {
    const parts = registry({ expireAfter: 3 * DAY, sleepAfter: 3600 });
    const { rooms, store, clock, opened } = parts;
    const { code, secret } = await opened();
    await rooms.close(code);
    const until = async (): Promise<number> => {
      const { classes } = await new Classes({ ...parts, registry: rooms, expireAfter: 3 * DAY }).mine([
        { code, secret },
      ]);
      return (classes[0].until - clock.now()) / DAY;
    };
    await passing(clock, 2 * DAY);
    expect(await until()).toBe(1);
    const room = await rooms.find(code);
    const { events } = (await store.read(code)) ?? {};
    room.join('guest', {});
    await passing(clock, 6 * DAY);
    expect(await until()).toBe(3);
    room.leave('guest');
    await passing(clock, 2 * DAY);
    expect(rooms.opened(code)).toBeNull();
    expect((await store.read(code))?.events).toEqual(events);
    expect(await until()).toBeLessThanOrEqual(1);
    expect(await until()).toBeGreaterThanOrEqual(0);
    await passing(clock, 3 * DAY);
    expect(await store.list()).toEqual([]);
  });

  test('goes its time after the wall clock was set back, where everything in it seems to lie ahead', async () => {
    const { rooms, store, clock, opened } = registry();
    clock.setWall(400 * DAY);
    const { code } = await opened();
    await rooms.close(code);
    clock.setWall(-400 * DAY);
    await passing(clock, 29 * DAY);
    expect(await store.list()).toHaveLength(1);
    await passing(clock, 3 * DAY);
    expect(await store.list()).toEqual([]);
  });

  test('a wall clock that is set forward under the server deletes none', async () => {
    const { rooms, store, clock, opened } = registry();
    const { code } = await opened();
    await rooms.close(code);
    clock.setWall(400 * DAY);
    await passing(clock, 10 * DAY);
    expect(await store.list()).toHaveLength(1);
    await passing(clock, 22 * DAY);
    expect(await store.list()).toEqual([]);
  });

  test('a wall clock that is wrong when the server starts deletes none, where it is set right within a day', async () => {
    const first = registry();
    const { code } = await first.opened();
    await first.rooms.closeAll();
    const clock = manualClock(first.clock.now());
    clock.setWall(400 * DAY);
    registry({}, first.store, clock);
    await passing(clock, DAY / 2);
    clock.setWall(-400 * DAY);
    await passing(clock, 20 * DAY);
    expect((await first.store.list()).map((one) => one.code)).toEqual([code]);
    await passing(clock, 12 * DAY);
    expect(await first.store.list()).toEqual([]);
  });
});
