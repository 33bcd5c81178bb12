/** What store.ts promises, of every store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { createSqliteStore } from './sqlite-store.ts';
import { CodeTaken, Fenced, type ClassStore } from './store.ts';
import { event, events, newCode, write } from './testing/writes.ts';

const folder = mkdtempSync(join(tmpdir(), 'deltaboard-contract-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  { name: 'memory', open: () => Promise.resolve(createMemoryStore()) },
  { name: 'SQLite', open: () => createSqliteStore(folder) },
])('a store: $name', ({ open }) => {
  let store: ClassStore;
  beforeAll(async () => {
    store = await open();
  });
  // The last test closes it; a store is closed as often as one likes.
  afterAll(() => store.close());

  /** A class of so many events under term 1. */
  async function created(count = 1): Promise<string> {
    const code = newCode();
    await store.create(code, write(count));
    return code;
  }

  describe('ST4 what is read is what was written', () => {
    test('a new class has term 1, and its events in order', async () => {
      const code = await created(3);
      expect(await store.read(code)).toEqual({ term: 1, events: events(3), rows: [] });
    });

    test('a class without events has none', async () => {
      const code = newCode();
      await store.create(code, { events: [] });
      expect(await store.read(code)).toEqual({ term: 1, events: [], rows: [] });
      await store.append(code, 1, 0, write(1));
      expect((await store.read(code))?.events).toEqual(events(1));
    });

    test('no class, null', async () => {
      expect(await store.read('none')).toBeNull();
      expect(await store.take('none')).toBeNull();
      expect(await store.corpus('none')).toBeNull();
      expect(await store.cached('none')).toEqual(new Map());
    });

    test('appended events stand behind those before, also of a long class', async () => {
      const code = await created(1);
      for (let after = 1; after < 3600; after += 1200) await store.append(code, 1, after, write(1200, after));
      expect((await store.read(code))?.events).toEqual(events(3601));
    });

    test.each([
      ['no characters', ''],
      ['a NUL', 'a\u0000b'],
      ['half a surrogate pair', 'a\ud800b'],
      ['quotes and backslashes', `"'\\"\\\\'`],
      ['other scripts', '학습 Δθ 🙂'],
    ])('a text of %s comes back whole, wherever it stands', async (_, text) => {
      const code = `${newCode()} ${text}`;
      const written = { ...event(1, { [text]: text }), by: text, command: text };
      const rows = [{ id: text, value: text }];
      const corpus = { hash: code, text };
      await store.create(code, { events: [written], rows, corpora: [corpus] });
      await store.cache(code, text, new Uint8Array([1]));
      expect(await store.read(code)).toEqual({ term: 1, events: [written], rows });
      expect(await store.corpus(code)).toBe(text);
      expect(await store.cached(code)).toEqual(new Map([[text, new Uint8Array([1])]]));
      expect((await store.list()).map((entry) => entry.code)).toContain(code);
    });

    test('what is changed after it was written, or after it was read, is not what is kept', async () => {
      const code = newCode();
      const fact = { list: [1, 2] };
      const bytes = new Uint8Array([1, 2]);
      const creating = store.create(code, { events: [event(1, fact)], rows: [{ id: 'row', value: fact }] });
      const caching = store.cache(code, 'key', bytes);
      fact.list.push(3);
      bytes[0] = 9;
      await Promise.all([creating, caching]);
      for (let time = 0; time < 2; time++) {
        const found = await store.read(code);
        const [kept, row] = [found?.events[0].fact, found?.rows[0].value] as [typeof fact, typeof fact];
        expect([kept, row]).toEqual([{ list: [1, 2] }, { list: [1, 2] }]);
        kept.list.push(4);
        row.list.push(4);
        const cached = (await store.cached(code)).get('key');
        expect(cached).toEqual(new Uint8Array([1, 2]));
        cached?.fill(7);
      }
    });

    test('rows are kept by id; what comes again under an id replaces it', async () => {
      const code = newCode();
      await store.create(
        code,
        write(1, 0, {
          rows: [
            { id: 'a', value: 1 },
            { id: 'b', value: [2] },
          ],
        }),
      );
      await store.append(code, 1, 1, { events: [], rows: [{ id: 'a', value: { x: 3 } }] });
      const rows = (await store.read(code))?.rows ?? [];
      expect(new Map(rows.map(({ id, value }) => [id, value]))).toEqual(
        new Map<string, unknown>([
          ['a', { x: 3 }],
          ['b', [2]],
        ]),
      );
    });

    test('rows go when they are erased, also by the write that brings them; unknown ones are none', async () => {
      const code = newCode();
      await store.create(
        code,
        write(1, 0, {
          rows: [
            { id: 'a', value: 1 },
            { id: 'b', value: 2 },
          ],
        }),
      );
      await store.append(code, 1, 1, {
        events: [event(2)],
        rows: [{ id: 'c', value: 3 }],
        erased: ['a', 'c', 'unknown'],
      });
      expect((await store.read(code))?.rows).toEqual([{ id: 'b', value: 2 }]);
    });
  });

  describe('ST5 who has the class', () => {
    test('whoever takes it has the next term; reading it changes nothing', async () => {
      const code = await created();
      expect((await store.take(code))?.term).toBe(2);
      expect((await store.read(code))?.term).toBe(2);
      expect(await store.take(code)).toEqual({ term: 3, events: events(1), rows: [] });
      expect((await store.read(code))?.term).toBe(3);
    });

    test('an older term is refused, and nothing of its write is kept', async () => {
      const code = await created();
      await store.take(code);
      const late = store.append(code, 1, 1, write(1, 1, { rows: [{ id: 'a', value: 1 }] }));
      await expect(late).rejects.toThrow(Fenced);
      await expect(late).rejects.toThrow('taken under term 2, not 1');
      expect(await store.read(code)).toEqual({ term: 2, events: events(1), rows: [] });
      await store.append(code, 2, 1, write(1, 1));
      expect((await store.read(code))?.events).toEqual(events(2));
    });

    test('a term that nobody has been given is refused', async () => {
      const code = await created();
      await expect(store.append(code, 2, 1, write(1, 1))).rejects.toThrow(Fenced);
    });

    test.each([0, 1, 3])('of two events, behind event %i is refused', async (after) => {
      const code = await created(2);
      await expect(store.append(code, 1, after, write(1, after))).rejects.toThrow(Fenced);
      await expect(store.append(code, 1, after, write(0))).rejects.toThrow(Fenced);
      expect((await store.read(code))?.events).toEqual(events(2));
    });

    test('the second of two that write behind the same event is refused', async () => {
      const code = await created();
      const settled = await Promise.allSettled([
        store.append(code, 1, 1, write(1, 1)),
        store.append(code, 1, 1, write(2, 1)),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      expect((await store.read(code))?.events).toEqual(events(2));
    });

    test('a class that is not there, or no more, is nobody’s', async () => {
      await expect(store.append('none', 1, 0, write(1))).rejects.toThrow(Fenced);
      const code = await created();
      await store.delete(code);
      await expect(store.append(code, 1, 1, write(1, 1))).rejects.toThrow(Fenced);
    });
  });

  describe('ST3 all or none, in order', () => {
    test('events that do not follow each other are refused, with all that came with them', async () => {
      const code = await created();
      const rows = [{ id: 'a', value: 1 }];
      await expect(store.append(code, 1, 1, { events: [event(2), event(4)], rows })).rejects.toThrow(
        'event 4 cannot follow event 2',
      );
      await expect(store.append(code, 1, 1, { events: [event(1)], rows })).rejects.not.toThrow(Fenced);
      expect(await store.read(code)).toEqual({ term: 1, events: events(1), rows: [] });
      await expect(store.create(newCode(), { events: [event(2)] })).rejects.toThrow('cannot follow');
    });

    test('what has no JSON is refused, with all that came with it', async () => {
      const code = await created();
      await expect(store.append(code, 1, 1, { events: [event(2), event(3, 1n)] })).rejects.toThrow();
      for (const at of [NaN, Infinity]) {
        const timeless = store.append(code, 1, 1, { events: [{ ...event(2), at }] });
        await expect(timeless).rejects.toThrow('of event 2 are whole numbers');
      }
      const rows = [{ id: 'a', value: undefined }];
      await expect(store.append(code, 1, 1, { events: [event(2)], rows })).rejects.toThrow(
        'row a has no JSON',
      );
      expect(await store.read(code)).toEqual({ term: 1, events: events(1), rows: [] });
    });

    test('calls are done in the order in which they are made, without waiting for one another', async () => {
      const code = newCode();
      const [, before, , after, taken, , late, deleted, gone] = await Promise.allSettled([
        store.create(code, write(1)),
        store.read(code),
        store.append(code, 1, 1, write(1, 1)),
        store.read(code),
        store.take(code),
        store.append(code, 2, 2, write(1, 2)),
        store.append(code, 1, 3, write(1, 3)),
        store.delete(code),
        store.read(code),
      ]);
      expect(before).toMatchObject({ value: { term: 1, events: events(1) } });
      expect(after).toMatchObject({ value: { term: 1, events: events(2) } });
      expect(taken).toMatchObject({ value: { term: 2, events: events(2) } });
      expect(late.status).toBe('rejected');
      expect([deleted.status, gone]).toMatchObject(['fulfilled', { value: null }]);
    });

    test('two hundred classes append at once, and each has its own; one of them that is refused is alone', async () => {
      const codes = await Promise.all(Array.from({ length: 200 }, () => created()));
      await store.take(codes[100]);
      const settled = await Promise.allSettled(codes.map((code) => store.append(code, 1, 1, write(2, 1))));
      expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      expect(settled[100].status).toBe('rejected');
      const found = await Promise.all(codes.map((code) => store.read(code)));
      found.forEach((one, index) => {
        expect(one?.events).toEqual(events(index === 100 ? 1 : 3));
      });
    });

    test('a chain of appends to one class needs no waiting', async () => {
      const code = await created();
      await Promise.all(
        events(200, 1).map((next) => store.append(code, 1, next.seq - 1, { events: [next] })),
      );
      expect((await store.read(code))?.events).toEqual(events(201));
    });
  });

  describe('ST6 classes by code', () => {
    test('a code is taken once', async () => {
      const code = await created(2);
      await expect(store.create(code, write(1))).rejects.toThrow(CodeTaken);
      expect((await store.read(code))?.events).toEqual(events(2));
      const other = newCode();
      const both = await Promise.allSettled([store.create(other, write(1)), store.create(other, write(1))]);
      expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    });

    test('every class is listed, with the number of its events and the time of the first and the last', async () => {
      const [long, empty] = [await created(3), newCode()];
      await store.create(empty, { events: [] });
      const listed = (await store.list()).filter(({ code }) => code === long || code === empty);
      expect(listed).toEqual([
        { code: long, events: 3, created: event(1).at, last: event(3).at, visited: 0, asleep: false },
        { code: empty, events: 0, created: 0, last: 0, visited: 0, asleep: false },
      ]);
    });

    test('ST15 when somebody last came is noted beside the log, by anybody, and goes with the class', async () => {
      const code = await created(1);
      const before = await store.read(code);
      await store.visit(code, 7);
      await store.visit(code, 5);
      expect(await store.visited(code)).toBe(5);
      expect((await store.list()).find((one) => one.code === code)).toMatchObject({ visited: 5 });
      expect(await store.read(code)).toEqual(before);
      await store.append(code, 1, 1, write(1, 1));
      await store.delete(code);
      await store.visit(code, 9);
      await store.create(code, write(1));
      expect(await store.visited(code)).toBe(0);
      expect(await store.visited(newCode())).toBe(0);
    });

    test('ST15 that it was put to sleep is noted beside the log, until it is taken again', async () => {
      const code = await created(1);
      const isAsleep = async () => (await store.list()).find((one) => one.code === code)?.asleep;
      expect(await isAsleep()).toBe(false);
      await store.sleep(code);
      await store.read(code);
      expect(await isAsleep()).toBe(true);
      await store.take(code);
      expect(await isAsleep()).toBe(false);
      await store.sleep(newCode());
    });

    test('a class is deleted with everything, and its code can be used anew', async () => {
      const code = newCode();
      await store.create(code, write(2, 0, { rows: [{ id: 'a', value: 1 }] }));
      await store.cache(code, 'key', new Uint8Array([1]));
      await store.take(code);
      await store.delete(code);
      await store.delete(code);
      expect(await store.read(code)).toBeNull();
      expect((await store.list()).map((entry) => entry.code)).not.toContain(code);
      await store.create(code, write(1));
      expect(await store.read(code)).toEqual({ term: 1, events: events(1), rows: [] });
      expect(await store.cached(code)).toEqual(new Map());
    });
  });

  describe('ST7 corpora', () => {
    test('a corpus is there as long as a class has it', async () => {
      const [first, second] = [newCode(), newCode()];
      const corpora = [{ hash: `hash of ${first}`, text: 'Paris\tLOC\n' }];
      await store.create(first, write(1, 0, { corpora }));
      await store.create(second, write(1));
      await store.append(second, 1, 1, { events: [], corpora });
      await store.append(second, 1, 1, { events: [], corpora });
      await store.delete(first);
      expect(await store.corpus(corpora[0].hash)).toBe('Paris\tLOC\n');
      await store.delete(second);
      expect(await store.corpus(corpora[0].hash)).toBeNull();
    });

    test('of a write that is refused none is kept', async () => {
      const code = await created();
      const corpora = [{ hash: `hash of ${code}`, text: 'Paris' }];
      await expect(store.append(code, 7, 1, write(1, 1, { corpora }))).rejects.toThrow(Fenced);
      await expect(store.create(code, write(1, 0, { corpora }))).rejects.toThrow(CodeTaken);
      expect(await store.corpus(corpora[0].hash)).toBeNull();
    });
  });

  describe('ST8 the cache', () => {
    test('is kept by class and key, replaced whole, and dropped by null', async () => {
      const [code, other] = [await created(), await created()];
      const big = new Uint8Array(100_000).fill(3);
      await store.cache(code, 'a', new Uint8Array([1, 2, 3]));
      await store.cache(code, 'a', big.subarray(5));
      await store.cache(code, 'b', new Uint8Array());
      await store.cache(other, 'a', new Uint8Array([4]));
      await store.cache(code, 'never', null);
      expect(await store.cached(code)).toEqual(
        new Map([
          ['a', big.slice(5)],
          ['b', new Uint8Array()],
        ]),
      );
      await store.cache(code, 'a', null);
      expect([...(await store.cached(code)).keys()]).toEqual(['b']);
      expect(await store.cached(other)).toEqual(new Map([['a', new Uint8Array([4])]]));
    });

    test('of a class that is not there nothing is kept', async () => {
      const code = newCode();
      await store.cache(code, 'a', new Uint8Array([1]));
      await store.create(code, write(1));
      expect(await store.cached(code)).toEqual(new Map());
    });
  });

  test('ST14 close answers everything that was asked, and then nothing more', async () => {
    const code = await created();
    const asked = events(50, 1).map((next) => store.append(code, 1, next.seq - 1, { events: [next] }));
    const [, , ...answers] = await Promise.all(
      [store.close(), store.close(), store.read(code), ...asked].map((one) =>
        Promise.resolve(one).then(
          () => 'answered',
          (error: unknown) => String(error),
        ),
      ),
    );
    expect(answers[0]).toContain('the store is closed');
    expect(answers.slice(1)).toEqual(asked.map(() => 'answered'));
    await expect(store.list()).rejects.toThrow('the store is closed');
  });
});
