import { Refusal } from '@deltaboard/shared/refusal.ts';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { PULSE_INTERVAL_MS } from '../people/pulse.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { GATHER_MS } from './announcer.ts';
import { EMPTY_PAUSE_MS } from './beside.ts';
import { WRITE_WITHIN_MS } from './class-log.ts';
import { CLOSED_FOR_MS, TWICE_WITHIN_MS } from './failures.ts';
import { Registry } from './registry.ts';
import type { Room } from './room.ts';
import { gate } from './testing/gate.ts';
import { manualClock } from './testing/manual-clock.ts';
import { recordingAudience, type RecordingAudience } from './testing/recording-audience.ts';
import { calm, factsOf, tinyLexicon } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';
import { scriptedTrainers } from './testing/scripted-trainer.ts';

const DAY_MS = 24 * 3_600_000;
const means = {
  ...{ lexicon: tinyLexicon, pressure: calm },
  limits: { ...defaultLimits, rooms: 9, sleepAfter: DAY_MS / 1000 },
};

/** Whatever can happen without time has happened. */
const turns = async (): Promise<void> => {
  for (let i = 0; i < 100; i++) await Promise.resolve();
};

class Fault extends Error {}

/** Classes on one clock. */
function server(store = createMemoryStore()) {
  const clock = manualClock();
  const trainers = scriptedTrainers();
  /** Of each code its audiences, the newest last. */
  const audiences = new Map<string, RecordingAudience[]>();
  const logged: { readonly room?: string; readonly msg: string; readonly err?: { type: string } }[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const rooms = new Registry(
    { ...means, trainers: trainers.factory, store, clock, logger },
    30 * DAY_MS,
    (code) => {
      const audience = recordingAudience();
      audiences.set(code, [...(audiences.get(code) ?? []), audience]);
      return audience;
    },
  );
  const audienceOf = (code: string): RecordingAudience => {
    const audience = audiences.get(code)?.at(-1);
    if (!audience) throw new Error(`nobody hears ${code}`);
    return audience;
  };
  return {
    ...{ rooms, clock, trainers, store, logged, audienceOf },
    /** A class with its instructor and a student. */
    async taught() {
      const { code, secret } = await rooms.create();
      const room = await rooms.find(code);
      room.join('driver', { secret });
      room.join('student', {});
      await turns();
      const trainer = trainers.made[trainers.made.length - 1];
      const audience = audienceOf(code);
      const { member } = audience.welcomes.get('driver') ?? {};
      if (!member) throw new Error('no welcome');
      return { code, room, trainer, audience, instructor: { secret, member } };
    },
  };
}
type Taught = Awaited<ReturnType<ReturnType<typeof server>['taught']>>;

/** From now on what the class is told in this way cannot be told. */
const breakOff = (audience: RecordingAudience, way: 'event' | 'pulse'): void =>
  void Object.assign(audience, {
    [way]() {
      throw new Fault(`no ${way}`);
    },
  });

/** Ways in which something of a room is called that nobody awaits, and ways of turns: in each of them something throws. */
const faults: Readonly<Record<string, (class_: Taught, clock: ReturnType<typeof manualClock>) => unknown>> = {
  'a timer: the pulse'({ audience }, clock) {
    breakOff(audience, 'pulse');
    clock.pass(PULSE_INTERVAL_MS);
  },
  'a timer: who is here'({ audience, room }, clock) {
    breakOff(audience, 'event');
    room.leave('student');
    clock.pass(GATHER_MS);
  },
  async 'a turn at once'({ audience, room }) {
    breakOff(audience, 'event');
    await room.command('driver', { type: 'speed', speed: 40 });
  },
  async 'a turn of the run'({ audience, room }) {
    breakOff(audience, 'event');
    await room.command('driver', { type: 'run' });
  },
  async 'a turn beside the run'({ audience, room }) {
    breakOff(audience, 'event');
    await room.command('driver', { type: 'reset' });
  },
  async 'a promise: what follows from a write'({ audience, room }) {
    // A role is told once it is durable.
    breakOff(audience, 'event');
    await room.command('driver', { type: 'lock', locked: true });
  },
  async 'a trainer: a step'({ audience, room, trainer }) {
    await room.command('driver', { type: 'run' });
    breakOff(audience, 'event');
    trainer.advance(2);
  },
  async 'a trainer: it stops'({ audience, room, trainer }) {
    await room.command('driver', { type: 'run' });
    breakOff(audience, 'event');
    trainer.stopByItself('epoch-limit');
  },
};

describe('CN1 CN3 an exception in', () => {
  test.each(Object.entries(faults))(
    '%s ends that room alone, and it is opened again from its log',
    async (_, fault) => {
      const { rooms, clock, taught, logged, audienceOf, store } = server();
      const [mine, other] = [await taught(), await taught()];
      await mine.room.command('driver', { type: 'speed', speed: 2 });
      await mine.room.flush();
      const unhandled: unknown[] = [];
      const note = (error: unknown): void => void unhandled.push(error);
      process.on('unhandledRejection', note);
      await Promise.resolve(fault(mine, clock)).catch(() => undefined);
      await turns();
      await new Promise(setImmediate);
      process.off('unhandledRejection', note);
      expect(unhandled).toEqual([]);

      // Named, and logged.
      const failures = logged.filter(({ msg }) => msg.startsWith('a room has failed'));
      expect(failures).toMatchObject([{ room: mine.code, err: { type: 'Fault' } }]);
      expect(rooms.opened(mine.code)).toBeNull();
      expect(mine.audience.failure).toEqual({ code: 'room-failed', params: { seconds: 0 } });
      expect(mine.trainer.closed).toBe(true);
      expect(mine.room.running).toEqual({ timers: 0, running: 0 });

      // Nobody else has noticed.
      expect(rooms.opened(other.code)).toBe(other.room);
      expect(other.audience.closed).toBe(false);
      const pulses = other.audience.pulses.length;
      clock.pass(PULSE_INTERVAL_MS);
      expect(other.audience.pulses.length).toBe(pulses + 1);
      await other.room.command('driver', { type: 'speed', speed: 100 });
      expect(other.room.book.state.speed).toBe(100);

      // Opened again, by whoever comes back.
      const again = await rooms.find(mine.code);
      expect(again).not.toBe(mine.room);
      again.join('driver', mine.instructor);
      await turns();
      expect(audienceOf(mine.code)).not.toBe(mine.audience);
      expect(again.book.state.speed).toBe(2);
      await again.command('driver', { type: 'pause' }).catch(() => undefined);
      await again.command('driver', { type: 'speed', speed: 1 });
      expect(again.book.state.speed).toBe(1);
      await again.flush();
      expect((await factsOf(store, mine.code)).at(-1)).toMatchObject({ type: 'speed-set', speed: 1 });
    },
  );

  test('the same room within a minute closes it for a minute; its members are told, and so is whoever comes', async () => {
    const { rooms, clock, taught, audienceOf } = server();
    const { code, instructor } = await taught();
    const other = await taught();
    const fail = async (): Promise<Room> => {
      const room = await rooms.find(code);
      room.join('driver', instructor);
      await turns();
      breakOff(audienceOf(code), 'event');
      await room.command('driver', { type: 'speed', speed: 40 }).catch(() => undefined);
      await turns();
      return room;
    };
    await fail();
    expect(audienceOf(code).failure?.params).toEqual({ seconds: 0 });
    clock.pass(TWICE_WITHIN_MS - 1);
    await turns();
    await fail();
    expect(audienceOf(code).failure).toEqual({ code: 'room-failed', params: { seconds: 60 } });
    await expect(rooms.find(code)).rejects.toEqual(new Refusal('room-failed', { seconds: 60 }));
    clock.pass(CLOSED_FOR_MS - 1000);
    await turns();
    await expect(rooms.find(code)).rejects.toEqual(new Refusal('room-failed', { seconds: 1 }));
    clock.pass(1000);
    const again = await rooms.find(code);
    again.join('driver', instructor);
    await turns();
    await again.command('driver', { type: 'speed', speed: 1 });
    expect(again.book.state.speed).toBe(1);
    expect(rooms.opened(other.code)).toBe(other.room);
  });

  test('the same room after more than a minute opens it again', async () => {
    const { rooms, clock, taught, audienceOf } = server();
    const { code, instructor } = await taught();
    for (let k = 0; k < 3; k++) {
      const room = await rooms.find(code);
      room.join('driver', instructor);
      await turns();
      breakOff(audienceOf(code), 'event');
      await room.command('driver', { type: 'speed', speed: 40 }).catch(() => undefined);
      await turns();
      expect(audienceOf(code).failure?.params).toEqual({ seconds: 0 });
      clock.pass(TWICE_WITHIN_MS);
      await turns();
    }
    expect((await rooms.find(code)).code).toBe(code);
  });
});

test('CN2 a decision that throws refuses its command alone: nothing has changed, and the room stands', async () => {
  const { rooms, taught, logged, store } = server();
  const { code, room } = await taught();
  await room.flush();
  const before = await factsOf(store, code);
  await expect(room.command('driver', { type: 'name-class', name: undefined } as never)).rejects.toEqual(
    new Refusal('internal'),
  );
  await expect(room.command('driver', { type: 'no-such-command' } as never)).rejects.toEqual(
    new Refusal('internal'),
  );
  expect(logged).toMatchObject([{ room: code }, { room: code }]);
  expect(rooms.opened(code)).toBe(room);
  await room.flush();
  expect(await factsOf(store, code)).toEqual(before);
  await room.command('driver', { type: 'speed', speed: 100 });
  expect(room.book.state.speed).toBe(100);
});

test('CN3 what the class was told is kept; what it was being told when it failed is not, and nobody waits for it', async () => {
  const { rooms, taught, audienceOf } = server();
  const { code, room } = await taught();
  await room.command('driver', { type: 'speed', speed: 100 });
  breakOff(audienceOf(code), 'event');
  await expect(room.command('driver', { type: 'speed', speed: 1 })).rejects.toThrow(Fault);
  await turns();
  expect((await rooms.find(code)).book.state.speed).toBe(100);
});

test('CN3 a room that fails while its disk is slow waits for no turn, and the class for the disk', async () => {
  const store = scriptedStore();
  const { rooms, taught, audienceOf, clock } = server(store);
  const { code, room } = await taught();
  await room.flush();
  const disk = gate();
  store.until = disk.passed;
  const locking = room.command('driver', { type: 'lock', locked: true });
  await turns();
  breakOff(audienceOf(code), 'pulse');
  clock.pass(PULSE_INTERVAL_MS);
  expect(rooms.opened(code)).toBeNull();
  expect(audienceOf(code).failure).not.toBeNull();
  disk.open();
  await turns();
  // It was on its way to the disk already.
  expect(await locking).toEqual({ saved: true });
  expect((await rooms.find(code)).book.state.locked).toBe(true);
});

describe('CN4 no timer is left, and no thread, of a room that', () => {
  test('sleeps, was deleted, was stopped or has failed', async () => {
    const { rooms, taught, clock, audienceOf } = server();
    const all = [await taught(), await taught(), await taught(), await taught()];
    for (const { room } of all) {
      await room.command('driver', { type: 'run' });
      await room.command('driver', { type: 'speed', speed: 2 });
      room.leave('student');
      expect(room.running.timers).toBeGreaterThan(2);
    }
    const [asleep, deleted, failed] = all;
    breakOff(audienceOf(failed.code), 'pulse');
    clock.pass(PULSE_INTERVAL_MS);
    await rooms.close(asleep.code);
    await rooms.delete(deleted.code);
    await rooms.closeAll();
    clock.pass(EMPTY_PAUSE_MS + WRITE_WITHIN_MS);
    await turns();
    for (const { room, trainer } of all) {
      expect(room.running).toEqual({ timers: 0, running: 0 });
      expect(trainer.closed).toBe(true);
    }
    expect(clock.waiting).toBe(0);
  });
});
