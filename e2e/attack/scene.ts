/**
 * A server with a class that is under way, the victim, and a process of attackers. A second server takes the same attack for the control:
 * what the attackers' own work costs on this machine is not the first server's fault.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quantile } from '../../bench/spread.ts';
import { rawClient, type RawClient } from '../raw-client.ts';
import { startServer, type RunningServer, type Start } from '../server.ts';
import type { Order } from './attackers.ts';

const ATTACKERS = fileURLToPath(new URL('attackers.ts', import.meta.url));
/** Milliseconds between two moves of the victim's driver. */
const EVERY_MS = 50;
const HEAP_MB = 512;

export interface Gaps {
  /** Milliseconds from the driver's move to its answer. */
  readonly p99: number;
  readonly worst: number;
  /** All of them. */
  readonly taken: readonly number[];
}

export const gapsOf = (taken: readonly number[]): Gaps => ({
  ...{ p99: quantile(taken, 0.99), worst: Math.max(...taken), taken },
});

export interface Scene {
  readonly quick: boolean;
  readonly url: string;
  /** Of the server that takes the same for the control. */
  readonly otherUrl: string;
  /** Of the server: resident megabytes, and seconds of CPU since it was started. */
  load(): Promise<{ readonly megabytes: number; readonly cpu: number }>;
  createRoom(): Promise<{ readonly code: string; readonly secret: string }>;
  /** What the attackers say at their end; on the server, or the control's. Then they are gone. */
  attack<T>(order: Order, url?: string): Promise<T>;
  /** The same, and they stay until `leave`. */
  besiege<T>(order: Order): Promise<{ readonly said: T; leave(): void }>;
  /** The victim while that happens, and so many seconds more; first with the attack elsewhere. */
  victim<T>(
    order: Order,
    secondsMore?: number,
  ): Promise<{ readonly control: Gaps; readonly gaps: Gaps; readonly said: T }>;
  /** The victim's until something has settled. */
  gapsUntil(end: Promise<unknown>): Promise<Gaps>;
  join(hello: Parameters<typeof rawClient>[1]): Promise<RawClient>;
  close(): Promise<void>;
}

/** @param more what the server that is attacked is started with, and but for its environment the other one */
export async function createScene(quick: boolean, more: Start = {}): Promise<Scene> {
  const flags = ['--trust-proxy', 'loopback', ...(more.flags ?? [])];
  const nodeFlags = [`--max-old-space-size=${HEAP_MB}`, ...(more.nodeFlags ?? [])];
  const [server, other] = await Promise.all([
    startServer({ ...more, flags, nodeFlags }),
    startServer({ flags, nodeFlags }),
  ]);
  const opened = async ({ url }: RunningServer) => {
    const response = await fetch(`${url}/api/rooms`, { method: 'POST' });
    return (await response.json()) as { readonly code: string; readonly secret: string };
  };
  const { code, secret } = await opened(server);
  const driver = await rawClient(server.url, { room: code, secret });

  async function gapsUntil(end: Promise<unknown>): Promise<Gaps> {
    const taken: number[] = [];
    let isOver = false;
    void end.finally(() => void (isOver = true));
    for (let direction: 1 | -1 = 1; !isOver; direction = direction === 1 ? -1 : 1) {
      const begun = performance.now();
      const { ok } = await driver.command({ type: 'move', granularity: 'operation', direction });
      if (!ok) throw new Error('the victim is refused');
      taken.push(performance.now() - begun);
      await setTimeout(EVERY_MS);
    }
    return gapsOf(taken);
  }

  async function besiege<T>(order: Order, url = server.url): Promise<{ readonly said: T; leave(): void }> {
    const child = fork(ATTACKERS, [], { execArgv: ['--import', 'tsx'] });
    const said = once(child, 'message') as Promise<[T]>;
    const ended = once(child, 'exit').then(() => {
      throw new Error('the attackers have ended');
    });
    ended.catch(() => undefined);
    child.send({ order, url });
    const [first] = await Promise.race([said, ended]);
    return { said: first, leave: () => void child.kill() };
  }

  async function attack<T>(order: Order, url = server.url): Promise<T> {
    const { said, leave } = await besiege<T>(order, url);
    leave();
    return said;
  }

  return {
    quick,
    url: server.url,
    otherUrl: other.url,
    gapsUntil,
    async load() {
      const [status, stat] = await Promise.all([
        readFile(`/proc/${server.pid}/status`, 'utf8'),
        readFile(`/proc/${server.pid}/stat`, 'utf8'),
      ]);
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return {
        megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
        cpu: (Number(fields[11]) + Number(fields[12])) / 100,
      };
    },
    createRoom: () => opened(server),
    attack,
    besiege,
    async victim<T>(order: Order, secondsMore = 0) {
      const during = async (url: string) => {
        const said = attack<T>(order, url);
        const gaps = await gapsUntil(said.then(() => setTimeout(1000 * secondsMore)));
        return { gaps, said: await said };
      };
      const { gaps: control } = await during(other.url);
      return { control, ...(await during(server.url)) };
    },
    join: (hello) => rawClient(server.url, hello),
    async close() {
      driver.close();
      await Promise.all([server.end('SIGTERM'), other.end('SIGTERM')]);
    },
  };
}

/** Where no more than the control's and a little: what a viewer would notice. */
export const isUnharmed = ({ p99 }: Gaps, control: Gaps): boolean => p99 <= Math.max(150, 1.2 * control.p99);

export const said = ({ p99, worst }: Gaps, control: Gaps): string =>
  `victim p99 ${Math.round(p99)} ms, worst ${Math.round(worst)} ms (control ${Math.round(control.p99)} and ${Math.round(control.worst)})`;
