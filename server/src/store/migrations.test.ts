import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from './database.ts';
import { examine, migrate, migrations, versionOf } from './migrations.ts';
import { temporaryFolder } from './testing/folders.ts';

const steps = ['CREATE TABLE one (a)', 'INSERT INTO one VALUES (1)', 'ALTER TABLE one RENAME TO two'];

describe('ST11 a database is led to this version step by step', () => {
  let database: Database;
  beforeEach(() => {
    database = openDatabase(join(temporaryFolder(), 'file.db'));
  });

  const tables = () => database.all('SELECT name FROM sqlite_schema ORDER BY name').flat();

  test('from nothing, from any version between, and not from the last', () => {
    migrate(database, steps.slice(0, 1));
    expect([versionOf(database), tables()]).toEqual([1, ['one']]);
    migrate(database, steps);
    migrate(database, steps);
    expect([versionOf(database), tables()]).toEqual([3, ['two']]);
    expect(database.all('SELECT a FROM two')).toEqual([[1]]);
    expect(() => {
      examine(database, steps);
    }).not.toThrow();
  });

  test('a step that fails leaves those before it, and nothing of its own', () => {
    const failing = [...steps.slice(0, 2), 'CREATE TABLE half (a); CREATE TABLE one (a)', 'SELECT 1'];
    expect(() => {
      migrate(database, failing);
    }).toThrow('already exists');
    expect([versionOf(database), tables()]).toEqual([2, ['one']]);
    expect(database.inTransaction).toBe(false);
  });

  test('one that has gone further is refused, untouched', () => {
    migrate(database, steps);
    expect(() => {
      examine(database, steps.slice(0, 2));
    }).toThrow('newer Deltaboard (its version is 3, this one knows up to 2)');
    migrate(database, steps.slice(0, 2));
    expect(versionOf(database)).toBe(3);
  });

  test('ST15 a class of version 1 has no visit, and loses nothing', () => {
    migrate(database, migrations.slice(0, 1));
    database.exec("INSERT INTO class (code, term) VALUES ('A', 3)");
    migrate(database);
    expect(database.all('SELECT code, term, visited, asleep FROM class')).toEqual([['A', 3, 0, 1]]);
  });

  test('ST15 of a class of version 2 it is known whether it sleeps: not where somebody has been in it today', () => {
    migrate(database, migrations.slice(0, 2));
    database.exec("INSERT INTO class (code, term, visited) VALUES ('A', 3, 1000)");
    database.run("INSERT INTO class (code, term, visited) VALUES ('B', 3, ?)", Date.now() - 3_600_000);
    migrate(database);
    expect(database.all('SELECT code, asleep FROM class ORDER BY code')).toEqual([
      ['A', 1],
      ['B', 0],
    ]);
  });

  test('the tables of version 1 are what a class needs', () => {
    migrate(database, migrations.slice(0, 1));
    expect(tables().filter((name) => !String(name).startsWith('sqlite_'))).toEqual([
      'cache',
      'class',
      'class_corpus',
      'corpus',
      'event',
    ]);
  });
});
