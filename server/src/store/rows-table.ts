/**
 * The rows of one class, in a table of their own, because they must be erasable. `secure_delete` overwrites a row where it stands, but not
 * the copies of it that SQLite leaves in the unused middle of a page when it moves rows between pages; of a page that is given up it
 * overwrites every byte. So a table that lost a row is made anew from what is left of it, and all its old pages are given up
 * (SPEC ST9; `rows-table.test.ts` shows both).
 */
import { quoted, textOf, unquoted, type Database, type Statement } from './database.ts';
import type { RowLine } from './written.ts';

const nameOf = (classId: number): string => `row_${classId}`;

export function createRowsTable(database: Database, classId: number): void {
  database.exec(`CREATE TABLE ${nameOf(classId)} (id TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`);
}

export const readRows = (database: Database, classId: number): readonly RowLine[] =>
  readKept(database, classId).map(([id, value]) => [unquoted(textOf(id)), textOf(value)]);

/** Whether something stood there that is not kept any more. */
export function writeRows(
  database: Database,
  classId: number,
  rows: readonly RowLine[],
  erased: readonly string[],
): boolean {
  if (rows.length + erased.length === 0) return false;
  const remove = database.prepare(`DELETE FROM ${nameOf(classId)} WHERE id = ? RETURNING id`);
  const insert = inserting(database, classId);
  let hasLost = false;
  const drop = (id: string): void => {
    if (remove.all(id).length > 0) hasLost = true;
  };
  for (const [id, value] of rows) {
    drop(quoted(id));
    insert.run(quoted(id), value);
  }
  for (const id of erased) drop(quoted(id));
  return hasLost;
}

/** In the transaction in which it has lost something. */
export function renewRowsTable(database: Database, classId: number): void {
  const rows = readKept(database, classId);
  dropRowsTable(database, classId);
  createRowsTable(database, classId);
  const insert = inserting(database, classId);
  for (const [id, value] of rows) insert.run(new Uint8Array(id), new Uint8Array(value));
}

export function dropRowsTable(database: Database, classId: number): void {
  database.exec(`DROP TABLE ${nameOf(classId)}`);
}

/** As bytes: also what is damaged is made anew as it is. */
const readKept = (database: Database, classId: number): readonly (readonly [Uint8Array, Uint8Array])[] =>
  database
    .prepare(`SELECT CAST(id AS BLOB), CAST(value AS BLOB) FROM ${nameOf(classId)} ORDER BY id`)
    .all() as readonly (readonly [Uint8Array, Uint8Array])[];

const inserting = (database: Database, classId: number): Statement =>
  database.prepare(`INSERT INTO ${nameOf(classId)} VALUES (CAST(? AS TEXT), CAST(? AS TEXT))`);
