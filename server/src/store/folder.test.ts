import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './database.ts';
import { databaseFile } from './folder.ts';
import { APPLICATION_ID, migrations } from './migrations.ts';
import { createSqliteStore } from './sqlite-store.ts';
import { temporaryFolder } from './testing/folders.ts';
import { startServer } from './testing/processes.ts';
import { events, write } from './testing/writes.ts';

const isRoot = process.getuid?.() === 0;

describe('ST10 a folder is one server’s', () => {
  test('a second one is refused, and says why; after the first has closed it opens', async () => {
    const folder = temporaryFolder();
    const first = await createSqliteStore(folder);
    await expect(createSqliteStore(folder)).rejects.toThrow(
      `The folder ${folder} is in use by another server.`,
    );
    await first.create('A', write(1));
    await first.close();
    const second = await createSqliteStore(folder);
    expect((await second.take('A'))?.term).toBe(2);
    await second.close();
  });

  test('of a server that is killed it is free at once, and what was acknowledged is there', async () => {
    const folder = temporaryFolder();
    const server = startServer(folder, 'CLASS', -1);
    expect(await server.line()).toBe('open');
    await expect(createSqliteStore(folder)).rejects.toThrow('in use by another server');
    let acknowledged = 0;
    while (acknowledged < 20) acknowledged = Number((await server.line())?.split(' ')[1]);
    await server.kill('SIGKILL');
    for (let line = await server.line(); line !== null; line = await server.line()) {
      acknowledged = Number(line.split(' ')[1]);
    }
    const next = await createSqliteStore(folder);
    const found = await next.take('CLASS');
    expect(found?.term).toBe(2);
    // More may be there: what was on its way to whoever reads here ended with the server.
    expect(found?.events.length).toBeGreaterThanOrEqual(acknowledged);
    expect(found?.events).toEqual(events(found?.events.length ?? 0));
    await next.close();
  });
});

describe('ST11 what cannot be used is refused in words, and left as it is', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });

  /** What it says, and that no byte of the file has changed. */
  async function refusal(): Promise<string> {
    const file = databaseFile(folder);
    const before = readFileSync(file);
    const { mtimeMs } = statSync(file);
    const error = (await createSqliteStore(folder).then(
      (store) => store.close(),
      (error: unknown) => error,
    )) as Error;
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    expect(error.message).toContain(file);
    expect(error.message).toContain('npm run restore');
    return error.message;
  }

  function database(sql: string): void {
    const made = openDatabase(databaseFile(folder));
    made.exec(sql);
    made.close();
  }

  test('a file that is no database', async () => {
    writeFileSync(databaseFile(folder), 'Dear diary, '.repeat(1000));
    expect(await refusal()).toContain('file is not a database');
  });

  test('a database of another program', async () => {
    database('CREATE TABLE diary (day TEXT)');
    expect(await refusal()).toContain('another program');
  });

  test('a database of a newer version', async () => {
    database(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length + 1}`);
    expect(await refusal()).toContain(
      `a newer Deltaboard (its version is ${migrations.length + 1}, this one knows up to ${migrations.length})`,
    );
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 8192)],
    ['overwritten in the middle', (bytes: Buffer) => bytes.fill(0x5a, 4096 * 4, 4096 * 9)],
  ])('a database that was %s', async (_, damage) => {
    const store = await createSqliteStore(folder);
    await store.create('A', write(500));
    await store.close();
    const file = databaseFile(folder);
    writeFileSync(file, damage(readFileSync(file)));
    expect(await refusal()).toMatch(/damaged|malformed/);
  });

  test('a folder that cannot be made or written', async () => {
    const below = join(folder, 'file');
    writeFileSync(below, '');
    await expect(createSqliteStore(join(below, 'data'))).rejects.toThrow(
      /data cannot be written \(ENOTDIR.*DATA_DIR=/,
    );
    await expect(createSqliteStore(below)).rejects.toThrow(/cannot be written \(EEXIST.*DATA_DIR=/);
    expect(readFileSync(below)).toHaveLength(0);
  });

  // Nothing is forbidden to root, but on a file system that is mounted so.
  test.skipIf(isRoot)('a folder that may not be written', async () => {
    chmodSync(folder, 0o500);
    onTestFinished(() => {
      chmodSync(folder, 0o700);
    });
    await expect(createSqliteStore(folder)).rejects.toThrow(/cannot be written \(EACCES.*DATA_DIR=/);
  });
});

test('ST10 the folder is made where there is none, for nobody else’s eyes', async () => {
  const folder = join(temporaryFolder(), 'deep', 'data');
  const store = await createSqliteStore(folder);
  await store.create('A', write(1));
  expect(existsSync(databaseFile(folder))).toBe(true);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  expect(statSync(folder).mode & 0o077).toBe(0);
  await store.close();
});
