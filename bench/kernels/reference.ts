/** The C reference: built once, and fed with blocks of steps. No compiler: the row says so. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Measured, Shape } from './contender.ts';

const FLAGS = ['-O3', '-march=native', '-ffast-math'];

/** The built program; throws where there is no gcc. */
export function built(): string {
  const target = join(mkdtempSync(join(tmpdir(), 'deltaboard-reference-')), 'reference');
  execFileSync('gcc', [...FLAGS, join(import.meta.dirname, 'reference.c'), '-o', target, '-lm'], {
    stdio: 'pipe',
  });
  return target;
}

export function reference(
  program: string,
  { D, H, K, B }: Shape,
  goesOn: boolean,
): Measured & { close(): void } {
  const child = spawn(program, [D, H, K, B, goesOn ? 1 : 0].map(String));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: `C, plain loops, gcc ${FLAGS.join(' ')}`,
    async block(steps) {
      child.stdin.write(`${steps}\n`);
      return Number((await lines.next()).value);
    },
    close: () => child.stdin.end(),
  };
}
