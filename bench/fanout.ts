/**
 * Server CPU a delivered picture: the product's whole way (room, channel, acknowledgements, pulses, Socket.IO), beside raw `ws` with the
 * same bytes and beside JSON that is made for each viewer. Each server and its viewers are processes of their own; what is counted
 * is the CPU of the server's main thread, in interleaved rounds.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Delivered, FanoutServer } from './fanout-protocol.ts';
import { end, line, start, type Program } from './program.ts';
import { quantile } from './spread.ts';
import type { Row } from './row.ts';

/** Bytes of a picture: as it was, and as it is in the mean. */
const SIZES = [27_000, 3_150] as const;
const GOALS: Readonly<Record<number, number>> = { 27_000: 1.1, 3_150: 1.3 };
const VIEWERS = 200;
const CROWD = 500;
const CROWD_P99_MS = 50;
type Kind = 'product' | 'ws' | 'json';

/** Microseconds that the main thread of a process has computed; the kernel counts it in nanoseconds. */
function used({ process: { pid } }: Program): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
}

interface Setting {
  readonly server: Program;
  readonly viewers: Program;
}

async function setting(
  kind: Kind,
  size: number,
  viewers: number,
  core: number | null = null,
): Promise<Setting> {
  const server = start('fanout-server.ts', [kind, String(size)], core);
  const { url, room } = JSON.parse(await line(server)) as FanoutServer;
  const crowd = start(
    'fanout-viewers.ts',
    [url, room ?? '-', String(viewers)],
    core === null ? null : core + 1,
  );
  await line(crowd);
  // What compiles itself while it runs has done so.
  await setTimeout(1000);
  return { server, viewers: crowd };
}

async function round(
  { server, viewers }: Setting,
  seconds: number,
): Promise<Delivered & { readonly cpu: number }> {
  const from = used(server);
  viewers.process.stdin?.write(`${1000 * seconds}\n`);
  const heard = JSON.parse(await line(viewers)) as Delivered;
  return { ...heard, cpu: (used(server) - from) / heard.pictures };
}

export async function fanout(isQuick: boolean): Promise<readonly Row[]> {
  const [rounds, seconds] = isQuick ? [1, 1] : [5, 4];
  const rows: Row[] = [];
  for (const size of SIZES) {
    const kinds: readonly Kind[] = isQuick ? ['product', 'ws'] : ['product', 'ws', 'json'];
    const costs: Record<Kind, number[]> = { product: [], ws: [], json: [] };
    for (let k = 0; k < rounds; k++) {
      for (const kind of kinds) {
        const both = await setting(kind, size, VIEWERS);
        costs[kind].push((await round(both, seconds)).cpu);
        await Promise.all([end(both.server), end(both.viewers)]);
      }
    }
    const row = (kind: Kind, goal: number | null): Row => {
      const ratios = costs[kind].map((cost, k) => cost / costs.ws[k]);
      const ratio = quantile(ratios, 0.5);
      return {
        name: `fanout: ${size} bytes, ${kind}, ${VIEWERS} viewers`,
        value: quantile(costs[kind], 0.5),
        unit: 'µs a delivery',
        peer: 'ws',
        ratio,
        spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
        goal,
        holds: goal === null ? null : ratio <= goal,
      };
    };
    rows.push(...kinds.map((kind) => row(kind, kind === 'product' ? GOALS[size] : null)));
  }
  const isAlone = cpus().length > 1 && process.platform === 'linux';
  const crowd = await setting('product', SIZES[1], CROWD, isAlone ? 0 : null);
  const { p99, pictures } = await round(crowd, isQuick ? 3 : 10);
  await Promise.all([end(crowd.server), end(crowd.viewers)]);
  const common = { peer: null, ratio: null, spread: null };
  rows.push(
    {
      ...common,
      ...{ name: `fanout: ${CROWD} viewers on one core, p99`, value: p99, unit: 'ms' },
      ...{ goal: CROWD_P99_MS, holds: p99 <= CROWD_P99_MS },
    },
    {
      ...common,
      ...{ name: '  of it delivered', value: pictures / CROWD / (isQuick ? 3 : 10), unit: '1/s a viewer' },
      ...{ goal: null, holds: null },
    },
  );
  return rows;
}
