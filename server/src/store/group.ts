/**
 * Group commit: whatever waits is done in one transaction, in its order, with one sync of the disk. Each call has a savepoint, so that
 * one that fails fails alone; nobody is answered before the transaction is in the file (SPEC ST3).
 */
import type { ClassTables } from './class-tables.ts';
import { sqliteCode, type Database } from './database.ts';
import { isRead, type Call, type CallName, type Calls, type Failure, type Outcome } from './messages.ts';
import { CodeTaken, Fenced } from './store.ts';

export interface GroupDone {
  /** In the order of the calls. */
  readonly outcomes: readonly Outcome[];
  /** Something was erased that may still be in the write-ahead log. */
  readonly hasErased: boolean;
}

/** `explain` says what an error of SQLite means here. */
export function runGroup(
  database: Database,
  tables: ClassTables,
  calls: readonly Call[],
  explain: (error: unknown) => Failure = failureOf,
): GroupDone {
  try {
    database.exec('BEGIN IMMEDIATE');
    const outcomes = calls.map((call) => attempt(database, tables, call, explain));
    const hasErased = tables.renew();
    database.exec('COMMIT');
    return { outcomes, hasErased };
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    tables.forget();
    const failure = explain(error);
    const outcomes = calls.map((call) => (isRead(call.name) ? again(tables, call, explain) : { failure }));
    return { outcomes, hasErased: false };
  }
}

function attempt(
  database: Database,
  tables: ClassTables,
  call: Call,
  explain: (error: unknown) => Failure,
): Outcome {
  database.run('SAVEPOINT call');
  try {
    const value = perform(tables, call);
    database.run('RELEASE call');
    return { value };
  } catch (error) {
    // Of some errors, a full disk among them, SQLite may have undone everything: then nothing of the group is done.
    if (!database.inTransaction) throw error;
    database.run('ROLLBACK TO call');
    database.run('RELEASE call');
    return { failure: explain(error) };
  }
}

/** A read outside of any transaction. */
function again(tables: ClassTables, call: Call, explain: (error: unknown) => Failure): Outcome {
  try {
    return { value: perform(tables, call) };
  } catch (error) {
    return { failure: explain(error) };
  }
}

function perform<N extends CallName>(tables: Calls, { name, values }: Call<N>): unknown {
  const method = tables[name] as (...values: Parameters<Calls[N]>) => unknown;
  return method(...values);
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Fenced) return { type: 'fenced', detail: error.detail };
  if (error instanceof CodeTaken) return { type: 'code-taken' };
  return {
    type: 'other',
    message: error instanceof Error ? error.message : String(error),
    code: sqliteCode(error),
  };
}
