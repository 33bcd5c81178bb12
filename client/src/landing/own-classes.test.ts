import { beforeEach, expect, test } from 'vitest';
import { keepClass, keptClasses } from '../session/kept-classes.ts';
import { keptClass, ScriptedClasses } from '../testing/scripted-classes.ts';
import { OwnClasses } from './own-classes.svelte.ts';

beforeEach(() => {
  localStorage.clear();
  keepClass({ code: 'AAAA-11', secret: 'one' }, 1);
  keepClass({ code: 'BBBB-22', secret: 'two' }, 2);
});

const kept = () => keptClasses().map(({ code }) => code);

test('YC1 the server is asked for the classes of this browser; the one where something happened last comes first', async () => {
  const server = new ScriptedClasses([
    keptClass('BBBB-22', { last: 5 }),
    keptClass('AAAA-11', { last: 9, name: 'NLP, week 3' }),
  ]);
  const classes = new OwnClasses(server.ask);
  await classes.look();
  expect(server.posted).toEqual([
    {
      path: '/api/classes/mine',
      value: {
        classes: [
          { code: 'BBBB-22', secret: 'two' },
          { code: 'AAAA-11', secret: 'one' },
        ],
      },
    },
  ]);
  expect(classes.list?.map(({ code, secret, name }) => [code, secret, name])).toEqual([
    ['AAAA-11', 'one', 'NLP, week 3'],
    ['BBBB-22', 'two', null],
  ]);
});

test('YC1 what the server does not have is forgotten, but only when it has said so', async () => {
  const server = new ScriptedClasses([keptClass('AAAA-11')]);
  const { answer } = server;
  const classes = new OwnClasses(server.ask);
  server.answer = new TypeError('Failed to fetch');
  await classes.look();
  expect([classes.trouble, classes.list, kept()]).toEqual(['no-connection', null, ['BBBB-22', 'AAAA-11']]);
  server.answer = { status: 429, body: { code: 'too-many', params: { what: 'classes', limit: 5 } } };
  await classes.look();
  expect([classes.trouble, kept()]).toEqual([
    { code: 'too-many', params: { what: 'classes', limit: 5 } },
    ['BBBB-22', 'AAAA-11'],
  ]);
  server.answer = answer;
  await classes.look();
  expect([classes.trouble, kept()]).toEqual([null, ['AAAA-11']]);
  server.answer = { status: 200, body: { classes: [], unreadable: [] } };
  await classes.look();
  expect([classes.isEmpty, kept()]).toEqual([true, []]);
});

test('YC1 a class that the server has and cannot read is said, and not forgotten; the others are listed', async () => {
  const server = new ScriptedClasses([keptClass('AAAA-11')], ['BBBB-22']);
  const classes = new OwnClasses(server.ask);
  await classes.look();
  expect(classes.list?.map(({ code }) => code)).toEqual(['AAAA-11']);
  expect(classes.trouble).toEqual({ code: 'unreadable-room', params: { code: 'BBBB-22' } });
  expect(kept()).toEqual(['BBBB-22', 'AAAA-11']);
});

test('YC2 a class is renamed and deleted by its secret; what is refused changes nothing', async () => {
  const server = new ScriptedClasses([keptClass('AAAA-11', { last: 9 }), keptClass('BBBB-22')]);
  const classes = new OwnClasses(server.ask);
  await classes.look();
  const [first] = classes.list ?? [];
  server.answer = { status: 400, body: { code: 'command', params: { path: 'name' } } };
  expect(await classes.rename(first, 'x')).toEqual({ code: 'command', params: { path: 'name' } });
  expect(classes.list?.map(({ name }) => name)).toEqual([null, null]);

  server.answer = { status: 204 };
  expect(await classes.rename(first, 'Evening group')).toBeNull();
  expect(server.posted.at(-1)).toEqual({
    path: '/api/classes/rename',
    value: { code: first.code, secret: first.secret, name: 'Evening group' },
  });
  expect(classes.list?.map(({ name }) => name)).toContain('Evening group');
  expect(await classes.delete(first)).toBeNull();
  expect(server.posted.at(-1)).toEqual({
    path: '/api/classes/delete',
    value: { code: first.code, secret: first.secret },
  });
  expect(classes.list).toHaveLength(1);
  expect(kept()).not.toContain(first.code);
});

test('YC1 a browser without any class asks for nothing', async () => {
  localStorage.clear();
  const server = new ScriptedClasses([]);
  const classes = new OwnClasses(server.ask);
  await classes.look();
  expect([classes.list, server.posted]).toEqual([[], []]);
});
