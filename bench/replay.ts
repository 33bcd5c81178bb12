/**
 * What the class's zooming into old steps costs a run at full speed: steps a second of the Judge preset while its old
 * losses are made again, one replay right after another, beside those before and after. Built server.
 * `tsx bench/replay.ts [preset] [rounds]`
 */
import { once } from 'node:events';
import { availableParallelism, cpus } from 'node:os';
import { LAST_LOSSES } from '../server/src/training/branch-record.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { command, join, quantile, spread, startBuiltServer } from './live-server.ts';

const PRESET = process.argv[2] === 'board' ? 'board' : 'judge';
const ROUNDS = Number(process.argv[3] ?? 3);
/** A member may ask for 30 replays a minute, and the queue holds one: together these keep it full. */
const MEMBERS = 60;
const RANGE = 1000;
/** Old enough that their losses are held no more. */
const OLD_STEPS = 20_000;
const REPORTS = 8;

const server = await startBuiltServer();
const { code, secret } = await server.createRoom();
const driver = await join(server.url, { room: code, secret });
const members = await Promise.all(Array.from({ length: MEMBERS }, () => join(server.url, { room: code })));
const configuration = { ...presets[PRESET], evaluateEvery: 1_000_000, epochLimit: 10_000 };
await command(driver, { type: 'configure', preset: null, configuration });
await command(driver, { type: 'speed', speed: 'max' });
await command(driver, { type: 'run' });

async function nextReport(): Promise<{ readonly step: number; readonly at: number }> {
  for (;;) {
    const [{ event }] = await once(driver as never, 'event');
    if (event.type === 'progressed') return { step: event.step, at: performance.now() };
  }
}

async function stepsPerSecond(): Promise<number> {
  const first = await nextReport();
  let last = first;
  for (let report = 1; report < REPORTS; report++) last = await nextReport();
  return (1000 * (last.step - first.step)) / (last.at - first.at);
}

while ((await nextReport()).step < LAST_LOSSES + OLD_STEPS + 2 * RANGE);

let asked = 0;
const answered: number[] = [];
let unanswered = 0;

/** Another range each time, so that none is answered from what is kept. */
async function askWhile(wanted: () => boolean): Promise<void> {
  while (wanted()) {
    const from = 1 + RANGE + ((asked * 37) % (OLD_STEPS - RANGE));
    const began = performance.now();
    const reply = await members[asked++ % MEMBERS].emitWithAck('losses', { from, to: from + RANGE - 1 });
    if (reply.ok && reply.points.every(({ exact }) => exact)) answered.push(performance.now() - began);
    else unanswered++;
  }
}

const alone: number[] = [await stepsPerSecond()];
const beside: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  let isOver = false;
  const asking = askWhile(() => !isOver);
  beside.push(await stepsPerSecond());
  isOver = true;
  await asking;
  alone.push(await stepsPerSecond());
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
console.log(
  `${PRESET} preset at full speed, replays of ${RANGE} old steps back to back; ${availableParallelism()} × ${cpus()[0].model}, Node ${process.version}`,
);
console.log(
  `steps a second: ${Math.round(mean(alone))} alone, ${Math.round(mean(beside))} beside replays: ratio ${(mean(beside) / mean(alone)).toFixed(2)}`,
);
console.log(`${spread('a replay, to its answer', answered)}  p99 ${quantile(answered, 0.99).toFixed(0)} ms`);
console.log(`${answered.length} made again, ${unanswered} answered by the curve`);
for (const socket of [driver, ...members]) socket.disconnect();
await server.close();
