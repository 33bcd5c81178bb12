import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './database.ts';
import { databaseFile } from './folder.ts';
import { APPLICATION_ID, migrations } from './migrations.ts';
import { backUp, restore } from './snapshots.ts';
import { createSqliteStore } from './sqlite-store.ts';
import { bytesOf, temporaryFolder } from './testing/folders.ts';
import { event, events, write } from './testing/writes.ts';

let root: string;
/** Places in a folder of the test's own. */
let at: (name: string) => string;
beforeEach(() => {
  root = temporaryFolder();
  at = (name) => join(root, name);
});

async function dataWith(count: number): Promise<string> {
  const store = await createSqliteStore(at('data'));
  await store.create('A', write(count, 0, { rows: [{ id: 'row', value: 'ROW' }] }));
  await store.close();
  return at('data');
}

const run = (command: 'backup' | 'restore', ...args: string[]) =>
  promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL(`${command}.ts`, import.meta.url)), ...args],
    { env: { ...process.env, DATA_DIR: at('data') } },
  );

describe('ST13 backup and restore', () => {
  test('beside a server that writes: all that had been acknowledged before, and a beginning of the rest', async () => {
    const store = await createSqliteStore(at('data'));
    onTestFinished(() => store.close());
    await store.create('A', write(200, 0, { rows: [{ id: 'row', value: 'ROW' }] }));
    await store.cache('A', 'key', new Uint8Array([1, 2]));
    await store.take('A');

    const ended: string[] = [];
    const backup = run('backup', at('backup.db')).then(({ stdout }) => ended.push(stdout));
    let last = 200;
    while (ended.length === 0) await store.append('A', 2, last, { events: [event(++last)] });
    await backup;
    expect(ended[0]).toMatch(/^1 class, .* MB: .*backup\.db\n$/);
    expect(statSync(at('backup.db')).mode & 0o077).toBe(0);

    const { stdout } = await run('restore', '--data-dir', at('new'), at('backup.db'));
    expect(stdout).toMatch(/^1 class, .*new\n$/);
    expect(readdirSync(at('new'))).toEqual(['deltaboard.db']);
    const restored = await createSqliteStore(at('new'));
    const found = await restored.read('A');
    expect(found?.term).toBe(2);
    expect(found?.rows).toEqual([{ id: 'row', value: 'ROW' }]);
    expect(found?.events.length).toBeGreaterThanOrEqual(200);
    expect(found?.events).toEqual(events(found?.events.length ?? 0));
    expect(await restored.cached('A')).toEqual(new Map([['key', new Uint8Array([1, 2])]]));
    await restored.close();
  });

  test('the command says in one line what it cannot do, and ends with 1', async () => {
    await expect(run('backup')).rejects.toMatchObject({
      code: 1,
      stderr: 'Say which file: npm run backup -- FILE\n',
    });
    const nothing = `There is nothing to back up: ${databaseFile(at('data'))} does not exist.\n`;
    await expect(run('backup', at('backup.db'))).rejects.toMatchObject({ code: 1, stderr: nothing });
    expect(readdirSync(root)).toEqual([]);
  });

  test('a backup is never written over anything', async () => {
    const data = await dataWith(1);
    writeFileSync(at('there'), 'dear');
    expect(() => backUp(data, at('there'))).toThrow('there exists already');
    expect(readFileSync(at('there'), 'utf8')).toBe('dear');
  });

  test('what is damaged is not backed up as if it were not', async () => {
    const data = await dataWith(500);
    const file = databaseFile(data);
    writeFileSync(file, readFileSync(file).fill(0x5a, 4096 * 4, 4096 * 9));
    expect(() => backUp(data, at('backup.db'))).toThrow(/cannot be backed up to .*(damaged|malformed)/);
    expect(existsSync(at('backup.db'))).toBe(false);
  });

  test('a folder with anything in it is not restored into', async () => {
    const data = await dataWith(1);
    backUp(data, at('backup.db'));
    mkdirSync(at('full'));
    writeFileSync(at('full/dear'), 'dear');
    expect(() => restore(at('backup.db'), at('full'))).toThrow('full is not empty');
    expect(() => restore(at('backup.db'), at('backup.db'))).toThrow('is not empty');
    expect(readdirSync(at('full'))).toEqual(['dear']);
    mkdirSync(at('empty'));
    expect(restore(at('backup.db'), at('empty')).classes).toBe(1);
  });

  test.each<[string, (file: string) => void, RegExp]>([
    ['is not there', () => undefined, /does not exist/],
    ['is empty', (file) => writeFileSync(file, ''), /not a backup/],
    ['is no database', (file) => writeFileSync(file, 'dear '.repeat(2000)), /not a database/],
    ['is another program’s', (file) => made(file, 'CREATE TABLE diary (day)'), /another program/],
    [
      'is a newer version’s',
      (file) =>
        made(file, `PRAGMA application_id=${APPLICATION_ID}; PRAGMA user_version=${migrations.length + 1}`),
      /newer Deltaboard/,
    ],
    [
      'is damaged',
      (file) => {
        backUp(at('data'), at('whole'));
        writeFileSync(file, readFileSync(at('whole')).fill(0x5a, 4096 * 4, 4096 * 9));
      },
      /damaged|malformed/,
    ],
  ])('a file that %s is not restored, and no folder is left', async (_, make, reason) => {
    await dataWith(500);
    make(at('file'));
    expect(() => restore(at('file'), at('new'))).toThrow(reason);
    expect(existsSync(at('new'))).toBe(false);
    mkdirSync(at('empty'));
    expect(() => restore(at('file'), at('empty'))).toThrow(reason);
    expect(readdirSync(at('empty'))).toEqual([]);
  });

  test('a copy of a folder’s own file is a backup, too, of a server that had closed', async () => {
    const data = await dataWith(3);
    copyFileSync(databaseFile(data), at('copy.db'));
    expect(restore(at('copy.db'), at('new')).classes).toBe(1);
    expect(readdirSync(at('new'))).toEqual(['deltaboard.db']);
  });

  test('ST9 what is erased after it was restored is in no file of the folder', async () => {
    const store = await createSqliteStore(at('data'));
    const rows = Array.from({ length: 400 }, (_, id) => ({
      id: `${(id * 7919) % 1009}`,
      value: `<word ${id}>`.padEnd((id * 37) % 900),
    }));
    await store.create('A', { events: [], rows: rows.slice(0, 200) });
    await store.append('A', 1, 0, { events: [], rows: rows.slice(200) });
    await store.close();
    backUp(at('data'), at('backup.db'));
    restore(at('backup.db'), at('new'));
    const restored = await createSqliteStore(at('new'));
    onTestFinished(() => restored.close());
    const erased = rows.filter((_, index) => index % 3 === 0);
    await restored.append('A', 1, 0, { events: [], erased: erased.map(({ id }) => id) });
    await restored.settled();
    const bytes = bytesOf(at('new'));
    expect(erased.filter(({ value }) => bytes.includes(value.trim()))).toEqual([]);
    expect((await restored.read('A'))?.rows).toHaveLength(rows.length - erased.length);
  });
});

function made(file: string, sql: string): void {
  const database = openDatabase(file);
  database.exec(sql);
  database.close();
}
