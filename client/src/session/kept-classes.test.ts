import { beforeEach, expect, test } from 'vitest';
import {
  addressed,
  clearAddress,
  forgetClasses,
  keepClass,
  keepNext,
  keptClasses,
  nextSecret,
  withKept,
} from './kept-classes.ts';
import { remember } from '../browser/storage.ts';

beforeEach(() => localStorage.clear());

const codes = () => keptClasses().map(({ code }) => code);

test('YC1 a browser remembers the classes whose secret it holds, the newest first, each once', () => {
  keepClass({ code: 'AAAA-11', secret: 'one' }, 1);
  keepClass({ code: 'BBBB-22', secret: 'two' }, 2);
  expect(codes()).toEqual(['BBBB-22', 'AAAA-11']);
  keepClass({ code: 'AAAA-11', secret: 'another' }, 3);
  expect(keptClasses()).toEqual([
    { code: 'AAAA-11', secret: 'another', at: 3 },
    { code: 'BBBB-22', secret: 'two', at: 2 },
  ]);
  forgetClasses(['AAAA-11']);
  expect(codes()).toEqual(['BBBB-22']);
});

test('YC1 at most 50 of them: the one that was used least lately goes', () => {
  for (let at = 0; at < 51; at++) keepClass({ code: `C${at}`, secret: 's' }, at);
  expect(keptClasses()).toHaveLength(50);
  expect(codes()).not.toContain('C0');
});

test.each(['{', '7', '[null, 3, {"code": "AAAA-11"}]'])('YC1 what is not readable is nothing: %s', (text) => {
  remember('classes', text);
  expect(keptClasses()).toEqual([]);
});

const entry = { code: 'AAAA-11', secret: null, as: null, screen: false, embed: false, presenter: false };

test('DR5 an address without a secret is as one with it where the secret is kept; a projector’s is not', () => {
  expect(withKept(entry)).toEqual(entry);
  keepClass({ code: 'AAAA-11', secret: 'one' });
  expect(withKept(entry)).toEqual({ ...entry, secret: 'one' });
  expect(withKept({ ...entry, secret: 'shown' }).secret).toBe('shown');
  expect(withKept({ ...entry, screen: true }).secret).toBeNull();
  expect(withKept({ ...entry, code: 'BBBB-22' }).secret).toBeNull();
});

test('DR5 an address for this browser carries no secret that is kept', () => {
  expect(addressed('AAAA-11', 'one')).toBe('one');
  keepClass({ code: 'AAAA-11', secret: 'one' });
  expect([addressed('AAAA-11', 'one'), addressed('AAAA-11', 'two')]).toEqual([null, 'two']);
});

test('DR5 the address bar loses the secret once it is kept, and only then; going back does not bring it', () => {
  history.replaceState('state', '', '/r/AAAA-11?presenter#one~me');
  const steps = history.length;
  clearAddress('AAAA-11', 'one');
  expect(location.href).toContain('/r/AAAA-11?presenter#one~me');
  keepClass({ code: 'AAAA-11', secret: 'one' });
  clearAddress('AAAA-11', 'one');
  expect([location.pathname + location.search + location.hash, history.state, history.length]).toEqual([
    '/r/AAAA-11?presenter',
    'state',
    steps,
  ]);
  history.replaceState(null, '', '/');
});

test('DR7 a kept secret that is refused gives way to the one that was asked for in its place, or is forgotten', () => {
  keepClass({ code: 'AAAA-11', secret: 'one' }, 1);
  keepNext('AAAA-11', 'two');
  expect(withKept(entry).secret).toBe('one');
  expect(nextSecret('AAAA-11', 'guessed')).toBeNull();
  expect(nextSecret('AAAA-11', 'one')).toBe('two');
  expect(withKept(entry).secret).toBe('two');
  expect(nextSecret('AAAA-11', 'two')).toBeNull();
  expect(keptClasses()).toEqual([]);
});
