import { createHash } from 'node:crypto';
import { encodeCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import { randomVectors } from '@deltaboard/shared/dataset/vectors/random.ts';
import { wordCounts } from '@deltaboard/shared/dataset/vectors/wanted.ts';
import type { Library } from '@deltaboard/shared/protocol/library.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { randomSecret } from '../secrets.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { startServer } from '../transport/testing/server.ts';
import { UPLOAD_WAITS_MS } from './library.ts';

const store = createMemoryStore();
const clock = manualClock();
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => (server = await startServer({ uploads: 1000 }, '/nowhere', clock, { store })));
afterAll(() => server.close());

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A browser that keeps a secret of its own. */
function browser(owner = randomSecret()) {
  const ask = async (method: string, path: string, body?: object | Uint8Array) => {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${server.url}/api/library${path}`, {
      method,
      headers: {
        authorization: `Bearer ${owner}`,
        'content-type': isBytes ? 'application/octet-stream' : 'application/json',
      },
      body: isBytes ? new Uint8Array(body) : body ? JSON.stringify(body) : null,
    });
    const text = await response.text();
    return { status: response.status, answer: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  const begin = async (bytes: number, kind = 'text', key?: object) =>
    ask('POST', '/begin', { kind, name: 'mine', bytes, ...(key ?? (await server.createRoom())) });
  const upload = async (bytes: Uint8Array, kind = 'text', size = 5) => {
    const { id } = (await begin(bytes.length, kind)).answer as { readonly id: string };
    let last: Awaited<ReturnType<typeof ask>> | null = null;
    for (let at = 0; at < bytes.length; at += size)
      last = await ask('PUT', `/upload/${id}?at=${at}`, bytes.subarray(at, at + size));
    return last;
  };
  const entries = async () => ((await ask('GET', '')).answer as Library).entries;
  return { owner, ask, begin, upload, entries };
}

const text = Buffer.from('Paris\tB-LOC\n');

describe('DA1 what somebody brings', () => {
  test('comes in pieces, has the hash of its bytes, and is seen by its owner alone', async () => {
    const mine = browser();
    expect(await mine.upload(text)).toEqual({
      status: 200,
      answer: { received: text.length, hash: hashOf(text) },
    });
    expect(await mine.entries()).toMatchObject([
      { hash: hashOf(text), kind: 'text', name: 'mine', bytes: 12 },
    ]);
    expect(await browser().entries()).toEqual([]);
    const back = (by: string) =>
      fetch(`${server.url}/api/library/read`, {
        method: 'POST',
        headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
        body: JSON.stringify({ hash: hashOf(text) }),
      });
    expect(Buffer.from(await (await back(mine.owner)).arrayBuffer())).toEqual(text);
    expect((await back(randomSecret())).status).toBe(404);
  });

  test('only who leads a class begins an upload', async () => {
    const key = await server.createRoom();
    const wrong = { ...key, secret: randomSecret() };
    expect(await browser().begin(10, 'text', wrong)).toMatchObject({
      status: 403,
      answer: { code: 'bad-secret' },
    });
    expect((await browser().begin(10, 'text', key)).status).toBe(201);
    expect(await browser('short').ask('GET', '')).toMatchObject({ status: 403 });
  });

  test('a piece that comes again after a lost answer is not taken twice; nobody else adds to it', async () => {
    const mine = browser();
    const { id } = (await mine.begin(6)).answer as { readonly id: string };
    const put = (at: number, piece: string, by = mine) =>
      by.ask('PUT', `/upload/${id}?at=${at}`, Buffer.from(piece));
    expect((await put(0, 'abc')).answer).toEqual({ received: 3, hash: null });
    expect((await put(0, 'abc')).answer).toEqual({ received: 3, hash: null });
    expect((await put(3, 'defg')).answer).toEqual({ received: 3, hash: null });
    expect(await put(3, 'def', browser())).toMatchObject({ status: 404, answer: { code: 'no-upload' } });
    expect((await put(3, 'def')).answer).toEqual({ received: 6, hash: hashOf(Buffer.from('abcdef')) });
    expect(await put(3, 'def')).toMatchObject({ status: 404 });
  });

  test('an upload of which nothing comes any more is given up, with what was there of it', async () => {
    const mine = browser();
    const before = await store.dataBytes();
    const { id } = (await mine.begin(6)).answer as { readonly id: string };
    await mine.ask('PUT', `/upload/${id}?at=0`, Buffer.from('abc'));
    expect(await store.dataBytes()).toBe(before + 3);
    clock.pass(UPLOAD_WAITS_MS);
    await expect.poll(() => store.dataBytes()).toBe(before);
    expect(await mine.ask('PUT', `/upload/${id}?at=3`, Buffer.from('def'))).toMatchObject({ status: 404 });
  });

  test('VE4 vectors whose head does not fit their length are refused with their first piece', async () => {
    const cut = encodeCut(randomVectors(wordCounts([{ tokens: ['a', 'b', 'a', 'b'] }]), 3, 1));
    const mine = browser();
    expect((await mine.upload(cut, 'vectors', 64))?.answer).toMatchObject({ hash: hashOf(cut) });
    expect(await mine.entries()).toMatchObject([{ kind: 'vectors', dimensions: 3 }]);
    const { id } = (await mine.begin(cut.length + 4, 'vectors')).answer as { readonly id: string };
    expect(await mine.ask('PUT', `/upload/${id}?at=0`, cut)).toMatchObject({
      ...{ status: 400, answer: { code: 'vectors-damaged', params: { reason: 'length' } } },
    });
    expect(await mine.ask('PUT', `/upload/${id}?at=0`, cut)).toMatchObject({ status: 404 });
  });
});

describe('DA2, DA3, DA4 what its owner does with it', () => {
  test('it is given to a class, may be passed on, is deleted; by nobody else', async () => {
    const [mine, other] = [browser(), browser()];
    await mine.upload(text);
    const hash = hashOf(text);
    const { code } = await server.createRoom();
    for (const [path, body] of [
      ['/give', { hash, code }],
      ['/pass-on', { hash, isPassedOn: true }],
      ['/delete', { hash }],
    ] as const) {
      expect(await other.ask('POST', path, body)).toMatchObject({ status: 404, answer: { code: 'no-data' } });
      expect(await store.heldData(code, hash)).toBeNull();
    }
    expect((await mine.ask('POST', '/give', { hash, code: code.toLowerCase() })).status).toBe(204);
    expect(await store.heldData(code, hash)).toMatchObject({ isPassedOn: false });
    expect((await mine.ask('POST', '/pass-on', { hash, isPassedOn: true })).status).toBe(204);
    expect(await store.heldData(code, hash)).toMatchObject({ isPassedOn: true });
    expect((await mine.ask('POST', '/delete', { hash })).status).toBe(204);
    expect(await store.heldData(code, hash)).toBeNull();
    expect((await mine.ask('POST', '/delete', { hash })).status).toBe(404);
  });

  test('VE3 the words of the bundled corpus are for everybody', async () => {
    const response = await fetch(`${server.url}/api/library/words`);
    expect((await response.text()).split('\n')).toEqual(['the\t2', 'paris\t1']);
  });
});
