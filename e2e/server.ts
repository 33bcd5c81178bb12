/** The product's own server as a process of its own, as `npm start` starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../server/dist/main.js', import.meta.url));

export interface RunningServer {
  readonly port: number;
  readonly pid: number | undefined;
  /** On this machine: a secure context. */
  readonly url: string;
  /** Every address it has printed. */
  readonly addresses: readonly string[];
  /** Sends the signal and resolves with the exit code; null when the signal itself ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** What a server is started with. */
export interface Start {
  /** 0: any free one. */
  readonly port?: number;
  /** Another build than the project's own. */
  readonly main?: string;
  /** Where its classes are kept; without one in a new folder, which goes with it. */
  readonly dataDir?: string;
  /** Beside the environment of the test. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of the server, and of Node. */
  readonly flags?: readonly string[];
  readonly nodeFlags?: readonly string[];
}

/** Resolves when the server says that it is listening. */
export async function startServer({
  port = 0,
  main = MAIN,
  dataDir,
  env,
  flags = [],
  nodeFlags = [],
}: Start = {}): Promise<RunningServer> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'deltaboard-')));
  const child = spawn(
    process.execPath,
    [...nodeFlags, main, '--port', String(port), '--host', '0.0.0.0', '--data-dir', folder, ...flags],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } },
  );
  // A story that fails does not come to end it: it goes with the process that it ran in.
  const leave = (): void => void child.kill('SIGKILL');
  process.once('exit', leave);
  const exited = once(child, 'exit') as Promise<[code: number | null]>;
  void exited.then(() => process.off('exit', leave));
  const addresses: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [address] = /http:\S+/.exec(line) ?? [];
      if (!address) return;
      addresses.push(address);
      resolve(address);
    });
    void exited.then(([code]) => {
      reject(new Error(`The server ended with exit code ${code} before it was listening.`));
    });
  });
  return {
    port: Number(new URL(url).port),
    pid: child.pid,
    url,
    addresses,
    async end(signal) {
      child.kill(signal);
      const [code] = await exited;
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
      return code;
    },
  };
}

/** The address by which the class's machines reach this one. Throws Error when it is in no network. */
export function lanHost(): string {
  const lan = Object.values(networkInterfaces())
    .flatMap((interfaces) => interfaces ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!lan) throw new Error('This machine is in no network: it has no address but its own.');
  return lan.address;
}
