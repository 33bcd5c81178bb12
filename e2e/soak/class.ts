/** The class of a soak, in a process of its own: a driver in a loop, viewers who see it and come back; says every ten seconds how it was. */
import { setTimeout } from 'node:timers/promises';
import { quantile } from '../../bench/spread.ts';
import { Viewer } from './viewer.ts';

export interface Begin {
  readonly url: string;
  readonly viewers: number;
}

/** Of the last so many seconds. */
export interface ClassSample {
  /** Milliseconds from a command to its acknowledgement. */
  readonly acknowledged: { readonly p50: number; readonly p99: number; readonly count: number };
  readonly pictures: number;
  readonly here: number;
  readonly returns: number;
  readonly faults: readonly string[];
}

/** One in so many comes back within a minute. */
const SHARE = 10;
const ASK_EVERY_MS = 100;

process.once('message', ({ url, viewers: count }: Begin) => {
  void soak(url, count);
});

async function soak(url: string, count: number): Promise<void> {
  const made = await fetch(`${url}/api/rooms`, { method: 'POST' });
  const { code, secret } = (await made.json()) as { readonly code: string; readonly secret: string };
  const driver = new Viewer(url, code, secret);
  await until(() => driver.isHere && driver.isAtMoment);
  const viewers = Array.from({ length: count }, () => new Viewer(url, code));
  await until(() => viewers.every(({ isHere }) => isHere));
  const everybody = [driver, ...viewers];

  let took: number[] = [];
  const ask = async (one: Viewer, command: object): Promise<boolean> => {
    const answer = await one.command(command);
    if (answer) took.push(answer.took);
    return answer?.reply.ok === true;
  };
  void drives((command) => ask(driver, command));
  // Each viewer in its turn marks where it is lost, and takes it back.
  void (async () => {
    for (let k = 0; ; k++) {
      void ask(viewers[k % count], { type: 'lost', lost: Math.floor(k / count) % 2 === 0 });
      await setTimeout(ASK_EVERY_MS);
    }
  })();
  void (async () => {
    for (let k = 0; ; k++) {
      await setTimeout((SHARE * 60_000) / count);
      viewers[(k * 7) % count].drop();
    }
  })();

  const sum = (of: (one: Viewer) => number): number => everybody.reduce((all, one) => all + of(one), 0);
  let before = { pictures: 0, welcomes: sum(({ welcomes }) => welcomes) };
  process.on('message', () => {
    const now = { pictures: sum(({ pictures }) => pictures), welcomes: sum(({ welcomes }) => welcomes) };
    const sample: ClassSample = {
      acknowledged: { p50: quantile(took, 0.5), p99: quantile(took, 0.99), count: took.length },
      pictures: now.pictures - before.pictures,
      here: viewers.filter(({ isHere }) => isHere).length,
      returns: now.welcomes - before.welcomes,
      faults: everybody.flatMap(({ faults }) => faults.splice(0)),
    };
    [before, took] = [now, []];
    process.send?.(sample);
  });
  process.send?.('ready');
}

/** Fast, paused, operation by operation, slow, and from the beginning of what there is: again and again. */
async function drives(ask: (command: object) => Promise<boolean>): Promise<never> {
  for (;;) {
    await ask({ type: 'speed', speed: 1000 });
    // At the end of its epochs a run stays where it is.
    if (!(await ask({ type: 'run' }))) await ask({ type: 'reset' });
    await setTimeout(20_000);
    await ask({ type: 'pause' });
    for (let k = 0; k < 20; k++) {
      await ask({ type: 'move', granularity: k % 5 === 4 ? 'step' : 'operation', direction: 1 });
      await setTimeout(200);
    }
    await ask({ type: 'speed', speed: 4 });
    await ask({ type: 'run' });
    await setTimeout(8000);
    await ask({ type: 'pause' });
    await ask({ type: 'seek', step: 1, operation: 3 });
    await setTimeout(3000);
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(20);
}
