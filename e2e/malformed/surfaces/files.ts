/** The file of a server's classes, and a backup of it, damaged: opened by the process that keeps classes, and restored. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookRead } from '../../../server/src/rooms/book.ts';
import { databaseFile } from '../../../server/src/store/folder.ts';
import { backUp, restore } from '../../../server/src/store/snapshots.ts';
import { createSqliteStore } from '../../../server/src/store/sqlite-store.ts';
import { Unreadable, type StoredClass } from '../../../server/src/store/store.ts';
import { wrongBytes } from '../mutations.ts';
import type { Outcome, Surface } from '../surface.ts';
import { logs } from './decoders.ts';

/** Classes with everything that a class can have, as they lie on a disk. */
async function goodFile(folder: string): Promise<Buffer> {
  const store = await createSqliteStore(join(folder, 'good'));
  for (const [k, { events, rows }] of logs.entries())
    await store.create(`ABCD-234${k}`, {
      events: events as StoredClass['events'],
      rows: rows as StoredClass['rows'],
    });
  await store.close();
  backUp(join(folder, 'good'), join(folder, 'backup.db'));
  return readFileSync(join(folder, 'backup.db'));
}

/** What the server would say of it in the terminal, and to whoever comes to one of its classes. */
async function opened(folder: string): Promise<Outcome> {
  const store = await createSqliteStore(folder);
  try {
    const found = await store.list();
    for (const { code } of found) {
      const stored = await store.read(code);
      if (stored) await bookRead(stored);
    }
    return { answer: `opened: ${found.length} classes` };
  } finally {
    await store.close();
  }
}

const oneLine = (error: unknown): Outcome => {
  if (error instanceof Unreadable) return { answer: 'opened: a class is unreadable' };
  const message = error instanceof Error ? error.message : String(error);
  const [said] = /cannot be (used|prepared|restored|read)/.exec(message) ?? [];
  return said === undefined || message.includes('\n')
    ? { answer: message.slice(0, 300), untyped: true }
    : { answer: said };
};

export const files: Surface = {
  name: 'files',
  share: 0.1,
  senders: 1,
  open() {
    const folder = mkdtempSync(join(tmpdir(), 'deltaboard-damaged-'));
    const good = goodFile(folder);
    return {
      async send(kind, random) {
        const into = join(folder, 'damaged');
        rmSync(into, { recursive: true, force: true });
        const bytes = wrongBytes(kind, await good, random);
        try {
          if (random.below(2) === 0) {
            mkdirSync(into);
            writeFileSync(databaseFile(into), bytes);
            return await opened(into);
          }
          writeFileSync(join(folder, 'damaged.db'), bytes);
          return { answer: `restored: ${restore(join(folder, 'damaged.db'), into).classes} classes` };
        } catch (error) {
          return oneLine(error);
        }
      },
      close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }),
    };
  },
};
