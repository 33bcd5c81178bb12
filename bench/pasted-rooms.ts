/** The measuring of `pasted.ts`, which bundles it: as in production no thread of it compiles anything. */
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAXIMUM_CHARACTERS } from '@deltaboard/shared/dataset/split.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { pino } from 'pino';
import { systemClock } from '../server/src/clock.ts';
import { createCatalogue } from '../server/src/data/catalogue.ts';
import { loadCorpus } from '../server/src/data/corpus.ts';
import { corpusReader } from '../server/src/data/read-corpus.ts';
import { loadVectors } from '../server/src/data/vectors.ts';
import { defaultLimits } from '../server/src/limits.ts';
import type { Audience } from '../server/src/rooms/audience.ts';
import { Registry } from '../server/src/rooms/registry.ts';
import { createMemoryStore } from '../server/src/store/memory-store.ts';
import { createSlotMemory } from '../server/src/training/slots.ts';
import { createWorkerTrainers } from '../server/src/training/worker-trainer.ts';

const [, , data, count] = process.argv;
const RESETS = Number(count);
/** Of a room: some of the runs that it may have at the most. */
const OF_A_ROOM = 150;

const vectors = loadVectors(`${data}/vectors`);
let reads = 0;
const read = corpusReader(vectors.words);
const catalogue = createCatalogue(vectors, loadCorpus(`${data}/corpus`), (...given) => {
  reads++;
  return read(...given);
});
const nobody: Audience = new Proxy({} as Audience, { get: () => () => undefined });
const slots = createSlotMemory(availableParallelism());
const rooms = new Registry(
  {
    trainers: createWorkerTrainers({ catalogue, slots, releaseAfter: 30_000 }),
    lexicon: {
      lookUp() {
        throw new Error('nobody asks');
      },
    },
    store: createMemoryStore(),
    clock: systemClock,
    logger: pino({ level: 'error' }),
    limits: defaultLimits,
    pressure: { level: 0 },
  },
  1e12,
  () => nobody,
);

/** What is left once what nobody needs has been collected. */
async function memory(): Promise<string> {
  for (let i = 0; i < 5; i++) {
    await sleep(50);
    globalThis.gc?.();
  }
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  return `RSS ${megabytes(rss)}, heap ${megabytes(heapUsed)}, arrays ${megabytes(arrayBuffers)}`;
}

const SENTENCE = 'She sailed from [Cork](LOC) to [New York](LOC) with [George Washington](PER) in May .\n';
const text = SENTENCE.repeat(Math.floor(MAXIMUM_CHARACTERS / SENTENCE.length));
console.log(`${RESETS} Resets of a pasted text of ${text.length} characters, ${OF_A_ROOM} a room`);
console.log(`  before: ${await memory()}`);
const codes: string[] = [];
let first = '';
for (let made = 0; made < RESETS;) {
  const { code, secret } = await rooms.create();
  codes.push(code);
  const room = await rooms.find(code);
  room.join('driver', { secret });
  const configuration = { ...presets.board, corpus: { kind: 'pasted' as const, text } };
  await room.command('driver', { type: 'configure', preset: null, configuration });
  first ||= await memory();
  for (let k = 0; k < OF_A_ROOM && made < RESETS; k++, made++)
    await room.command('driver', { type: 'reset' });
  console.log(`  after ${made}: ${await memory()}`);
}
console.log(`  of one run of it: ${first}`);
console.log(`  all of them, in ${codes.length} rooms: ${await memory()}; the text was read ${reads} times`);
for (const code of codes) await rooms.close(code);
console.log(`  once all have left: ${await memory()}`);
process.exit(0);
