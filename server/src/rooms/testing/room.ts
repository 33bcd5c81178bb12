/** A room on a manual clock with scripted trainers, and its people. */
import { evolve } from '@deltaboard/shared/class/evolve.ts';
import { type ClassEvent, type Fact, type FactOf, type FactType } from '@deltaboard/shared/class/fact.ts';
import { NOTHING, type ClassRun } from '@deltaboard/shared/class/state.ts';
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Welcome } from '@deltaboard/shared/protocol/events.ts';
import { applyMessage, welcomed, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import type { Snapshot } from '@deltaboard/shared/protocol/state.ts';
import { pino } from 'pino';
import { defaultLimits, type Limits } from '../../limits.ts';
import { hashSecret } from '../../secrets.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import type { ClassStore } from '../../store/store.ts';
import type { TrainerFactory } from '../../training/trainer.ts';
import type { Lexicon } from '../lexicon.ts';
import { bookOf, storedForm, type Book } from '../book.ts';
import type { Greeting } from '../doorway.ts';
import { Room } from '../room.ts';
import type { RoomHost } from '../room-means.ts';
import { manualClock } from './manual-clock.ts';
import { recordingAudience } from './recording-audience.ts';
import { scriptedTrainers, type ScriptedTrainer } from './scripted-trainer.ts';

export const CODE = 'KQ7M-2P';
export const SECRET = 'correct-horse-battery-staple';

export const silent = pino({ level: 'silent' });
export const calm = { level: 0 } as const;

/** As if there were no other room, and nothing failed. */
export const alone: RoomHost = {
  fenced: () => undefined,
  broken(error) {
    throw error;
  },
  running: 0,
  isRehearsal: false,
};

/** Vectors of ones; the dictionary knows Paris. */
export const tinyLexicon: Lexicon = {
  lookUp: ({ input }, words) => ({
    known: words.map((word) => word === 'paris'),
    vectors: new Float32Array(words.length * input.dimensions).fill(1),
    dictionary: words.map((word) => (word === 'paris' ? 'LOC' : null)),
  }),
};

/** @param real trainers in the place of the scripted ones */
export async function openRoom(
  store: ClassStore = createMemoryStore(),
  chosen: Partial<Limits> = {},
  real: TrainerFactory | null = null,
) {
  const clock = manualClock();
  const audience = recordingAudience();
  const trainers = scriptedTrainers();
  const limits = { ...defaultLimits, ...chosen };
  const pressure: { level: PressureLevel } = { level: 0 };
  const means = {
    ...{ trainers: real ?? trainers.factory, lexicon: tinyLexicon, store, clock, logger: silent, limits },
    pressure,
  };
  const opened: ClassEvent = {
    seq: 1,
    at: clock.now(),
    by: null,
    command: null,
    fact: { type: 'class-opened', code: CODE, secretHash: hashSecret(SECRET) },
  };
  await store.create(CODE, { events: [storedForm(opened)] });
  const book = { state: evolve(NOTHING, opened), rows: new Map() };
  const room = new Room(book, 1, means, audience, alone);
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
    store,
    means,
    pressure,
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
            (before, command) => before.then(async () => void (await room.command('driver', command))),
            Promise.resolve(),
          ),
      };
    },
  };
}

/** As it is compared: rows as they are read, however they are kept. */
export const plain = ({ state, rows }: Book): Book => ({ state, rows: new Map(rows) });

/** What a latecomer is told. */
export function snapshotOf({ join }: Awaited<ReturnType<typeof openRoom>>, connection = 'late'): Snapshot {
  const welcome = join(connection);
  if (welcome.resumed !== 'snapshot') throw new Error('not a snapshot');
  return welcome.snapshot;
}

/** What a page makes of the events that it hears from now on. Throws where one is missing. */
export function watching(
  { join, audience }: Awaited<ReturnType<typeof openRoom>>,
  connection: string,
): () => RoomView {
  const since = audience.messages.length;
  const first = welcomed(null, join(connection));
  if (!first) throw new Error('not a snapshot');
  return () =>
    audience.messages.slice(since).reduce((seen, message) => {
      const { outcome, view } = applyMessage(seen, message);
      if (outcome === 'gap') throw new Error(`no event before ${message.seq}`);
      return view;
    }, first);
}

/** What is in the store of a class, in order. */
export async function factsOf(store: ClassStore, code = CODE): Promise<readonly Fact[]> {
  const { events } = await stored(store, code);
  return events.map(({ fact }) => fact as Fact);
}

/** Those of one type. */
export async function factsOfType<T extends FactType>(
  store: ClassStore,
  type: T,
): Promise<readonly FactOf<T>[]> {
  return (await factsOf(store)).filter((fact): fact is FactOf<T> => fact.type === type);
}

/** The runs of a class, as its log has them. */
export async function runsOf(store: ClassStore): Promise<readonly ClassRun[]> {
  return bookOf(await stored(store, CODE)).state.runs;
}

async function stored(store: ClassStore, code: string) {
  const kept = await store.read(code);
  if (!kept) throw new Error(`no class ${code}`);
  return kept;
}
