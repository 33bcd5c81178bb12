/**
 * One life of a soak: it treats the SQLite binding as badly as a garbage collector allows, in a thread or in a child process, and
 * ends in the way it is told. Plain JavaScript, so that a life starts as it does from the bundle, at once and without tsx.
 */
import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

const Database = createRequire(new URL('../server/build.ts', import.meta.url))('libsql');

const { folder, life, end, rounds } = isMainThread ? JSON.parse(process.argv[2]) : workerData;
const say = (message) => (isMainThread ? process.send?.(message) : parentPort.postMessage(message));

/** Open while the life ends, whichever way it does: on these the teardown has work to do. */
const leftOpen = [];

function round(number) {
  const file = `${folder}/${life}-${number % 3}.db`;
  const done = { databases: 0, statements: 0, collections: 0, refused: 0 };
  const open = () => (done.databases++, new Database(file, { timeout: 100 }));
  const prepare = (database, sql) => (done.statements++, database.prepare(sql));
  const collect = () => (done.collections++, globalThis.gc());

  const database = open();
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON');
  database.exec('CREATE TABLE IF NOT EXISTS t (a INTEGER, b INTEGER, c, PRIMARY KEY (a, b)) WITHOUT ROWID');
  const put = prepare(database, 'INSERT OR REPLACE INTO t VALUES (?, ?, ?)');
  database.exec('BEGIN');
  for (let i = 0; i < 60; i++)
    put.run(number, i, i % 3 === 0 ? new Uint8Array(i * 40) : `text ${i}`.repeat(i));
  database.exec('COMMIT');
  // Dropped at once: with and without having run, half read, and after an error.
  for (let i = 0; i < 80; i++) {
    const statement = prepare(database, `SELECT a, b, c, ${i} FROM t WHERE a = ?`);
    if (i % 4 === 0) statement.all(number);
    if (i % 4 === 1) statement.get(number);
    if (i % 4 === 2) statement.raw().iterate(number).next();
    if (i % 20 === 0) collect();
  }
  for (const sql of [
    'SELECT * FROM nowhere',
    'INSERT INTO t VALUES (1, 1)',
    `INSERT INTO t VALUES (${number}, 1, 1)`,
  ]) {
    try {
      prepare(database, sql).run();
    } catch {
      done.refused++;
    }
  }
  // A second connection, closed while its statement lives on, and one never closed at all.
  const second = open();
  const outlives = prepare(second, 'SELECT count(*) FROM t').raw();
  outlives.get();
  second.close();
  collect();
  open().prepare('SELECT 1').get();
  database.exec(number % 2 === 0 ? 'PRAGMA wal_checkpoint(TRUNCATE)' : 'BEGIN IMMEDIATE');
  if (number % 3 === 0) database.close();
  else leftOpen.push(database, put, outlives);
  if (leftOpen.length > 12) {
    const [oldest] = leftOpen.splice(0, 3);
    oldest.close();
    collect();
  }
  return done;
}

/** One round a turn of the loop: a request to terminate or a killed parent falls between or into them. */
function next(number) {
  try {
    // A transaction that a round has left open keeps the next one out of that file: it takes another name then.
    say(round(number));
  } catch (error) {
    if (!/locked|busy/i.test(String(error))) throw error;
    for (const left of leftOpen.splice(0)) if (left instanceof Database) left.close();
    globalThis.gc();
  }
  if (number + 1 < rounds) return void setImmediate(next, number + 1);
  for (const file of [0, 1, 2])
    for (const part of ['', '-wal', '-shm']) rmSync(`${folder}/${life}-${file}.db${part}`, { force: true });
  if (end === 'exit') process.exit(0);
  if (end === 'throw') throw new Error('the end of this life');
  if (end === 'return' && isMainThread) process.disconnect();
  // 'cut': it is ended from outside, at any moment before this one; here it is late, and returns as well.
}

next(0);
