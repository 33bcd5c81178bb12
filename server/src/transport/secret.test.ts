import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomSecret } from '../secrets.ts';
import { refusalOf, startServer, type Client } from './testing/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => (server = await startServer()));
afterAll(() => server.close());

const ask = async (key: object): Promise<unknown> => {
  const response = await fetch(`${server.url}/api/classes/secret`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(key),
  });
  return response.status === 204 ? 204 : [response.status, ((await response.json()) as RefusalData).code];
};

/** What a connection is sent away with. */
const dismissal = ({ socket }: Client): Promise<RefusalData> =>
  new Promise((resolve) => socket.once('dismissed', resolve));

describe('DR7 the secret of a class changes', () => {
  test('open connections of instructors are told, the others stay; the old secret and its devices are refused', async () => {
    const { code, secret } = await server.createRoom();
    const first = await server.join({ room: code, secret });
    const { member } = await first.welcomed;
    const phone = await server.join({ room: code, secret, as: member.id });
    const guesser = await server.join({ room: code, secret });
    const student = await server.join({ room: code });
    const { member: seen } = await guesser.welcomed;
    const told = Promise.all([first, phone, guesser].map(dismissal));
    const next = randomSecret();
    expect(await ask({ code, secret, next })).toBe(204);
    expect(await told).toEqual([1, 2, 3].map(() => ({ code: 'secret-changed', params: {} })));
    expect(student.socket.connected).toBe(true);

    // The same member with another device's token, or with the old secret, is nobody to the class.
    const hello = { version: PROTOCOL_VERSION, room: code };
    expect((await refusalOf(server.url, { ...hello, secret }))?.code).toBe('bad-secret');
    const back = await server.join({ room: code, member: seen });
    expect((await back.welcomed).member).toMatchObject({ instructor: false });

    const instructor = await server.join({ room: code, secret: next, member, as: member.id });
    const welcome = await instructor.welcomed;
    expect(welcome.member).toMatchObject({ id: member.id, instructor: true });
    expect(welcome.member.token).not.toBe(member.token);
    expect(instructor.view().state.driver).toBe(member.id);
    expect(await instructor.command({ type: 'lock', locked: true })).toEqual({ ok: true });
  });

  test('asked again it is done already; with a wrong secret nothing happens; of two at once one is late', async () => {
    const { code, secret } = await server.createRoom();
    const [next, other] = [randomSecret(), randomSecret()];
    expect(await ask({ code, secret: 'guessed', next })).toEqual([403, 'bad-secret']);
    expect(await Promise.all([ask({ code, secret, next }), ask({ code, secret, next: other })])).toEqual(
      expect.arrayContaining([204, [403, 'bad-secret']]),
    );
    const held = (await ask({ code, secret: next, next })) === 204 ? next : other;
    expect(await ask({ code, secret, next: held })).toBe(204);
  });

  test.each(['', 'short', 'x'.repeat(23), 'x'.repeat(21) + '!'])('PR4 “%s” is no secret', async (next) => {
    const { code, secret } = await server.createRoom();
    expect(await ask({ code, secret, next })).toEqual([400, 'command']);
    await server.app.rooms.close(code);
  });

  test('a class that sleeps wakes with the new one', async () => {
    const { code, secret } = await server.createRoom();
    await server.app.rooms.close(code);
    const next = randomSecret();
    expect(await ask({ code, secret, next })).toBe(204);
    await server.app.rooms.close(code);
    const instructor = await server.join({ room: code, secret: next });
    expect((await instructor.welcomed).member.instructor).toBe(true);
  });
});
