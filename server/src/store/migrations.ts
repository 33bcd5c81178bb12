/** The tables, as the list of steps that lead to them: a database says by its `user_version` how many it has gone. */
import type { Database } from './database.ts';

/** Marks a file as Deltaboard's: "DLTB". */
export const APPLICATION_ID = 0x444c5442;

/**
 * Never changed, only added to. Beside these tables each class has its rows in one of its own (`rows-table.ts`). Texts that are not JSON
 * are `quoted`. `last` of a class is that of its events; nothing is kept twice.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE class (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, term INTEGER NOT NULL);
   CREATE TABLE event (
     class INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT, command TEXT, version INTEGER NOT NULL,
     fact TEXT NOT NULL, PRIMARY KEY (class, seq)
   ) WITHOUT ROWID;
   CREATE TABLE corpus (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, text TEXT NOT NULL);
   CREATE TABLE class_corpus (class INTEGER NOT NULL, corpus INTEGER NOT NULL, PRIMARY KEY (class, corpus)) WITHOUT ROWID;
   CREATE TABLE cache (class INTEGER NOT NULL, key TEXT NOT NULL, bytes BLOB NOT NULL, UNIQUE (class, key));`,
  // When somebody was last there, in wall time; 0: it was not noted.
  'ALTER TABLE class ADD COLUMN visited INTEGER NOT NULL DEFAULT 0',
  // Whether it was put to sleep. Of one that nobody has been in for a day and an hour it is known.
  `ALTER TABLE class ADD COLUMN asleep INTEGER NOT NULL DEFAULT 1;
   UPDATE class SET asleep = 0 WHERE visited > (CAST(strftime('%s', 'now') AS INTEGER) - 90000) * 1000`,
  // Data of somebody's own: pieces and name of each in a table of their own. Without a hash one has only begun.
  `CREATE TABLE data (
     id INTEGER PRIMARY KEY, owner TEXT NOT NULL, hash TEXT, kind INTEGER NOT NULL, bytes INTEGER NOT NULL, at INTEGER NOT NULL,
     dimensions INTEGER, passed INTEGER NOT NULL, UNIQUE (owner, hash)
   );
   CREATE TABLE class_data (class INTEGER NOT NULL, data INTEGER NOT NULL, PRIMARY KEY (class, data)) WITHOUT ROWID;`,
];

export const versionOf = (database: Database): number => number(database, 'PRAGMA user_version');

/** Whether the file may be used at all. Reads, and changes nothing. Throws with the reason, to be read behind the file's name. */
export function examine(database: Database, steps = migrations): void {
  const version = versionOf(database);
  const isEmpty = number(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!(isEmpty && version === 0) && number(database, 'PRAGMA application_id') !== APPLICATION_ID) {
    throw new Error('it is a database of another program');
  }
  if (version > steps.length) {
    throw new Error(
      `it was written by a newer Deltaboard (its version is ${version}, this one knows up to ${steps.length})`,
    );
  }
  checkWhole(database, 'quick_check');
}

/** Throws where what is written is not what SQLite writes; with SQLite's words, in one line. */
export function checkWhole(database: Database, how: 'quick_check' | 'integrity_check'): void {
  const [[verdict]] = database.all(`PRAGMA ${how}(1)`);
  if (verdict !== 'ok') throw new Error(`it is damaged (${String(verdict).replace(/\s*\n\s*/g, ' ')})`);
}

/** Each step in a transaction of its own, together with the version that it leads to. */
export function migrate(database: Database, steps = migrations): void {
  for (let version = versionOf(database); version < steps.length; version++) {
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(steps[version]);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}

const number = (database: Database, sql: string): number => Number(database.all(sql)[0][0]);
