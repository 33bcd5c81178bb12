import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, type TestContext } from 'vitest';
import { createSqliteStore } from './sqlite-store.ts';
import { StoreError } from './store-error.ts';
import type { StoredEvent } from './store.ts';
import { makeReadOnly, smallDisk } from './testing/small-disk.ts';
import { event } from './testing/writes.ts';

/** Of 2 MB. */
let disk: string;

beforeEach((context: TestContext) => {
  const mounted = smallDisk('2m');
  if (mounted === null) {
    console.warn('NOT TESTED: a full and a read-only disk (SPEC ST12). It needs root, and leave to mount.');
    context.skip();
  }
  disk = String(mounted);
});

const long = (seq: number): StoredEvent => event(seq, { seq, text: `${seq} `.repeat(5000) });

describe('ST12 a full disk', () => {
  test('refuses and says so, keeps nothing by halves, and is forgotten when there is space again', async () => {
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(800 * 1024));
    const store = await createSqliteStore(join(disk, 'data'));
    onTestFinished(() => store.close());
    await store.create('A', { events: [] });
    await store.create('B', { events: [] });

    const kept: StoredEvent[] = [];
    let refused: unknown;
    while (!refused) {
      const next = long(kept.length + 1);
      const rows = [{ id: `${next.seq}`, value: next.seq }];
      await store.append('A', 1, kept.length, { events: [next], rows }).then(
        () => kept.push(next),
        (error: unknown) => (refused = error),
      );
    }
    expect(refused).toBeInstanceOf(StoreError);
    expect(refused).toMatchObject({ code: 'SQLITE_FULL' });

    // Again, and more at once than fits; beside it a read, which is answered.
    const many = Array.from({ length: 30 }, (_, index) => long(index + 1));
    const [again, other, listed] = await Promise.allSettled([
      store.append('A', 1, kept.length, { events: [long(kept.length + 1)] }),
      store.append('B', 1, 0, { events: many }),
      store.list(),
    ]);
    expect([again, other]).toMatchObject([
      { status: 'rejected', reason: { code: 'SQLITE_FULL' } },
      { status: 'rejected', reason: { code: 'SQLITE_FULL' } },
    ]);
    expect(listed.status).toBe('fulfilled');
    const whole = {
      term: 1,
      events: kept,
      rows: expect.arrayContaining(kept.map(({ seq }) => ({ id: `${seq}`, value: seq }))) as unknown,
    };
    expect(await store.read('A')).toEqual(whole);
    expect((await store.read('A'))?.rows).toHaveLength(kept.length);
    expect(await store.read('B')).toEqual({ term: 1, events: [], rows: [] });

    rmSync(ballast);
    await store.append('A', 1, kept.length, { events: [long(kept.length + 1)] });
    expect((await store.read('A'))?.events).toHaveLength(kept.length + 1);
    await store.close();
    const reopened = await createSqliteStore(join(disk, 'data'));
    expect((await reopened.read('A'))?.events).toEqual([...kept, long(kept.length + 1)]);
    await reopened.close();
  });

  test('before anything was kept is an error in words', async () => {
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(2 * 1024 * 1024 - 8192));
    await expect(createSqliteStore(disk)).rejects.toThrow(/is full/);
  });
});

test('ST12 a disk that may only be read is an error in words', async () => {
  expect(makeReadOnly(disk)).toBe(true);
  await expect(createSqliteStore(join(disk, 'data'))).rejects.toThrow(
    /data cannot be written \(EROFS.*DATA_DIR=/,
  );
  await expect(createSqliteStore(disk)).rejects.toThrow(/cannot be written \(EROFS.*DATA_DIR=/);
});
