import { Writable } from 'node:stream';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { createLogger, shortened } from './logging.ts';
import { randomSecret } from './secrets.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { refusalOf, startServer } from './transport/testing/server.ts';

/** What has been logged. */
function recorded() {
  let text = '';
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { logger: createLogger('trace', to), logged: () => text };
}

test('OB1 codes are shortened, secrets and tokens left out, wherever they stand', () => {
  const { logger, logged } = recorded();
  const secret = randomSecret();
  logger.error({ room: 'KQ7M-2PBB', err: new Error(`class KQ7M-2PBB by ${secret}`) }, 'a class');
  logger.warn({ host: 'x', more: { deep: [`kq7m-2p ${secret}`] } }, 'more');
  const [first, second] = logged()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(first).toMatchObject({ room: 'KQ…', err: { message: 'class KQ… by …' } });
  expect(second['more']).toEqual({ deep: ['kq… …'] });
  expect(shortened('KQ7M-2PBB')).toBe('KQ…');
});

test('OB1 of a class with everything that goes wrong in it, no secret, token or code is logged', async () => {
  const { logger, logged } = recorded();
  const store = createMemoryStore();
  const append = store.append.bind(store);
  let fails = false;
  store.append = (code, ...rest) =>
    fails ? Promise.reject(new Error(`disk full at ${code}`)) : append(code, ...rest);
  const server = await startServer({}, '/nowhere', systemClock, { logger, store, hostKey: 'k'.repeat(16) });
  const told = new Set<string>();
  try {
    const { code, secret } = await server.createRoom();
    for (const one of [code, secret]) told.add(one);
    const driver = await server.join({ room: code, secret, name: 'Kim' });
    const viewer = await server.join({ room: code, name: 'Lee' });
    for (const { welcomed } of [driver, viewer]) told.add((await welcomed).member.token);
    const guessed = randomSecret();
    told.add(guessed);
    const hello = { version: PROTOCOL_VERSION, room: code };
    expect((await refusalOf(server.url, { ...hello, secret: guessed }))?.code).toBe('bad-secret');
    await viewer.command({ type: 'contribute', contribution: { kind: 'question', text: 'Why?' } });
    await viewer.ask('command', { id: secret, command: secret });
    await fetch(`${server.url}/api/${secret}`, { headers: { host: 'evil.example' } });
    await fetch(`${server.url}/api/classes/mine`, { method: 'POST', body: `{"${secret}` });
    fails = true;
    await driver.command({ type: 'names', hidden: true });
    fails = false;
    const trainer = server.trainers.made[0];
    trainer.die();
    const next = randomSecret();
    told.add(next);
    const rotated = await fetch(`${server.url}/api/classes/secret`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, secret, next }),
    });
    expect(rotated.status).toBe(204);
    await server.app.rooms.delete(code);
  } finally {
    await server.close();
  }
  expect(logged()).toMatch(/disk full/);
  expect(logged()).toMatch(/a thread has ended: failed/);
  for (const one of told) expect(logged()).not.toContain(one);
  expect(logged()).not.toMatch(/Kim|Lee|Why/);
});
