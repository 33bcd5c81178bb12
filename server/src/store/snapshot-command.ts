/** The command line of backup and restore: `FILE [--data-dir FOLDER]`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readDataDir } from '../options.ts';
import { reasonOf } from './folder.ts';
import type { Snapshot } from './snapshots.ts';

/** Ends the process with 1 and one line where it does not work. */
export function runSnapshotCommand(
  name: 'backup' | 'restore',
  run: (file: string, folder: string) => { readonly snapshot: Snapshot; readonly into: string },
): void {
  try {
    // What people wrote is nobody else's on this machine.
    process.umask(0o077);
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'data-dir': { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new Error(`Say which file: npm run ${name} -- FILE`);
    const folder = resolve(readDataDir(values['data-dir'], process.env));
    // npm runs from the project's root, whatever folder it was called in.
    const { snapshot, into } = run(resolve(process.env['INIT_CWD'] ?? '.', file), folder);
    const { classes, bytes } = snapshot;
    process.stdout.write(
      `${classes} ${classes === 1 ? 'class' : 'classes'}, ${(bytes / 1e6).toFixed(1)} MB: ${into}\n`,
    );
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}
