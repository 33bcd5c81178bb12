import { createRandom } from '@deltaboard/shared/random.ts';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './database.ts';
import { databaseFile } from './folder.ts';
import { createSqliteStore, type SqliteStore } from './sqlite-store.ts';
import { bytesOf, temporaryFolder } from './testing/folders.ts';
import { event, newCode, write } from './testing/writes.ts';

describe('ST9 what is erased is in no file of the folder, a few seconds later', () => {
  let folder: string;
  let store: SqliteStore;

  beforeEach(async () => {
    folder = temporaryFolder();
    store = await createSqliteStore(folder);
    onTestFinished(() => store.close());
  });

  const names = (...texts: string[]) => texts.map((text) => ({ id: text.toLowerCase(), value: { text } }));

  test('a row that is erased, one that is replaced, and those of a class that is deleted', async () => {
    await store.create('A', write(1, 0, { rows: names('ERASED', 'KEPT') }));
    await store.append('A', 1, 1, { events: [], rows: [{ id: 'replaced', value: 'REPLACED' }] });
    await store.create('B', write(1, 0, { rows: names('DELETED') }));
    // They stand there before: in the log, of all places.
    for (const text of ['ERASED', 'KEPT', 'REPLACED', 'DELETED']) expect(bytesOf(folder)).toContain(text);
    await store.append('A', 1, 1, {
      events: [event(2)],
      rows: [{ id: 'replaced', value: 'new' }],
      erased: ['erased'],
    });
    await store.delete('B');
    await store.settled();
    for (const text of ['ERASED', 'REPLACED', 'DELETED']) expect(bytesOf(folder)).not.toContain(text);
    expect(bytesOf(folder)).toContain('KEPT');
  });

  test('a row that the same write brings and erases was never there', async () => {
    await store.create('A', write(1, 0, { rows: names('SHORT'), erased: ['short'] }));
    expect(bytesOf(folder)).not.toContain('SHORT');
  });

  test('also when the server ends before it was time', async () => {
    await store.create('A', write(1, 0, { rows: names('ERASED') }));
    await store.append('A', 1, 1, { events: [event(2)], erased: ['erased'] });
    await store.close();
    expect(bytesOf(folder)).not.toContain('ERASED');
  });

  test('after a kill, as soon as the folder is opened again', async () => {
    await store.create('A', write(1, 0, { rows: names('ERASED') }));
    await store.append('A', 1, 1, { events: [event(2)], erased: ['erased'] });
    process.kill(await store.pid(), 'SIGKILL');
    await store.settled().catch(() => undefined);
    await store.settled();
    expect(bytesOf(folder)).not.toContain('ERASED');
  });

  test('when a backup that is reading has ended', async () => {
    await store.create('A', write(1, 0, { rows: names('ERASED') }));
    const reader = openDatabase(databaseFile(folder), { readOnly: true });
    reader.exec('BEGIN');
    reader.all('SELECT * FROM class');
    await store.append('A', 1, 1, { events: [event(2)], erased: ['erased'] });
    let isSettled = false;
    const settled = store.settled().then(() => (isSettled = true));
    await store.append('A', 1, 2, { events: [event(3)] });
    expect([isSettled, bytesOf(folder).includes('ERASED')]).toEqual([false, true]);
    reader.exec('COMMIT');
    await settled;
    expect(bytesOf(folder)).not.toContain('ERASED');
    reader.close();
  });

  test('of many rows of any length, with those of other classes between them; and what stays is whole', async () => {
    const random = createRandom(1);
    const below = (bound: number): number => Math.floor(random.uniform() * bound);
    const codes = [newCode(), newCode(), newCode()];
    /** Words by class and id. */
    const living = codes.map(() => new Map<string, string>());
    const gone: string[] = [];
    let made = 0;
    for (const code of codes) await store.create(code, { events: [] });
    for (let batch = 0; batch < 300; batch++) {
      const mine = living[batch % codes.length];
      const erased = [...mine.keys()].filter(() => below(15) === 0);
      for (const id of erased) {
        gone.push(mine.get(id) ?? '');
        mine.delete(id);
      }
      const rows = Array.from({ length: 25 }, () => {
        const [id, word] = [`${below(1e9)}`, `<word ${made++}>`];
        mine.set(id, word);
        return { id, value: word + 'x'.repeat(below(40) ** 2) };
      });
      await store.append(codes[batch % codes.length], 1, 0, { events: [], rows, erased });
    }
    await store.settled();
    const bytes = bytesOf(folder);
    expect(gone.length).toBeGreaterThan(500);
    expect(gone.filter((word) => bytes.includes(word))).toEqual([]);
    for (const [index, code] of codes.entries()) {
      const kept = (await store.read(code))?.rows ?? [];
      const words = kept.map(({ id, value }): [string, string] => [id, String(value).replace(/x*$/, '')]);
      expect(new Map(words)).toEqual(living[index]);
    }
  });
});
