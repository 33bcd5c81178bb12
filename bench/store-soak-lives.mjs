/**
 * The subject of the soak: starts one life after the other, two at a time, in threads of this process or in processes of their own,
 * collects garbage beside them, and tells the soak what has been done. A crash of a thread is a crash of this process.
 */
import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';

const [where, until, folder, named] = process.argv.slice(2);
const ends = named.split(',');
const work = new URL('store-soak-work.mjs', import.meta.url);
let lives = 0;

/** Resolves with the signal of a life that crashed; in a thread it would not resolve. */
function live() {
  const life = lives++;
  const end = ends[life % ends.length];
  const data = { folder, life: `${process.pid}-${life}`, end, rounds: end === 'cut' ? 50 : 6 };
  return new Promise((resolve) => {
    const subject =
      where === 'thread'
        ? new Worker(work, { workerData: data })
        : fork(work, [JSON.stringify(data)], {
            execArgv: ['--expose-gc'],
            stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
          });
    const cut = () => (where === 'thread' ? void subject.terminate() : void subject.kill('SIGKILL'));
    let heard = 0;
    subject.on('message', (done) => {
      process.send({ done });
      globalThis.gc();
      // Not always right after a message: a few milliseconds later it is in the middle of the next round.
      if (end === 'cut' && ++heard === 1 + (life % 5)) setTimeout(cut, life % 17);
    });
    subject.on('error', () => undefined);
    subject.on('exit', (code, signal) => {
      process.send({ ended: end, crash: end !== 'cut' && signal ? signal : null });
      resolve();
    });
  });
}

async function lane() {
  while (Date.now() < Number(until)) await live();
}

await Promise.all([lane(), lane()]);
process.disconnect();
