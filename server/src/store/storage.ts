/** What the classes take on the disk, and what is left beside them. */
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes. */
export async function storageOf(folder: string): Promise<{ readonly used: number; readonly free: number }> {
  let used = 0;
  // A file may go between the two.
  for (const name of await readdir(folder))
    used += (await stat(join(folder, name)).catch(() => null))?.size ?? 0;
  const { bavail, bsize } = await statfs(folder);
  return { used, free: bavail * bsize };
}
