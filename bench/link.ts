/**
 * Viewers behind a link of 2 Mbit/s, 100 ms each way: how old the newest picture is when it has come, beside the same picture at a viewer
 * on this machine; what that one notices of them, and the server's memory. Built server, each network at full speed.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import { widest } from './bytes.ts';
import { command, join, listen, quantile, startBuiltServer, type BenchSocket } from './live-server.ts';
import { shapedLink } from './shaped.ts';
import type { Row } from './row.ts';

const BITS_PER_SECOND = 2e6;
const DELAY_MS = 100;
const SLOW = 5;
const GOAL_MS = 400;

/** When each picture came. */
function arrivals(socket: BenchSocket): Map<number, number> {
  const times = new Map<number, number>();
  socket.on('frame', (bytes) => {
    const number = frameNumber(bytes);
    if (!times.has(number)) times.set(number, performance.now());
  });
  return times;
}

/** In every millisecond in which it has one, the age of the newest picture that a viewer has. */
function agesOf(seen: ReadonlyMap<number, number>, taken: ReadonlyMap<number, number>): readonly number[] {
  const pictures = [...seen].filter(([number]) => taken.has(number));
  const ages: number[] = [];
  let newest = 0;
  pictures.forEach(([number, at], k) => {
    newest = Math.max(newest, number);
    const since = taken.get(newest) ?? at;
    const until = pictures[k + 1]?.[1] ?? at;
    for (let now = at; now < until; now++) ages.push(now - since);
  });
  return ages;
}

const memoryOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

export async function link(isQuick: boolean): Promise<readonly Row[]> {
  const seconds = isQuick ? 3 : 20;
  const rows: Row[] = [];
  const row = (name: string, value: number, unit: string, goal: number | null = null): void =>
    void rows.push({
      ...{ name: `link: ${name}`, value, unit, peer: null, ratio: null, spread: null },
      ...{ goal, holds: goal === null ? null : value <= goal },
    });
  const server = await startBuiltServer();
  try {
    const networks: Readonly<Record<string, NewConfiguration>> = {
      Judge: presets.judge,
      ...(isQuick ? {} : { Board: presets.board, 'the widest network': widest }),
    };
    for (const [name, configuration] of Object.entries(networks)) {
      const { code, secret } = await server.createRoom();
      const driver = await join(server.url, { room: code, secret });
      // Nothing is evaluated meanwhile: of the widest network that takes longer than is measured.
      const running = { ...configuration, epochLimit: 10_000, evaluateEvery: 1_000_000 };
      await command(driver, { type: 'configure', preset: null, configuration: running });
      await command(driver, { type: 'speed', speed: 'max' });
      const near = await listen(server.url, { room: code });
      const taken = arrivals(near);
      await command(driver, { type: 'run' });
      // The scores of step 0 come before it moves.
      while (taken.size < 10) await setTimeout(20);
      const rateBefore = await rateOf(taken, seconds);
      // They come before it is narrow: the exact θ of a moment of the widest network would be 16 s on its way.
      const shaped = await shapedLink(server.url, BITS_PER_SECOND, DELAY_MS);
      const slow = await Promise.all(Array.from({ length: SLOW }, () => listen(shaped.url, { room: code })));
      const seen = slow.map(arrivals);
      shaped.narrow();
      await setTimeout(2000);
      for (const times of seen) times.clear();
      const memory = memoryOf(server.pid);
      const rateBeside = await rateOf(taken, seconds);
      const grown = memoryOf(server.pid) - memory;
      const ages = seen.flatMap((times) => agesOf(times, taken));
      row(`${name}, age of the newest picture, median`, quantile(ages, 0.5), 'ms');
      row(`${name}, age of the newest picture, p99`, quantile(ages, 0.99), 'ms', GOAL_MS);
      row(
        `${name}, pictures a second there`,
        seen.reduce((sum, { size }) => sum + size, 0) / SLOW / seconds,
        '1/s',
      );
      row(`${name}, near by, without them`, rateBefore, '1/s');
      row(`${name}, near by, with them`, rateBeside, '1/s');
      row(`${name}, memory grown`, grown, 'MB');
      // Before the pause, for the same reason.
      for (const socket of slow) socket.disconnect();
      shaped.close();
      await command(driver, { type: 'pause' });
      for (const socket of [driver, near]) socket.disconnect();
    }
    return rows;
  } finally {
    await server.close();
  }
}

async function rateOf(taken: ReadonlyMap<number, number>, seconds: number): Promise<number> {
  const before = taken.size;
  await setTimeout(1000 * seconds);
  return (taken.size - before) / seconds;
}
