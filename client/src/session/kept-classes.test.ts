import { beforeEach, expect, test } from 'vitest';
import { forgetClasses, keepClass, keptClasses } from './kept-classes.ts';
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
