/** A room on a manual clock with scripted trainers, and its people. */
import { createHash } from 'node:crypto';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Snapshot } from '@deltaboard/shared/protocol/state.ts';
import { pino } from 'pino';
import { createMemoryLog, type LogStore } from '../../store/log.ts';
import type { Lexicon } from '../lexicon.ts';
import { Room, type Greeting } from '../room.ts';
import { manualClock } from './manual-clock.ts';
import { recordingAudience } from './recording-audience.ts';
import { scriptedTrainers, type ScriptedTrainer } from './scripted-trainer.ts';

export const CODE = 'KQ7M-2P';
export const SECRET = 'correct-horse-battery-staple';

export const silent = pino({ level: 'silent' });

/** Vectors of ones; the dictionary knows Paris. */
export const tinyLexicon: Lexicon = {
  lookUp: ({ input }, words) => ({
    known: words.map((word) => word === 'paris'),
    vectors: new Float32Array(words.length * input.dimensions).fill(1),
    dictionary: words.map((word) => (word === 'paris' ? 'LOC' : null)),
  }),
};

export async function openRoom(log: LogStore = createMemoryLog()) {
  const clock = manualClock();
  const audience = recordingAudience();
  const trainers = scriptedTrainers();
  const room = new Room(
    { code: CODE, secretHash: createHash('sha256').update(SECRET).digest(), term: 1 },
    { trainers: trainers.factory, lexicon: tinyLexicon, log, clock, logger: silent },
    audience,
  );
  await room.open();
  const join = (connection: string, greeting: Greeting = {}): Welcome => {
    room.join(connection, greeting);
    const welcome = audience.welcomes.get(connection);
    if (!welcome) throw new Error('no welcome');
    return welcome;
  };
  const trainer = (): ScriptedTrainer => trainers.made[trainers.made.length - 1];
  return {
    room,
    clock,
    audience,
    trainers,
    log,
    join,
    /** The trainer that was made last. */
    trainer,
    /** The room with an instructor, who drives. */
    driven() {
      const { member } = join('driver', { secret: SECRET });
      return {
        member,
        does: (...commands: Command[]) =>
          commands.reduce<Promise<void>>(
            (before, command) => before.then(() => room.command('driver', command)),
            Promise.resolve(),
          ),
      };
    },
  };
}

/** What a latecomer is told. */
export function snapshotOf({ join }: Awaited<ReturnType<typeof openRoom>>, connection = 'late'): Snapshot {
  const welcome = join(connection);
  if (welcome.resumed !== 'snapshot') throw new Error('not a snapshot');
  return welcome.snapshot;
}
