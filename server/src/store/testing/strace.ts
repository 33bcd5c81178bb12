/** System calls of a process and its children, in their order. Linux only; the test that needs it says so loudly where it cannot run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface SystemCall {
  readonly name: string;
  /** What it was called with: files by path, and the beginning of what is written. */
  readonly args: string;
  /** Places in the order of all that was seen. */
  readonly began: number;
  readonly ended: number;
}

const works = (): boolean => spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

/** Whether there is one, or one could be installed: as root on Debian, as in CI. */
export function hasStrace(): boolean {
  if (process.platform !== 'linux') return false;
  if (works()) return true;
  if (process.getuid?.() !== 0) return false;
  for (const args of [['install'], ['update'], ['install']]) {
    spawnSync('apt-get', ['-y', '-qq', ...args, ...(args[0] === 'install' ? ['strace'] : [])]);
    if (works()) return true;
  }
  return false;
}

export function traced(
  command: readonly string[],
  calls: readonly string[],
  into: string,
): readonly SystemCall[] {
  const trace = `trace=${calls.join(',')}`;
  execFileSync('strace', ['-f', '-qq', '-y', '-s', '64', '-e', trace, '-o', into, ...command]);
  return parse(readFileSync(into, 'utf8'));
}

/** Lines such as `42 fsync(7</data/a.db>) = 0`; one that others came into stands in two parts. */
export function parse(log: string): readonly SystemCall[] {
  const begun = new Map<string, { readonly args: string; readonly began: number }>();
  return log.split('\n').flatMap((line, place): readonly SystemCall[] => {
    const [, pid, rest] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (!rest) return [];
    const resumed = /^<\.\.\. (\w+) resumed>/.exec(rest);
    const called = /^(\w+)\((.*?)(\) += .*| <unfinished \.\.\.>)$/.exec(rest);
    if (resumed) {
      const start = begun.get(pid);
      return start ? [{ name: resumed[1], ...start, ended: place }] : [];
    }
    if (!called) return [];
    const [, name, args, end] = called;
    if (!end.includes('unfinished')) return [{ name, args, began: place, ended: place }];
    begun.set(pid, { args, began: place });
    return [];
  });
}
