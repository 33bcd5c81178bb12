import { Refusal } from '@deltaboard/shared/refusal.ts';
import { describe, expect, test } from 'vitest';
import { createMemoryLog } from '../store/log.ts';
import { Registry } from './registry.ts';
import { manualClock } from './testing/manual-clock.ts';
import { recordingAudience, type RecordingAudience } from './testing/recording-audience.ts';
import { silent, tinyLexicon } from './testing/room.ts';
import { scriptedTrainers } from './testing/scripted-trainer.ts';

const DAY = 24 * 3_600_000;

function registry() {
  const clock = manualClock();
  const audiences: RecordingAudience[] = [];
  const trainers = scriptedTrainers();
  const rooms = new Registry(
    { trainers: trainers.factory, lexicon: tinyLexicon, log: createMemoryLog(), clock, logger: silent },
    { rooms: 2, closeEmptyAfter: DAY },
    () => {
      const audience = recordingAudience();
      audiences.push(audience);
      return audience;
    },
  );
  return { rooms, clock, audiences, trainers };
}

describe('RM1 the registry', () => {
  test('finds a room however its code is typed, and refuses what is none', async () => {
    const { rooms } = registry();
    const { code } = await rooms.create();
    expect(rooms.find(code.toLowerCase().replace('-', ' ')).code).toBe(code);
    expect(() => rooms.find('AAAA-AA')).toThrow(new Refusal('no-such-room', { code: 'AAAA-AA' }));
  });

  test('holds so many rooms and no more', async () => {
    const { rooms, trainers } = registry();
    const { code } = await rooms.create();
    await rooms.create();
    await expect(rooms.create()).rejects.toEqual(new Refusal('too-many', { what: 'rooms', limit: 2 }));
    await rooms.close(code);
    expect(trainers.made[0].closed).toBe(true);
    expect(() => rooms.find(code)).toThrow(Refusal);
    await rooms.create();
    expect(rooms.count).toEqual({ rooms: 2, members: 0 });
  });

  test('closes a room that was empty for a day, and one that nobody ever joined sooner', async () => {
    const { rooms, clock, audiences } = registry();
    const { code } = await rooms.create();
    const room = rooms.find(code);
    room.join('a', {});
    await rooms.create();
    clock.pass(DAY / 2);
    expect(audiences.map(({ closed }) => closed)).toEqual([false, true]);
    room.leave('a');
    clock.pass(DAY - 60_000);
    expect(rooms.count.rooms).toBe(1);
    clock.pass(60_000);
    expect(rooms.count.rooms).toBe(0);
    expect(audiences[0].closed).toBe(true);
  });
});
