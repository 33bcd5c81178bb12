/** A folder's classes as one file that can be carried away, and back. Beside a server that is running: by a connection that only reads. */
import { chmodSync, closeSync, constants, copyFileSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase } from './database.ts';
import { databaseFile, prepareFolder, reasonOf, syncFile, syncFolder } from './folder.ts';
import { checkWhole, examine, versionOf } from './migrations.ts';

export interface Snapshot {
  readonly classes: number;
  readonly bytes: number;
}

const BUSY_WAIT_MS = 5000;

/** Throws Error with one line for the terminal; then there is no file. */
export function backUp(folder: string, file: string): Snapshot {
  const from = databaseFile(folder);
  if (!existsSync(from)) throw new Error(`There is nothing to back up: ${from} does not exist.`);
  reserve(file);
  try {
    copyConsistently(from, file);
    // SQLite does not sync what it writes this way.
    syncFile(file);
    syncFolder(dirname(file));
    return verified(file);
  } catch (error) {
    clear(file);
    throw new Error(`${from} cannot be backed up to ${file}: ${reasonOf(error)}.`);
  }
}

/** Into a folder that is absent or empty. Throws Error with one line for the terminal; then the folder is as it was. */
export function restore(file: string, folder: string): Snapshot {
  if (!existsSync(file)) throw new Error(`There is nothing to restore: ${file} does not exist.`);
  const wasThere = existsSync(folder);
  if (wasThere && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) {
    throw new Error(
      `The folder ${folder} is not empty: a backup is restored into an empty or a new one (DATA_DIR).`,
    );
  }
  prepareFolder(folder);
  const copy = join(folder, 'restoring');
  try {
    copyFileSync(file, copy, constants.COPYFILE_EXCL);
    chmodSync(copy, 0o600);
    const snapshot = verified(copy);
    syncFile(copy);
    renameSync(copy, databaseFile(folder));
    clear(copy);
    syncFolder(folder);
    return snapshot;
  } catch (error) {
    clear(copy);
    if (!wasThere) rmdirSync(folder);
    throw new Error(`${file} cannot be restored: ${reasonOf(error)}.`);
  }
}

/** Also what reading it may have left beside it. */
function clear(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}

/** The name is ours from here on: a backup is never written over anything. */
function reserve(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new Error(
      isThere
        ? `${file} exists already. Choose another name.`
        : `${file} cannot be written: ${reasonOf(error)}.`,
    );
  }
}

function copyConsistently(from: string, to: string): void {
  const database = openDatabase(from, { readOnly: true, wait: BUSY_WAIT_MS });
  try {
    examine(database);
    database.run('VACUUM INTO ?', to);
  } finally {
    database.close();
  }
}

function verified(file: string): Snapshot {
  const database = openDatabase(file, { readOnly: true, wait: BUSY_WAIT_MS });
  try {
    examine(database);
    if (versionOf(database) === 0) throw new Error('it is not a backup');
    checkWhole(database, 'integrity_check');
    const [[classes]] = database.all('SELECT count(*) FROM class');
    return { classes: Number(classes), bytes: statSync(file).size };
  } finally {
    database.close();
  }
}
