/** A part of a benchmark as a process of its own, which says in lines what it has to say and ends when its input does. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

export interface Program {
  readonly process: ChildProcess;
  readonly lines: Interface;
}

/** @param core the only one that it may use; null: any */
export function start(file: string, args: readonly string[], core: number | null = null): Program {
  const node = [process.execPath, '--import', 'tsx', join(import.meta.dirname, file), ...args];
  const [command, ...rest] = core === null ? node : ['taskset', '-c', String(core), ...node];
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  return { process: child, lines: createInterface(child.stdout) };
}

export const line = async ({ lines }: Program): Promise<string> => (await once(lines, 'line'))[0] as string;

export async function end({ process: child }: Program): Promise<void> {
  const exited = once(child, 'exit');
  child.stdin?.end();
  await exited;
}
