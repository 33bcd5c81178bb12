/** The short form of `npm run malformed`: by counts, and not by times. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@deltaboard/shared/random.ts';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../server/src/transport/testing/server.ts';
import { wrongBytes, wrongValue } from './mutations.ts';
import { createSending } from './run.ts';
import { kinds } from './surface.ts';
import { inProcess } from './surfaces/decoders.ts';
import { overSockets } from './surfaces/surfaces.ts';

const SEED = 20261126;

test('MF1 whatever comes over sockets and HTTP has an answer in its form, or a code with which the connection ends; the class goes on', async () => {
  // A page that has been built, as it is where there is one to ask for.
  const client = await mkdtemp(join(tmpdir(), 'deltaboard-page-'));
  onTestFinished(() => rm(client, { recursive: true }));
  await mkdir(join(client, 'r'));
  for (const page of ['index.html', 'r/index.html']) await writeFile(join(client, page), '<!doctype html>');
  const server = await startServer({}, client);
  onTestFinished(() => server.close());
  const { code, secret } = await server.createRoom();
  const driver = await server.join({ room: code, secret });
  const sending = createSending(overSockets, { port: Number(new URL(server.url).port), code, secret }, SEED);
  const { sent, answers, untyped, examples } = await sending.send(1200);
  sending.close();
  expect(examples).toEqual([]);
  expect(untyped).toBe(0);
  for (const { name } of overSockets) {
    expect(Object.keys(sent[name]).toSorted()).toEqual(kinds.toSorted());
    // More than one kind of answer: they are told apart.
    expect(Object.keys(answers[name]).length).toBeGreaterThan(2);
  }
  expect(await driver.command({ type: 'lock', locked: true })).toMatchObject({ ok: true });
});

test('MF3 whatever any decoder is given is a value, or the error that it is documented to throw', async () => {
  const sending = createSending([inProcess], { port: 0, code: '', secret: '' }, SEED);
  const { untyped, examples } = await sending.send(1500);
  expect(examples).toEqual([]);
  expect(untyped).toBe(0);
});

test('MF4 the same seed sends the same', () => {
  const made = (seed: number): string => {
    const random = createRandom(seed);
    return kinds
      .flatMap((kind) => [
        wrongBytes(kind, Buffer.from('0123456789'), random).toString('hex'),
        JSON.stringify(wrongValue(kind, { a: [1, 2, { b: 'c' }] }, random)),
      ])
      .join(' ');
  };
  expect(made(1)).toBe(made(1));
  expect(made(1)).not.toBe(made(2));
});
