/** Random writes to a few classes: what is read back is what a model without state says, in memory, on disk, and on disk after a restart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { createSqliteStore } from './sqlite-store.ts';
import { CodeTaken, Fenced, type ClassStore, type Write } from './store.ts';
import {
  cacheOf,
  corporaOf,
  eventsOf,
  isAccepted,
  lifeOf,
  rowsOf,
  termOf,
  type Act,
  type History,
} from './testing/model.ts';
import { act, CODES } from './testing/random-acts.ts';
import { newCode } from './testing/writes.ts';

const folder = mkdtempSync(join(tmpdir(), 'deltaboard-properties-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const numbered = (write: Write, after: number): Write => ({
  ...write,
  events: write.events.map((event, index) => ({ ...event, seq: after + index + 1 })),
});

/** Does it without waiting. `name` makes of a model's code one that this run has for itself. */
function perform(store: ClassStore, history: History, act: Act, name: (code: string) => string) {
  const code = name(act.code);
  const life = lifeOf(history, act.code);
  switch (act.type) {
    case 'create':
      return store.create(code, { ...numbered(act.write, 0), corpora: named(act.write, name) });
    case 'append': {
      const after = eventsOf(life).length - act.staleAfter;
      const lines = { ...numbered(act.write, after), corpora: named(act.write, name) };
      return store.append(code, termOf(life) - act.staleTerm, after, lines);
    }
    case 'take':
      return store.take(code);
    case 'delete':
      return store.delete(code);
    case 'cache':
      return store.cache(code, act.key, act.bytes);
  }
}

const named = ({ corpora = [] }: Write, name: (code: string) => string) =>
  corpora.map(({ hash, text }) => ({ hash: name(hash), text }));

/** All at once, or one after the other; of each is checked whether it was accepted. */
async function run(
  store: ClassStore,
  acts: readonly Act[],
  name: (code: string) => string,
  atOnce: boolean,
  before: History = [],
): Promise<History> {
  const history = [...before];
  const asked: Promise<void>[] = [];
  for (const next of acts) {
    const isExpected = isAccepted(history, next);
    const done = perform(store, history, next, name);
    const check = Promise.resolve(done).then(
      () => {
        expect(isExpected || !['create', 'append'].includes(next.type)).toBe(true);
      },
      (error: unknown) => {
        expect(isExpected).toBe(false);
        expect(error).toBeInstanceOf(next.type === 'create' ? CodeTaken : Fenced);
      },
    );
    if (isExpected) history.push(next);
    asked.push(check);
    if (!atOnce) await check;
  }
  await Promise.all(asked);
  return history;
}

async function compare(store: ClassStore, history: History, name: (code: string) => string): Promise<void> {
  const held = new Set<string>();
  for (const code of CODES) {
    const life = lifeOf(history, code);
    for (const hash of corporaOf(life)) held.add(hash);
    const found = await store.read(name(code));
    expect(found && { ...found, rows: new Map(found.rows.map(({ id, value }) => [id, value])) }).toEqual(
      life.length === 0
        ? null
        : {
            term: termOf(life),
            events: eventsOf(life).map((event, index) => ({ ...event, seq: index + 1 })),
            rows: rowsOf(life),
          },
    );
    expect(await store.cached(name(code))).toEqual(cacheOf(life));
  }
  const listed = (await store.list()).map(({ code }) => code);
  const mine = CODES.map(name);
  const living = CODES.filter((code) => lifeOf(history, code).length > 0).map(name);
  expect(listed.filter((code) => mine.includes(code)).toSorted()).toEqual(living);
  for (const hash of ['x', 'y']) {
    expect(await store.corpus(name(hash))).toBe(held.has(hash) ? hash.repeat(9) : null);
  }
}

const newName = (): ((code: string) => string) => {
  const run = newCode();
  return (code) => `${run} ${code}`;
};

const acts = fc.array(act, { maxLength: 40 });

test.each([
  { name: 'memory', open: () => Promise.resolve(createMemoryStore()) },
  { name: 'SQLite', open: () => createSqliteStore(folder) },
])('ST3 ST4 ST5 ST6 $name: what is read is what was written, one by one and at once', async ({ open }) => {
  const store = await open();
  await fc.assert(
    fc.asyncProperty(acts, fc.boolean(), async (acts, atOnce) => {
      const name = newName();
      await compare(store, await run(store, acts, name, atOnce), name);
    }),
    { numRuns: 150 },
  );
  await store.close();
});

test('ST3 SQLite: what was written is there when the folder is opened again, and goes on', async () => {
  await fc.assert(
    fc.asyncProperty(acts, acts, async (before, after) => {
      const name = newName();
      const first = await createSqliteStore(folder);
      const history = await run(first, before, name, true);
      await first.close();
      const second = await createSqliteStore(folder);
      await compare(second, history, name);
      await compare(second, await run(second, after, name, true, history), name);
      await second.close();
    }),
    { numRuns: 6 },
  );
});
