import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createSqliteStore, type SqliteStore } from './sqlite-store.ts';
import { StoreError } from './store-error.ts';
import { temporaryFolder } from './testing/folders.ts';
import { events, write } from './testing/writes.ts';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('ST14 the process that keeps the classes', () => {
  let store: SqliteStore;
  beforeEach(async () => {
    store = await createSqliteStore(temporaryFolder());
    onTestFinished(() => store.close());
  });

  test('when it dies, what waits is refused as lost, and the next call has another one', async () => {
    await store.create('A', write(1));
    const pid = await store.pid();
    // It stands, so that what is asked now waits for it when it is killed.
    process.kill(pid, 'SIGSTOP');
    const lost = [store.append('A', 1, 1, write(1, 1)), store.list(), store.settled()];
    const settled = Promise.allSettled(lost);
    await Promise.resolve();
    process.kill(pid, 'SIGKILL');
    for (const one of await settled) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'STORE_LOST' } });
      expect((one as PromiseRejectedResult).reason).toBeInstanceOf(StoreError);
    }
    // Whether it was written is known by taking the class again: it never was read.
    expect(await store.take('A')).toEqual({ term: 2, events: events(1), rows: [] });
    await store.append('A', 2, 1, write(1, 1));
    expect((await store.read('A'))?.events).toEqual(events(2));
    expect(await store.pid()).not.toBe(pid);
  });

  test('a signal that reaches every process of the server does not end it before its server', async () => {
    const pid = await store.pid();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
    await store.create('A', write(1));
    expect(await store.pid()).toBe(pid);
  });

  test('it is gone when the store has closed', async () => {
    const pid = await store.pid();
    await store.close();
    expect(isAlive(pid)).toBe(false);
  });
});
