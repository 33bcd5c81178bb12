/**
 * What a call about somebody's data does to the tables. Pieces and name stand in a table of their own for each, as the rows of a class do: of a
 * page that is given up every byte is overwritten (SPEC ST9, `rows-table.ts`).
 */
import { dataKinds } from '@deltaboard/shared/protocol/library.ts';
import type { HeldData, OwnData } from './data-store.ts';
import { quoted, textOf, unquoted, type Database } from './database.ts';
import type { Calls } from './messages.ts';

export type DataCalls = Pick<
  Calls,
  | 'beginData'
  | 'addPiece'
  | 'endData'
  | 'dropData'
  | 'ownData'
  | 'dataBytes'
  | 'giveData'
  | 'claimData'
  | 'passData'
  | 'deleteData'
  | 'ownedData'
  | 'heldData'
  | 'dataPiece'
>;

const tableOf = (data: number): string => `data_${data}`;
/** Where the name stands, among the pieces. */
const NAME = -1;

/** What was being kept when the last server ended is nobody's. */
export function dropUnfinished(database: Database): void {
  const unfinished = database.all('SELECT id FROM data WHERE hash IS NULL');
  for (const [id] of unfinished) database.exec(`DROP TABLE ${tableOf(Number(id))}`);
  database.run('DELETE FROM data WHERE hash IS NULL');
}

/**
 * @param classOf the number of a class; null: there is none
 * @param wiped something was erased that may still be in the write-ahead log
 */
export function createDataTables(
  database: Database,
  classOf: (code: string) => number | null,
  wiped: () => void,
): DataCalls {
  const nameOf = (data: number): string => {
    const [[bytes]] = database.prepare(`SELECT bytes FROM ${tableOf(data)} WHERE piece = ${NAME}`).all();
    return unquoted(textOf(new Uint8Array(bytes as ArrayBuffer)));
  };
  function drop(data: number): void {
    database.exec(`DROP TABLE ${tableOf(data)}`);
    database.run('DELETE FROM class_data WHERE data = ?', data);
    database.run('DELETE FROM data WHERE id = ?', data);
    wiped();
  }
  function find(owner: string, hash: string): number | null {
    const [found] = database.all('SELECT id FROM data WHERE owner = ? AND hash = ?', owner, hash);
    return found ? Number(found[0]) : null;
  }
  function held(data: number): HeldData {
    const [[kind, bytes, passed]] = database.all(
      'SELECT kind, bytes, passed FROM data WHERE id = ?',
      data,
    ) as readonly (readonly [number, number, number])[];
    const [[pieces]] = database.prepare(`SELECT count(*) FROM ${tableOf(data)} WHERE piece >= 0`).all();
    return { data, kind: dataKinds[kind], bytes, isPassedOn: passed === 1, pieces: Number(pieces) };
  }
  const insert = (data: number, piece: number, bytes: Uint8Array): void =>
    database.prepare(`INSERT INTO ${tableOf(data)} VALUES (?, ?)`).run(piece, bytes);

  return {
    beginData(owner, kind, name) {
      const [[id]] = database.all(
        'INSERT INTO data (owner, kind, bytes, at, passed) VALUES (?, ?, 0, 0, 0) RETURNING id',
        owner,
        dataKinds.indexOf(kind),
      );
      const data = Number(id);
      database.exec(`CREATE TABLE ${tableOf(data)} (piece INTEGER PRIMARY KEY, bytes BLOB NOT NULL)`);
      insert(data, NAME, Buffer.from(quoted(name)));
      return data;
    },
    addPiece(data, piece, bytes) {
      insert(data, piece, bytes);
      database.run('UPDATE data SET bytes = bytes + ? WHERE id = ?', bytes.length, data);
    },
    endData(data, { hash, bytes, dimensions, at }) {
      const [found] = database.all('SELECT owner FROM data WHERE id = ? AND hash IS NULL', data);
      if (!found) throw new Error(`no data ${data} has begun`);
      if (find(String(found[0]), hash) !== null) drop(data);
      else
        database.run(
          'UPDATE data SET hash = ?, bytes = ?, dimensions = ?, at = ? WHERE id = ?',
          hash,
          bytes,
          dimensions,
          at,
          data,
        );
    },
    dropData(data) {
      if (database.all('SELECT id FROM data WHERE id = ? AND hash IS NULL', data).length > 0) drop(data);
    },
    ownData(owner) {
      const lines = database.all(
        'SELECT id, hash, kind, bytes, dimensions, at, passed FROM data WHERE owner = ? AND hash IS NOT NULL ORDER BY id',
        owner,
      ) as readonly (readonly [number, string, number, number, number | null, number, number])[];
      return lines.map(([id, hash, kind, bytes, dimensions, at, passed]): OwnData => ({
        hash,
        kind: dataKinds[kind],
        name: nameOf(id),
        bytes,
        dimensions,
        at,
        isPassedOn: passed === 1,
      }));
    },
    dataBytes() {
      const [[bytes]] = database.all('SELECT coalesce(sum(bytes), 0) FROM data');
      return Number(bytes);
    },
    giveData(owner, hash, code) {
      const [data, into] = [find(owner, hash), classOf(code)];
      if (data === null || into === null) return false;
      database.run('INSERT OR IGNORE INTO class_data VALUES (?, ?)', into, data);
      return true;
    },
    claimData(code, hash) {
      const into = classOf(code);
      if (into === null) return;
      database.run(
        'INSERT OR IGNORE INTO class_data SELECT ?, id FROM data WHERE hash = ? AND passed = 1',
        into,
        hash,
      );
    },
    passData(owner, hash, isPassedOn) {
      const data = find(owner, hash);
      if (data === null) return false;
      database.run('UPDATE data SET passed = ? WHERE id = ?', isPassedOn ? 1 : 0, data);
      return true;
    },
    deleteData(owner, hash) {
      const data = find(owner, hash);
      if (data === null) return null;
      const had = database.all(
        'SELECT class.id, CAST(class.code AS BLOB) FROM class_data JOIN class ON class.id = class WHERE data = ?',
        data,
      );
      for (const [id] of had) database.run('DELETE FROM cache WHERE class = ?', Number(id));
      drop(data);
      return had.map(([, code]) => unquoted(textOf(code)));
    },
    ownedData(owner, hash) {
      const data = find(owner, hash);
      return data === null ? null : held(data);
    },
    heldData(code, hash) {
      const holder = classOf(code);
      if (holder === null) return null;
      const [found] = database.all(
        'SELECT id FROM class_data JOIN data ON id = data WHERE class = ? AND hash = ? ORDER BY id',
        holder,
        hash,
      );
      return found ? held(Number(found[0])) : null;
    },
    dataPiece(data, piece) {
      if (database.all('SELECT id FROM data WHERE id = ?', data).length === 0) return null;
      const [found] = database.prepare(`SELECT bytes FROM ${tableOf(data)} WHERE piece = ?`).all(piece);
      return found ? new Uint8Array(found[0] as ArrayBuffer) : null;
    },
  };
}
