/** Processes with a store, started and read line by line. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('server-process.ts', import.meta.url));

export const serverCommand = (folder: string, code: string, count: number): readonly string[] => [
  process.execPath,
  '--import',
  'tsx',
  script,
  folder,
  code,
  String(count),
];

export interface ServerProcess {
  readonly child: ChildProcess;
  /** The next line that it writes; null: it writes no more. */
  line(): Promise<string | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** `count` appends to the class, as `server-process.ts` says. Killed when the test is over. */
export function startServer(folder: string, code = 'CLASS', count = 0): ServerProcess {
  const [command, ...args] = serverCommand(folder, code, count);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  onTestFinished(() => kill('SIGKILL'));
  return {
    child,
    kill,
    line: async () => {
      const { value } = (await lines.next()) as { value: string | undefined };
      return value ?? null;
    },
  };
}
