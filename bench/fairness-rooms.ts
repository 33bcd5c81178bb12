/** The measuring of `fairness.ts`, which bundles it: as in production no thread of it compiles anything. */
import { availableParallelism, cpus } from 'node:os';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { createCatalogue } from '../server/src/data/catalogue.ts';
import { loadCorpus } from '../server/src/data/corpus.ts';
import { loadVectors } from '../server/src/data/vectors.ts';
import type { Trainer } from '../server/src/training/trainer.ts';
import { createSlotMemory } from '../server/src/training/slots.ts';
import { createWorkerTrainers } from '../server/src/training/worker-trainer.ts';
import { spread } from './spread.ts';
import { longestWaits } from './slot-waits.ts';

const [, , data, seconds] = process.argv;
const SECONDS = Number(seconds);
const PAUSES = 60;
const cores = availableParallelism();

const catalogue = createCatalogue(loadVectors(`${data}/vectors`), loadCorpus(`${data}/corpus`));
const configuration = { ...presets.board, evaluateEvery: 1_000_000, epochLimit: 10_000 };
const ignore = (): void => undefined;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Room {
  readonly trainer: Trainer;
  /** Since when it was looked at last. */
  pictures: number;
}

async function openRooms(count: number): Promise<readonly Room[]> {
  const create = createWorkerTrainers({ catalogue, slots: createSlotMemory(cores), releaseAfter: 600_000 });
  const rooms: Room[] = [];
  for (let number = 0; number < count; number++) {
    const trainer = create(
      { run: newRun(configuration), number: 0, preset: null },
      {
        frame: () => void rooms[number].pictures++,
        moment: ignore,
        progressed: ignore,
        evaluated: ignore,
        approached: ignore,
        stopped: ignore,
        failed: (error) => {
          throw error;
        },
      },
    );
    await trainer.open();
    rooms.push({ trainer, pictures: 0 });
  }
  return rooms;
}

async function measure(count: number): Promise<void> {
  const opened = await openRooms(count);
  const rooms = opened.map(({ trainer }) => trainer);
  for (const room of rooms) room.start('max');
  const begun = await Promise.all(rooms.map((room) => room.park()));
  for (const room of opened) room.pictures = 0;
  for (const room of rooms) room.start('max');
  await sleep(1000 * SECONDS);
  const pictures = opened.map((room) => room.pictures / SECONDS);
  const ended = await Promise.all(rooms.map((room) => room.park()));
  const steps = ended.map(({ updates }, room) => updates - begun[room].updates);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  console.log(`${count} rooms at full speed, ${SECONDS} s`);
  const all = steps.reduce((sum, made) => sum + made, 0);
  console.log(
    `  steps of a room: ${least} to ${most}, ${(most / least).toFixed(2)} : 1; of all ${Math.round(all / SECONDS)} a second`,
  );
  const [fewest, mostOf] = [Math.min(...pictures), Math.max(...pictures)];
  console.log(
    `  pictures a second of a room: ${fewest.toFixed(2)} to ${mostOf.toFixed(2)}, ${(mostOf / fewest).toFixed(2)} : 1`,
  );

  for (const room of rooms) room.start('max');
  const pauses: number[] = [];
  for (let i = 0; i < PAUSES; i++) {
    await sleep(50);
    const room = rooms[i % count];
    const from = performance.now();
    await room.park();
    pauses.push(performance.now() - from);
    room.start('max');
  }
  console.log(`  ${spread('pause → parked', pauses)}`);
  await Promise.all(rooms.map((room) => room.close()));
  const waits = await longestWaits(count, cores, SECONDS);
  console.log(`  longest wait for a turn, of each worker: ${Math.min(...waits)} to ${Math.max(...waits)} ms`);
}

console.log(`Board preset; ${cores} × ${cpus()[0].model}, Node ${process.version}`);
for (const count of [3, 50]) await measure(count);
process.exit(0);
