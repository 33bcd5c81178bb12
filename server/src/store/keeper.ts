/** Opens the classes of a folder, and does what is asked of them. Everything in here waits for the disk: never on the server's thread. */
import { createClassTables } from './class-tables.ts';
import { dropUnfinished } from './data-tables.ts';
import { openDatabase, sqliteCode, type Database } from './database.ts';
import { databaseFile, freeBytes, lockFolder, prepareFolder, reasonOf } from './folder.ts';
import { failureOf, runGroup, type GroupDone } from './group.ts';
import type { Call, Failure } from './messages.ts';
import { examine, migrate } from './migrations.ts';

/** For so long somebody else's lock is waited for, with everything that waits behind it. */
const BUSY_WAIT_MS = 100;
/** With less than this left, an error of input or output is that the disk is full: not every place where SQLite grows a file says so. */
const FULL_BYTES = 256 * 1024;

export interface Keeper {
  /** Everything that waits, in one transaction. */
  group(calls: readonly Call[]): GroupDone;
  /** Empties the write-ahead log. Whether it could. */
  empty(): boolean;
  close(): void;
}

/** Throws Error with one line for the terminal. What cannot be read is left as it is. */
export function openKeeper(folder: string): Keeper {
  prepareFolder(folder);
  const lock = lockFolder(folder);
  const database = openClasses(databaseFile(folder));
  const tables = createClassTables(database);

  function explain(error: unknown): Failure {
    const failure = failureOf(error);
    const isFull = sqliteCode(error).startsWith('SQLITE_IOERR') && freeBytes(folder) < FULL_BYTES;
    return failure.type === 'other' && isFull ? { ...failure, code: 'SQLITE_FULL' } : failure;
  }

  const empty = (): boolean => {
    try {
      const [[isBusy]] = database.all('PRAGMA wal_checkpoint(TRUNCATE)');
      return isBusy === 0;
    } catch {
      // A full disk: it is tried again.
      return false;
    }
  };
  return {
    group: (calls) => runGroup(database, tables, calls, explain),
    empty,
    close() {
      database.close();
      lock.close();
    },
  };
}

function openClasses(file: string): Database {
  const database = refusing(`The file ${file} cannot be used and was left as it is`, () => {
    const opened = openDatabase(file, { wait: BUSY_WAIT_MS });
    examine(opened);
    return opened;
  });
  refusing(`The file ${file} cannot be prepared`, () => {
    const [[mode]] = database.all('PRAGMA journal_mode = WAL');
    if (mode !== 'wal') throw new Error('no write-ahead log can be kept here');
    database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    migrate(database);
    dropUnfinished(database);
  });
  return database;
}

function refusing<T>(what: string, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    throw new Error(
      `${what}: ${reasonOf(error)}. Choose another folder (DATA_DIR=… npm start), or move this one away and ` +
        `restore a backup (npm run restore -- FILE).`,
    );
  }
}
