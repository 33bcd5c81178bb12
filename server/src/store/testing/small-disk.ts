/** A file system of its own, so small that it can be filled. Needs root on Linux. */
import { mkdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './folders.ts';

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0;

/** Its folder; null: this machine does not let us mount one. Gone when the test is over. */
export function smallDisk(size: string): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  if (!mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder)) return null;
  // The latest asked for is done first: it is unmounted before its folder is removed.
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

export const makeReadOnly = (folder: string): boolean => mount('-o', 'remount,ro', folder);
