/** A registry on a manual clock with scripted trainers. */
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import { defaultLimits, type Limits } from '../../limits.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import type { ClassStore } from '../../store/store.ts';
import { Registry } from '../registry.ts';
import { manualClock, type ManualClock } from './manual-clock.ts';
import { recordingAudience, type RecordingAudience } from './recording-audience.ts';
import { silent, tinyLexicon } from './room.ts';
import { scriptedTrainers } from './scripted-trainer.ts';

export const DAY = 24 * 3_600_000;
export const DAY_SECONDS = DAY / 1000;

/** Of two rooms, where nothing else is chosen. */
export function registry(
  { expireAfter = 30 * DAY, ...chosen }: Partial<Limits> & { readonly expireAfter?: number } = {},
  store: ClassStore = createMemoryStore(),
  clock: ManualClock = manualClock(),
) {
  const audiences: RecordingAudience[] = [];
  const trainers = scriptedTrainers();
  let level: PressureLevel = 0;
  const pressure = {
    get level() {
      return level;
    },
  };
  const rooms = new Registry(
    {
      ...{ trainers: trainers.factory, lexicon: tinyLexicon, store, clock, logger: silent, pressure },
      limits: { ...defaultLimits, rooms: 2, sleepAfter: DAY_SECONDS, ...chosen },
    },
    expireAfter,
    () => {
      const audience = recordingAudience();
      audiences.push(audience);
      return audience;
    },
  );
  const opened = async () => {
    const created = await rooms.create();
    await rooms.find(created.code);
    return created;
  };
  return {
    rooms,
    clock,
    audiences,
    /** A class whose room is open, with nobody in it. */
    opened,
    trainers,
    store,
    press: (to: PressureLevel) => void (level = to),
    /** A class with its driver, by the name of the connection. */
    async taught(connection = 'driver') {
      const { code, secret } = await rooms.create();
      const room = await rooms.find(code);
      room.join(connection, { secret });
      const { member } = audiences[audiences.length - 1].welcomes.get(connection) ?? {};
      if (!member) throw new Error('no welcome');
      return { code, secret, room, member };
    },
  };
}
