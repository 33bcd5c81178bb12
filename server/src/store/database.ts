/**
 * SQLite behind the few calls that the store needs. libsql's API is that of better-sqlite3 with differences that are kept in here: rows
 * are read as arrays (`get` adds a field `_metadata` to objects), it knows no `readonly` option, a text ends at its first NUL, and one
 * that is not UTF-8 ends the whole process: what somebody has written is read as bytes, `CAST(… AS BLOB)`.
 */
import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';

/** libsql aborts the whole process when it is given anything else. */
export type SqlValue = string | number | null | Uint8Array;

export interface Statement {
  run(...values: SqlValue[]): void;
  /** Every row, in the order of its columns. Always to the last: a statement that is half read keeps the file busy. */
  all(...values: SqlValue[]): readonly (readonly unknown[])[];
}

export interface Database {
  exec(sql: string): void;
  /** For a statement that is not always the same: it lives as long as it is held. */
  prepare(sql: string): Statement;
  /** With a statement that is prepared once and kept. */
  run(sql: string, ...values: SqlValue[]): void;
  all(sql: string, ...values: SqlValue[]): readonly (readonly unknown[])[];
  readonly inTransaction: boolean;
  close(): void;
}

export interface OpenOptions {
  /** Milliseconds for which a lock of another connection is waited for. */
  readonly wait?: number;
  readonly readOnly?: boolean;
}

export function openDatabase(file: string, { wait = 0, readOnly = false }: OpenOptions = {}): Database {
  const database = new Libsql(readOnly ? `${pathToFileURL(file).href}?mode=ro` : file, { timeout: wait });
  const kept = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    const statement = database.prepare(sql);
    return {
      run: (...values) => void statement.run(values),
      all: (...values) => statement.raw().all(values) as unknown[][],
    };
  };
  const keep = (sql: string): Statement => {
    const statement = kept.get(sql) ?? prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
  return {
    exec: (sql) => void database.exec(sql),
    prepare,
    run: (sql, ...values) => {
      keep(sql).run(...values);
    },
    all: (sql, ...values) => keep(sql).all(...values),
    get inTransaction() {
      return database.inTransaction;
    },
    close() {
      kept.clear();
      database.close();
    },
  };
}

/** SQLite's name of an error, such as SQLITE_FULL; empty: it is none of SQLite's. */
export const sqliteCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** A text as SQLite gives it back whole: without control characters and halves of surrogate pairs, and readable otherwise. */
export const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

export const unquoted = (text: string): string => JSON.parse(`"${text}"`) as string;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A text that was read as bytes. Throws Error where they are none: the file is damaged. */
export function textOf(bytes: unknown): string {
  try {
    return utf8.decode(bytes as Uint8Array);
  } catch {
    throw new Error('what is written there is no text');
  }
}
