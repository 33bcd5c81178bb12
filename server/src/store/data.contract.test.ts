/** What data-store.ts promises, of every store. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { createSqliteStore } from './sqlite-store.ts';
import type { ClassStore } from './store.ts';
import { newCode, write } from './testing/writes.ts';

const folder = mkdtempSync(join(tmpdir(), 'deltaboard-data-'));
const reopened = mkdtempSync(join(tmpdir(), 'deltaboard-data-'));
afterAll(() => {
  for (const one of [folder, reopened]) rmSync(one, { recursive: true, force: true });
});

let last = 0;
const newOwner = (): string => `owner ${++last}`;

describe.each([
  { name: 'memory', open: () => Promise.resolve(createMemoryStore()) },
  { name: 'SQLite', open: () => createSqliteStore(folder) },
])('a store: $name', ({ open }) => {
  let store: ClassStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  async function kept(
    owner: string,
    hash: string,
    pieces: readonly string[],
    name = 'a name',
  ): Promise<number> {
    const data = await store.beginData(owner, 'text', name);
    for (const [k, piece] of pieces.entries()) await store.addPiece(data, k, Buffer.from(piece));
    await store.endData(data, { hash, bytes: pieces.join('').length, dimensions: null, at: 7 });
    return data;
  }
  async function aClass(): Promise<string> {
    const code = newCode();
    await store.create(code, write(1));
    return code;
  }

  test('DA1 what an owner keeps is listed for that owner, whole and under its name, and for nobody else', async () => {
    const [owner, other] = [newOwner(), newOwner()];
    await kept(owner, 'h1', ['one', 'two'], 'Bücher\u0000 of mine');
    await kept(owner, 'h2', ['three']);
    const common = { kind: 'text', dimensions: null, at: 7, isPassedOn: false };
    expect(await store.ownData(owner)).toEqual([
      { hash: 'h1', name: 'Bücher\u0000 of mine', bytes: 6, ...common },
      { hash: 'h2', name: 'a name', bytes: 5, ...common },
    ]);
    expect(await store.ownData(other)).toEqual([]);
  });

  test('DA1 what has only begun is nobody’s, and counts; of the same again the older one stays', async () => {
    const owner = newOwner();
    const before = await store.dataBytes();
    const begun = await store.beginData(owner, 'vectors', 'v');
    await store.addPiece(begun, 0, Buffer.from('1234'));
    expect(await store.ownData(owner)).toEqual([]);
    expect(await store.dataBytes()).toBe(before + 4);
    await store.dropData(begun);
    expect(await store.dataBytes()).toBe(before);
    await expect(store.endData(begun, { hash: 'h', bytes: 4, dimensions: 3, at: 1 })).rejects.toThrow(
      'has begun',
    );
    await kept(owner, 'h', ['12'], 'first');
    await kept(owner, 'h', ['12'], 'second');
    expect((await store.ownData(owner)).map(({ name }) => name)).toEqual(['first']);
  });

  test('DA2 a class reads what its owner has given it, piece by piece, and no other class does', async () => {
    const [owner, code, other] = [newOwner(), await aClass(), await aClass()];
    const data = await kept(owner, 'hx', ['one', 'two']);
    expect(await store.heldData(code, 'hx')).toBeNull();
    expect(await store.giveData(newOwner(), 'hx', code)).toBe(false);
    expect(await store.giveData(owner, 'none', code)).toBe(false);
    expect(await store.giveData(owner, 'hx', 'none')).toBe(false);
    expect(await store.heldData(code, 'hx')).toBeNull();
    expect(await store.giveData(owner, 'hx', code)).toBe(true);
    expect(await store.giveData(owner, 'hx', code)).toBe(true);
    const held = { data, kind: 'text', bytes: 6, isPassedOn: false, pieces: 2 };
    expect(await store.heldData(code, 'hx')).toEqual(held);
    expect(await store.heldData(other, 'hx')).toBeNull();
    const text = await Promise.all([0, 1, 2].map((piece) => store.dataPiece(data, piece)));
    expect(text.map((bytes) => bytes && Buffer.from(bytes).toString())).toEqual(['one', 'two', null]);
    await store.delete(code);
    expect(await store.heldData(code, 'hx')).toBeNull();
    expect(await store.ownData(owner)).toHaveLength(1);
  });

  test('DA4 whether it may be passed on is its owner’s to say; at first it may not', async () => {
    const owner = newOwner();
    await kept(owner, 'h', ['1']);
    expect(await store.passData(newOwner(), 'h', true)).toBe(false);
    expect(await store.passData(owner, 'h', true)).toBe(true);
    expect((await store.ownData(owner))[0].isPassedOn).toBe(true);
    expect(await store.passData(owner, 'h', false)).toBe(true);
    expect((await store.ownData(owner))[0].isPassedOn).toBe(false);
  });

  test('DA4 what may be passed on any class has that names it, and keeps it; nothing else', async () => {
    const [owner, code, later] = [newOwner(), await aClass(), await aClass()];
    await kept(owner, 'hp', ['1']);
    await store.claimData(code, 'hp');
    expect(await store.heldData(code, 'hp')).toBeNull();
    await store.passData(owner, 'hp', true);
    await store.claimData(code, 'hp');
    await store.claimData('none', 'hp');
    await store.passData(owner, 'hp', false);
    await store.claimData(later, 'hp');
    expect(await store.heldData(code, 'hp')).toMatchObject({ kind: 'text', bytes: 1 });
    expect(await store.heldData(later, 'hp')).toBeNull();
    expect(await store.deleteData(owner, 'hp')).toEqual([code]);
  });

  test('DA3 deleted, it is gone for its owner and every class, with what is cached of these classes', async () => {
    const [owner, had, hadNot] = [newOwner(), await aClass(), await aClass()];
    const data = await kept(owner, 'h', ['secret']);
    await store.giveData(owner, 'h', had);
    for (const code of [had, hadNot]) await store.cache(code, 'run', Buffer.from('made of it'));
    expect(await store.deleteData(newOwner(), 'h')).toBeNull();
    expect(await store.deleteData(owner, 'h')).toEqual([had]);
    expect(await store.deleteData(owner, 'h')).toBeNull();
    expect(await store.ownData(owner)).toEqual([]);
    expect(await store.heldData(had, 'h')).toBeNull();
    expect(await store.dataPiece(data, 0)).toBeNull();
    expect((await store.cached(had)).size).toBe(0);
    expect((await store.cached(hadNot)).size).toBe(1);
    expect(await store.read(had)).not.toBeNull();
  });
});

describe('on disk', () => {
  const inFiles = (text: string): boolean =>
    readdirSync(reopened).some((file) => readFileSync(join(reopened, file)).includes(text));

  test('DA3 what was deleted is in no byte of any file, neither its pieces nor its name; what had only begun goes when it is opened again', async () => {
    const store = await createSqliteStore(reopened);
    const owner = newOwner();
    const piece = (k: number): Buffer => Buffer.from(`${String(k)}`.repeat(50) + 'ERASE-ME'.repeat(20_000));
    const data = await store.beginData(owner, 'text', 'NAME-OF-IT');
    for (let k = 0; k < 3; k++) await store.addPiece(data, k, piece(k));
    await store.endData(data, { hash: 'h', bytes: 3, dimensions: 3, at: 1 });
    const begun = await store.beginData(owner, 'text', 'BEGUN-ONLY');
    await store.addPiece(begun, 0, piece(9));
    expect(inFiles('NAME-OF-IT')).toBe(true);
    expect(await store.deleteData(owner, 'h')).toEqual([]);
    await store.settled();
    expect(inFiles('NAME-OF-IT')).toBe(false);
    expect(inFiles('1'.repeat(50))).toBe(false);
    await store.close();

    const again = await createSqliteStore(reopened);
    expect(await again.dataBytes()).toBe(0);
    await again.settled();
    expect(inFiles('BEGUN-ONLY')).toBe(false);
    expect(inFiles('ERASE-ME')).toBe(false);
    await again.close();
  });
});
