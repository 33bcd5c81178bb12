import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { program } from '../program.ts';
import { corpora } from './corpora.ts';

/** Published files, beside the checkout; not at a user's. */
const published = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const folders: Readonly<Record<string, string>> = { wikigold: 'wikigold', 'wnut-17': 'wnut17' };
const present = existsSync(join(published, 'wikigold'));
if (!present) console.warn(`SKIPPED: no ${published}`);

const folder = mkdtempSync(join(tmpdir(), 'deltaboard-fetch-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
/** Serves a file as most servers do: the rest of it where a range is asked for. */
const whole: Answer = (request, response) => serve(request, response, Infinity);
let answer: Answer = whole;
const ranges: (string | undefined)[] = [];
const server = createServer((request, response) => {
  ranges.push(request.headers.range);
  answer(request, response);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());
afterEach(() => {
  answer = whole;
  ranges.length = 0;
});

function serve(request: IncomingMessage, response: ServerResponse, cutAfter: number): void {
  const bytes = readFileSync(join(published, request.url ?? ''));
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers = {
    'content-length': bytes.length - from,
    ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  };
  response.writeHead(from > 0 ? 206 : 200, headers);
  if (cutAfter === Infinity) response.end(bytes.subarray(from));
  else response.write(bytes.subarray(from, from + cutAfter), () => response.destroy());
}

async function fetched(name: string, dir: string): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const { port } = server.address() as AddressInfo;
  const from = `http://127.0.0.1:${port}/${folders[name]}/`;
  const code = await program(['fetch', name, '--dir', join(folder, dir), '--from', from, '--json'], {
    stdout: { write: (text: string) => void (out += text) },
    stderr: { write: (text: string) => void (err += text) },
  });
  return { code, out, err };
}
const file = (dir: string): string => join(folder, dir, 'wikigold.conll.txt');
const { bytes } = corpora['wikigold'].files[0];

describe.skipIf(!present)('PG9 fetch', () => {
  test.each(Object.keys(corpora))(
    '%s is fetched, with its licence, and a second time it is there',
    async (name) => {
      const first = await fetched(name, name);
      expect(first).toMatchObject({ code: 0, err: expect.stringContaining('CC-BY 4.0') as string });
      const { files } = corpora[name];
      for (const { name: one, bytes: length } of files) {
        expect(readFileSync(join(folder, name, one))).toHaveLength(length);
        expect(existsSync(join(folder, name, `${one}.part`))).toBe(false);
      }
      expect(first.out.match(/"how":"fetched"/g)).toHaveLength(files.length);
      ranges.length = 0;
      expect((await fetched(name, name)).out.match(/"how":"kept"/g)).toHaveLength(files.length);
      expect(ranges).toEqual([]);
    },
  );

  test('what is cut off goes on where it ended', async () => {
    answer = (request, response) => serve(request, response, 100_000);
    const cut = await fetched('wikigold', 'cut');
    expect(cut).toMatchObject({ code: 1, out: '' });
    expect(cut.err).toContain('the same command goes on from there');
    const kept = readFileSync(`${file('cut')}.part`).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(bytes);
    expect(existsSync(file('cut'))).toBe(false);
    answer = whole;
    expect(await fetched('wikigold', 'cut')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"how":"resumed"') as string,
    });
    expect(ranges).toEqual([undefined, `bytes=${kept}-`]);
    expect(readFileSync(file('cut'))).toEqual(readFileSync(join(published, 'wikigold/wikigold.conll.txt')));
  });

  test('a server that knows no ranges begins again', async () => {
    answer = (request, response) => serve(request, response, 50_000);
    await fetched('wikigold', 'rangeless');
    answer = (request, response) => {
      delete request.headers.range;
      whole(request, response);
    };
    expect((await fetched('wikigold', 'rangeless')).out).toContain('"how":"fetched"');
  });

  test('another file is never taken for the published one, and nothing of it stays', async () => {
    answer = (_, response) => response.end('a'.repeat(bytes));
    const { code, err } = await fetched('wikigold', 'other');
    expect([code, existsSync(file('other')), existsSync(`${file('other')}.part`)]).toEqual([1, false, false]);
    expect(err).toContain('is not the published file: SHA-256');
    writeFileSync(file('other'), 'mine');
    const mine = await fetched('wikigold', 'other');
    expect([mine.code, readFileSync(file('other'), 'utf8')]).toEqual([1, 'mine']);
    expect(mine.err).toContain('move it away');
  });

  test.each([
    [
      'a proxy that lets nothing through',
      (_, response) => response.writeHead(403).end(),
      'answers 403 Forbidden',
    ],
    ['a connection that is refused', (request) => request.socket.destroy(), 'cannot be reached'],
    [
      'a page in place of the file',
      (_, response) => response.end('<html>Blocked</html>'),
      'ended after 20 of',
    ],
  ] as readonly (readonly [string, Answer, string])[])('%s: what to do by hand', async (name, how, said) => {
    answer = how;
    const { code, err } = await fetched('wikigold', name.replaceAll(' ', '-'));
    expect(code).toBe(1);
    expect(err).toContain(said);
    expect(err).toContain('By hand: open http://127.0.0.1');
  });
});
