/**
 * npm run malformed -- --messages 100000 --seed 1 --json: things that no page sends, to a server that is started for it and to every decoder
 * (SPEC MF1 to MF4). Behind a line for each part the last one says what was sent, what came back, what the server's memory did, and what a
 * class elsewhere on it noticed; the exit code says whether it holds. The usual limits stand but those of how often somebody may ask, which
 * would answer almost everything before it is read.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createScene, gapsOf, isUnharmed, said } from '../attack/scene.ts';
import { probed } from '../probed.ts';
import { slopeOf } from '../slope.ts';
import { added, type Tally } from './run.ts';

const SENDERS = fileURLToPath(new URL('senders.ts', import.meta.url));
const PARTS = 10;
/** Parts after which what fills up is full. */
const WARM = 3;
/** Bytes a message that may stay and are still nothing: what is kept of one is more. */
const NOTHING = 10;
const often = [
  'commands',
  'address-commands',
  'room-commands',
  'losses',
  'vectors',
  'joins',
  'wrong-codes',
  'class-requests',
  'new-rooms',
];

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [messages, seed] = [Number(values.messages), Number(values.seed)];
const part = Math.ceil(messages / PARTS);

interface Senders {
  /** What they say to that. Rejects where they have ended. */
  ask<T>(message: object): Promise<T>;
  end(): void;
}

async function sendersTo(url: string): Promise<Senders> {
  const child = fork(SENDERS, [], { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the senders have ended (${String(code)})`);
  });
  ended.catch(() => undefined);
  const ask = async <T>(message: object): Promise<T> => {
    const said = new Promise<T>((resolve) => child.once('message', resolve as (said: unknown) => void));
    child.send(message);
    return Promise.race([said, ended]);
  };
  await ask({ url, seed });
  return { ask, end: () => void child.kill() };
}

const { start, memory } = probed();
const limits = [...often.flatMap((name) => ['--limit', `${name}=1000000`]), '--limit', 'all-unused=100'];
const scene = await createScene(false, { ...start, flags: limits });
const [senders, others] = [await sendersTo(scene.url), await sendersTo(scene.otherUrl)];
const [control, gaps]: readonly [number[], number[]] = [[], []];
const kept: (readonly [number, number])[] = [];
let all: Tally = { sent: {}, answers: {}, untyped: 0, examples: [] };
try {
  for (let k = 1; k <= PARTS; k++) {
    const ask = async (of: Senders, into: number[]): Promise<Tally> => {
      const tally = of.ask<Tally>({ messages: part });
      into.push(...(await scene.gapsUntil(tally)).taken);
      return tally;
    };
    await ask(others, control);
    all = added(all, await ask(senders, gaps));
    const { heapUsed, external } = await memory();
    kept.push([k * part, heapUsed + external]);
    const line = `${k * part} sent, ${all.untyped} untyped, ${((heapUsed + external) / 1e6).toFixed(1)} MB kept`;
    if (!values.json) console.log(line);
    else console.error([line, ...all.examples].join('\n  '));
  }
} finally {
  for (const one of [senders, others]) one.end();
  await scene.close();
}

const { slope, error } = slopeOf(kept.slice(WARM));
const [quiet, victim] = [gapsOf(control), gapsOf(gaps)];
const grows = slope > NOTHING + 2 * error;
const count = Object.values(all.sent).reduce(
  (sum, of) => sum + Object.values(of).reduce((n, m) => n + m, 0),
  0,
);
const holds = all.untyped === 0 && !grows && isUnharmed(victim, quiet);
if (!holds) process.exitCode = 1;
const per10k = (bytes: number): string => ((bytes * 10_000) / 1000).toFixed(0);
console.log(
  values.json
    ? JSON.stringify({
        ...{ messages: count, seed, ...all },
        memory: {
          kilobytesPer10000: Number(per10k(slope)),
          error: Number(per10k(error)),
          megabytes: kept.map(([, bytes]) => bytes / 1e6),
        },
        victim: { p99: victim.p99, worst: victim.worst },
        control: { p99: quiet.p99, worst: quiet.worst },
        holds,
      })
    : `${holds ? 'holds' : 'FAILS'}  ${count} sent with seed ${seed}, ${all.untyped} untyped; memory ${per10k(slope)} ± ${per10k(error)} KB more every 10,000; ${said(victim, quiet)}`,
);
process.exit();
