/** What a call does to the tables. Each is done in a transaction that `group.ts` begins and ends. */
import { createDataTables } from './data-tables.ts';
import { quoted, textOf, unquoted, type Database } from './database.ts';
import { checkFence, GONE, type LogHead } from './fence.ts';
import type { Calls, FoundClass } from './messages.ts';
import { createRowsTable, dropRowsTable, readRows, renewRowsTable, writeRows } from './rows-table.ts';
import { CodeTaken, Fenced } from './store.ts';
import type { Written } from './written.ts';

export interface ClassTables extends Calls {
  /** Makes anew what has lost rows since the last time, in the transaction in which it did. Whether there is anything to wipe. */
  renew(): boolean;
  /** The transaction was rolled back. */
  forget(): void;
}

/** Events a message: a millisecond or two of the server's thread. */
const PART = 1000;

/** Events of a class as JSON, put together where they are: as rows they take four times as long to come out. Ids are `quoted`, facts are JSON. */
const PART_AS_JSON = `
  SELECT CAST(group_concat(
    '[' || seq || ',' || at || ',' || coalesce('"' || by || '"', 'null') || ',' || coalesce('"' || command || '"', 'null') ||
    ',' || version || ',' || fact || ']', ',' ORDER BY seq
  ) AS BLOB) FROM event WHERE class = ? AND seq > ? AND seq <= ?`;

/** Null where it is damaged: nobody can ask for it, and the other classes are listed. */
function codeOf(bytes: Uint8Array): string | null {
  try {
    return unquoted(textOf(bytes));
  } catch {
    return null;
  }
}

interface KnownClass extends LogHead {
  readonly id: number;
}

export function createClassTables(database: Database): ClassTables {
  const haveLost = new Set<number>();
  let isWiping = false;

  function known(code: string): KnownClass | null {
    const [found] = database.all(
      `SELECT id, term, (SELECT coalesce(max(seq), 0) FROM event WHERE class = id) FROM class WHERE code = ?`,
      quoted(code),
    ) as readonly (readonly [number, number, number])[];
    return found ? { id: found[0], term: found[1], last: found[2] } : null;
  }

  function keep(classId: number, { events, rows, erased, corpora }: Written): void {
    for (const [seq, at, by, command, version, fact] of events) {
      database.run(
        'INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[classId, seq, at, by && quoted(by), command && quoted(command), version, fact],
      );
    }
    if (writeRows(database, classId, rows, erased)) haveLost.add(classId);
    for (const [hash, text] of corpora) {
      // A text as JSON: whole, whatever is in it.
      database.run('INSERT OR IGNORE INTO corpus (hash, text) VALUES (?, ?)', hash, JSON.stringify(text));
      database.run(
        'INSERT OR IGNORE INTO class_corpus SELECT ?, id FROM corpus WHERE hash = ?',
        classId,
        hash,
      );
    }
  }

  function reading({ id, term, last }: KnownClass): FoundClass {
    const parts: string[] = [];
    for (let after = 0; after < last; after += PART) {
      const [[lines]] = database.all(PART_AS_JSON, id, after, after + PART);
      parts.push(`[${textOf(lines)}]`);
    }
    return { term, parts, rows: readRows(database, id) };
  }

  const data = createDataTables(
    database,
    (code) => known(code)?.id ?? null,
    () => (isWiping = true),
  );

  return {
    ...data,
    create(code, write) {
      if (known(code)) throw new CodeTaken(code);
      const [[id]] = database.all(
        'INSERT INTO class (code, term, asleep) VALUES (?, 1, 0) RETURNING id',
        quoted(code),
      );
      createRowsTable(database, Number(id));
      keep(Number(id), write);
    },
    take(code) {
      const found = known(code);
      if (!found) return null;
      database.run('UPDATE class SET term = term + 1, asleep = 0 WHERE id = ?', found.id);
      return reading({ ...found, term: found.term + 1 });
    },
    read(code) {
      const found = known(code);
      return found && reading(found);
    },
    append(code, term, after, write) {
      const found = known(code);
      if (!found) throw new Fenced(code, GONE);
      checkFence(code, found, term, after);
      keep(found.id, write);
    },
    corpus(hash) {
      const [found] = database.all('SELECT CAST(text AS BLOB) FROM corpus WHERE hash = ?', hash);
      return found ? (JSON.parse(textOf(found[0])) as string) : null;
    },
    list() {
      const lines = database.all(
        `SELECT CAST(code AS BLOB), last, (SELECT at FROM event WHERE class = id AND seq = 1), (SELECT at FROM event WHERE class = id AND seq = last), visited, asleep
         FROM (SELECT id, code, visited, asleep, (SELECT coalesce(max(seq), 0) FROM event WHERE class = id) AS last FROM class) ORDER BY id`,
      ) as readonly (readonly [Uint8Array, number, number | null, number | null, number, number])[];
      return lines.flatMap(([bytes, events, created, last, visited, asleep]) => {
        const code = codeOf(bytes);
        return code === null
          ? []
          : { code, events, created: created ?? 0, last: last ?? 0, visited, asleep: asleep === 1 };
      });
    },
    delete(code) {
      const found = known(code);
      if (!found) return;
      dropRowsTable(database, found.id);
      isWiping = true;
      for (const table of ['event', 'class_corpus', 'class_data', 'cache']) {
        database.run(`DELETE FROM ${table} WHERE class = ?`, found.id);
      }
      database.run('DELETE FROM class WHERE id = ?', found.id);
      database.run('DELETE FROM corpus WHERE id NOT IN (SELECT corpus FROM class_corpus)');
    },
    cache(code, key, bytes) {
      const found = known(code);
      if (!found) return;
      if (bytes) database.run('INSERT OR REPLACE INTO cache VALUES (?, ?, ?)', found.id, quoted(key), bytes);
      else database.run('DELETE FROM cache WHERE class = ? AND key = ?', found.id, quoted(key));
    },
    visit(code, at) {
      database.run('UPDATE class SET visited = ? WHERE code = ?', at, quoted(code));
    },
    sleep(code) {
      database.run('UPDATE class SET asleep = 1 WHERE code = ?', quoted(code));
    },
    visited(code) {
      const [found] = database.all('SELECT visited FROM class WHERE code = ?', quoted(code));
      return found ? Number(found[0]) : 0;
    },
    cached(code) {
      const found = known(code);
      if (!found) return [];
      const lines = database.all('SELECT CAST(key AS BLOB), bytes FROM cache WHERE class = ?', found.id);
      return lines.map(([key, bytes]) => [unquoted(textOf(key)), new Uint8Array(bytes as ArrayBuffer)]);
    },
    renew() {
      const wipes = isWiping || haveLost.size > 0;
      for (const classId of haveLost) {
        // It may have been deleted since, or its creation undone.
        const [found] = database.all('SELECT id FROM class WHERE id = ?', classId);
        if (found) renewRowsTable(database, classId);
      }
      this.forget();
      return wipes;
    },
    forget() {
      haveLost.clear();
      isWiping = false;
    },
  };
}
