import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '@deltaboard/shared/random.ts';
import { openDatabase, type Database } from './database.ts';
import { createRowsTable, readRows, renewRowsTable, writeRows } from './rows-table.ts';
import { bytesOf, temporaryFolder } from './testing/folders.ts';
import type { RowLine } from './written.ts';

const CLASS = 7;

/** Rows of many lengths that come and go, with a word in each that is nowhere else. */
function comeAndGo(database: Database, batches: number, then: (hasLost: boolean) => void) {
  const random = createRandom(1);
  const below = (bound: number): number => Math.floor(random.uniform() * bound);
  const living = new Map<string, string>();
  const gone: string[] = [];
  let made = 0;
  createRowsTable(database, CLASS);
  for (let batch = 0; batch < batches; batch++) {
    const rows: RowLine[] = [];
    for (let i = 0; i < 25; i++) {
      const [id, word] = [`${below(1e9)}`, `<word ${made++}>`];
      living.set(id, word);
      rows.push([id, JSON.stringify(word + 'x'.repeat(below(40) ** 2))]);
    }
    const erased = [...living.keys()].filter(() => below(15) === 0);
    for (const id of erased) {
      gone.push(living.get(id) ?? '');
      living.delete(id);
    }
    database.exec('BEGIN');
    then(writeRows(database, CLASS, rows, erased));
    database.exec('COMMIT');
  }
  database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  return { living, gone };
}

function opened(folder: string): Database {
  const database = openDatabase(join(folder, 'rows.db'));
  database.all('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = OFF; PRAGMA secure_delete = ON');
  return database;
}

const found = (folder: string, words: readonly string[]): readonly string[] => {
  const bytes = bytesOf(folder);
  return words.filter((word) => bytes.includes(word));
};

describe('ST9 rows that are gone', () => {
  test('are on no page, when their table is made anew', () => {
    const folder = temporaryFolder();
    const database = opened(folder);
    const { living, gone } = comeAndGo(database, 150, (hasLost) => {
      if (hasLost) renewRowsTable(database, CLASS);
    });
    expect(gone.length).toBeGreaterThan(500);
    expect(found(folder, gone)).toEqual([]);
    expect(
      readRows(database, CLASS)
        .map(([id]) => id)
        .toSorted(),
    ).toEqual([...living.keys()].toSorted());
    expect(found(folder, [...living.values()])).toHaveLength(living.size);
    database.close();
  });

  /** The reason for it. Where this fails SQLite has learnt to do it, and `renewRowsTable` can go. */
  test('are still there without that, for all of secure_delete', () => {
    const folder = temporaryFolder();
    const database = opened(folder);
    const { gone } = comeAndGo(database, 150, () => undefined);
    expect(found(folder, gone).length).toBeGreaterThan(0);
    database.close();
  });
});
