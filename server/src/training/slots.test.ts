import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '@deltaboard/shared/random.ts';
import { createSlotMemory, SLICE, sliceLength, slotsOn, type SlotMemory } from './slots.ts';
import { turnsOn } from './turns.ts';
import { FIRST, HELD, MOST, TAKEN, type SlotWorkerData } from './testing/slot-book.ts';

/** The worker's script, bundled once: it starts in a few milliseconds. */
let script = '';
beforeAll(async () => {
  const entry = fileURLToPath(new URL('testing/slot-worker.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, platform: 'node', write: false });
  script = outputFiles[0].text;
});

function start(slots: SlotMemory, asked: Pick<SlotWorkerData, 'turns' | 'waiting' | 'book'>) {
  const seat = slotsOn(slots).sit();
  const worker = new Worker(script, {
    eval: true,
    workerData: { ...asked, slots, seat } satisfies SlotWorkerData,
  });
  const begun = once(worker, 'message');
  const ended = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      slotsOn(slots).vacate(seat);
      resolve();
    }),
  );
  return { worker, seat, begun, ended };
}

const bookOf = (turns: number) => new SharedArrayBuffer(4 * (FIRST + turns));
const FOR_EVER = 1_000_000_000;
/** `npm run terminations` cuts off a thousand, and so many training threads. */
const CUT_OFF = Number(process.env['RUNS'] ?? 100);

describe('TH2 TH4 slots', () => {
  it('go round: of workers that always want one each has its turn before any has a second', async () => {
    const [workers, rounds] = [4, 50];
    const slots = createSlotMemory(2);
    const book = bookOf(workers * rounds);
    // Nobody ends a turn before all the others wait: the order does not depend on anybody's speed.
    const all = Array.from({ length: workers }, () =>
      start(slots, { turns: FOR_EVER, waiting: workers - 1, book }),
    );
    const words = new Int32Array(book);
    await Promise.all(all.map(({ begun }) => begun));
    while (Atomics.load(words, TAKEN) < workers * rounds) await new Promise(setImmediate);
    await Promise.all(all.map(({ worker, ended }) => Promise.all([worker.terminate(), ended])));
    const order = [...words.subarray(FIRST)];
    for (let turn = workers; turn < order.length; turn++) expect(order[turn]).toBe(order[turn - workers]);
    expect(new Set(order.slice(0, workers)).size).toBe(workers);
    expect(words[MOST]).toBe(1);
  });

  it('are held by no more workers than there are', async () => {
    const slots = createSlotMemory(4);
    const book = bookOf(0);
    const all = Array.from({ length: 7 }, () => start(slots, { turns: 300, waiting: 0, book }));
    await Promise.all(all.map(({ ended }) => ended));
    const words = new Int32Array(book);
    expect(words[TAKEN]).toBe(7 * 300);
    expect(words[MOST]).toBeLessThanOrEqual(3);
    expect(words[HELD]).toBe(0);
  });

  it('TH3 who waits for one and is called away leaves the queue at once, and who is called already does not wait', async () => {
    const slots = createSlotMemory(2);
    const queue = turnsOn(slots.turns);
    const holder = slotsOn(slots).sit();
    queue.ask(holder, 'in-line');
    for (const flag of ['park', 'call'] as const) {
      const early = start(slots, { turns: 1, waiting: 0, book: bookOf(0) });
      slotsOn(slots).call(early.seat, flag);
      await early.ended;
      const late = start(slots, { turns: 1, waiting: 0, book: bookOf(0) });
      await late.begun;
      while (queue.waiting === 0) await new Promise(setImmediate);
      const said = once(late.worker, 'message');
      slotsOn(slots).call(late.seat, flag);
      expect(await said).toEqual([0]);
      await late.ended;
    }
    expect(queue.holds(holder)).toBe(true);
    expect(queue.waiting).toBe(0);
  });

  it('a worker that computes for far longer than a slice loses its slot, and its end changes nothing', () => {
    const slots = createSlotMemory(2);
    const [long, next] = [slotsOn(slots).sit(), slotsOn(slots).sit()];
    const queue = turnsOn(slots.turns);
    slotsOn(slots).run(long, 'in-line', () => {
      queue.ask(next, 'in-line');
      expect(queue.holds(next)).toBe(false);
      expect(slotsOn(slots).isWorking(long)).toBe(true);
      slotsOn(slots).revoke(long);
      expect(queue.holds(next)).toBe(true);
      return true;
    });
    expect(slotsOn(slots).isWorking(long)).toBe(false);
    expect(queue.holds(next)).toBe(true);
    queue.ask(long, 'in-line');
    expect(queue.holds(long)).toBe(false);
  });

  const inTime = { timeout: 600_000 + 500 * CUT_OFF };
  it(`CN8 none is lost by ${CUT_OFF} workers that are cut off at random`, inTime, async () => {
    const slots = createSlotMemory(3);
    const queue = turnsOn(slots.turns);
    const book = bookOf(0);
    const random = createRandom(1);
    let cut = 0;
    async function cutOff(): Promise<void> {
      while (cut < CUT_OFF) {
        cut++;
        const { worker, begun, ended } = start(slots, { turns: FOR_EVER, waiting: 0, book });
        if (random.uniform() < 0.95) await begun;
        for (let i = Math.floor(random.uniform() * 4); i > 0; i--) await new Promise(setImmediate);
        await Promise.all([worker.terminate(), ended]);
      }
    }
    await Promise.all(Array.from({ length: 4 }, cutOff));
    const last = start(slots, { turns: 100, waiting: 0, book });
    await last.begun;
    expect(await once(last.worker, 'message')).toEqual([100]);
    await last.ended;
    const seats = Array.from({ length: 3 }, () => slotsOn(slots).sit());
    for (const seat of seats) queue.ask(seat, 'in-line');
    expect(seats.map((seat) => queue.holds(seat))).toEqual([true, true, false]);
    queue.done(seats[1]);
    expect(queue.holds(seats[2])).toBe(true);
  });

  it('are shorter the more wait', () => {
    expect(sliceLength(0)).toBe(SLICE);
    expect(sliceLength(2)).toBeLessThan(SLICE);
    expect(sliceLength(49)).toBe(SLICE * 0.4);
  });
});
