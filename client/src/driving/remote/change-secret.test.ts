import { beforeEach, expect, test } from 'vitest';
import { keepClass, keptClasses } from '../../session/kept-classes.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import { changeSecret } from './change-secret.ts';

beforeEach(() => {
  localStorage.clear();
  keepClass({ code: 'KQ7M-2P', secret: 'old' }, 1);
});

/** What is kept while the server is asked, and afterwards. */
async function changing(answer: Response | TypeError) {
  const { session } = new ScriptedRoom('KQ7M-2P', { secret: 'old' });
  const asked: unknown[] = [];
  let meanwhile: unknown;
  const problem = await changeSecret(session, (url, init) => {
    asked.push(url, JSON.parse(String(init?.body)));
    [meanwhile] = keptClasses();
    return answer instanceof TypeError ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return { session, asked, meanwhile, problem, after: keptClasses()[0] };
}

test('DR7 the new secret is drawn here, and kept before it is sent', async () => {
  const { session, asked, meanwhile, problem, after } = await changing(new Response(null, { status: 204 }));
  const [url, wanted] = asked as [string, { next: string }];
  expect(url).toBe('/api/classes/secret');
  expect(wanted).toEqual({ code: 'KQ7M-2P', secret: 'old', next: expect.stringMatching(/^[\w-]{22}$/) });
  expect(meanwhile).toMatchObject({ secret: 'old', next: wanted.next });
  expect(problem).toBeNull();
  expect(after.next).toBeUndefined();
  expect([after.secret, session.entry.secret]).toEqual([wanted.next, wanted.next]);
});

test('DR7 refused, the old one stays; without an answer both are kept', async () => {
  const refused = await changing(Response.json({ code: 'bad-secret', params: {} }, { status: 403 }));
  expect(refused.problem).toMatchObject({ code: 'bad-secret' });
  expect([refused.after.secret, refused.after.next, refused.session.entry.secret]).toEqual([
    'old',
    undefined,
    'old',
  ]);
  const lost = await changing(new TypeError('Failed to fetch'));
  expect(lost.problem).toBe('no-connection');
  expect([lost.after.secret, typeof lost.after.next]).toEqual(['old', 'string']);
});
