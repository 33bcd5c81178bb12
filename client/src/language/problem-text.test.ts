import { expect, test } from 'vitest';
import { en } from './en/index.ts';
import { ko } from './ko/index.ts';
import { problemText, refusalText } from './problem-text.ts';

const refusal = { code: 'command', params: { path: 'learningRate', value: 99, reason: '<=10' } } as const;

test('PR6 a refusal is said in the viewer’s language', () => {
  expect(refusalText(refusal, en)).toBe(en.refusal.command(refusal.params));
  expect(refusalText(refusal, en)).toContain('99');
  expect(refusalText(refusal, ko)).toMatch(/99.*\p{Script=Hangul}/u);
});

test.each(['another-kind', 'toString', '__proto__'])(
  'PR6 a refusal that the page does not know, “%s”, is the server’s trouble',
  (code) => {
    const unknown = { code, params: {} } as unknown as typeof refusal;
    expect(refusalText(unknown, en)).toBe(en.refusal.internal({}));
  },
);

test('UI7 nothing sent is no refusal', () => {
  expect(problemText('no-connection', en)).toBe(en.driver.notSent);
  expect(problemText(refusal, en)).toBe(refusalText(refusal, en));
});

test('PR9 UI7 no answer yet is neither', () => {
  expect(problemText('no-answer', en)).toMatch(/^No answer yet\./);
  expect(problemText('no-answer', ko)).toMatch(/^아직 응답이 없습니다\./);
});
