/** Workers that do nothing but compute in turns, as a run at full speed does: how long each waited at the most. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createSlotMemory, slotsOn } from '../server/src/training/slots.ts';

/** Milliseconds, of each of so many workers over so many seconds. */
export async function longestWaits(count: number, cores: number, seconds: number): Promise<number[]> {
  const slots = createSlotMemory(cores);
  const start = new SharedArrayBuffer(4);
  const workers = Array.from(
    { length: count },
    () =>
      new Worker(new URL('slot-waits.js', import.meta.url), {
        workerData: { slots, seat: slotsOn(slots).sit(), seconds, start },
      }),
  );
  const said = workers.map(
    (worker) =>
      new Promise<number>((resolve) => {
        worker.on('message', (message) => (message === 'ready' ? undefined : resolve(message)));
      }),
  );
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
  Atomics.store(new Int32Array(start), 0, 1);
  Atomics.notify(new Int32Array(start), 0);
  return Promise.all(said);
}

if (!isMainThread && workerData?.seconds) {
  const { slots: memory, seat, seconds, start } = workerData;
  const slots = slotsOn(memory);
  parentPort?.postMessage('ready');
  Atomics.wait(new Int32Array(start), 0, 0);
  const end = performance.now() + 1000 * seconds;
  let longest = 0;
  while (performance.now() < end) {
    const asked = performance.now();
    slots.run(seat, 'in-line', (length) => {
      const began = performance.now();
      longest = Math.max(longest, began - asked);
      while (performance.now() < began + length);
      return true;
    });
  }
  parentPort?.postMessage(Math.round(longest));
}
