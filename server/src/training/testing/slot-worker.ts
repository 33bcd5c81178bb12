/** A plain worker that takes turns and writes down which; for the tests of the queue. */
import { parentPort, workerData } from 'node:worker_threads';
import { slotsOn } from '../slots.ts';
import { turnsOn } from '../turns.ts';
import { FIRST, HELD, MOST, TAKEN, type SlotWorkerData } from './slot-book.ts';

const { slots: memory, seat, turns, waiting, book }: SlotWorkerData = workerData;
const slots = slotsOn(memory);
const queue = turnsOn(memory.turns);
const words = new Int32Array(book);

parentPort?.postMessage('begun');
let taken = 0;
while (taken < turns) {
  const made = slots.run(seat, 'in-line', () => {
    const held = Atomics.add(words, HELD, 1) + 1;
    if (held > Atomics.load(words, MOST)) Atomics.store(words, MOST, held);
    while (queue.waiting < waiting);
    const place = FIRST + Atomics.add(words, TAKEN, 1);
    if (place < words.length) Atomics.store(words, place, seat);
    Atomics.sub(words, HELD, 1);
    return true;
  });
  if (!made) break;
  taken++;
}
parentPort?.postMessage(taken);
