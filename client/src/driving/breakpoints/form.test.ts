import { Refusal } from '@deltaboard/shared/refusal.ts';
import { expect, test } from 'vitest';
import { areSame } from '@deltaboard/shared/training/breakpoint.ts';
import { breakpointOf, kinds, openingValue, typedOf, valueName } from './form.ts';

test('RN11 every kind is made from what is typed, and typed again from what it is', () => {
  for (const kind of kinds) {
    const typed = openingValue(kind, 1204) || (valueName(kind) === 'word' ? 'paris' : '');
    const made = breakpointOf(kind, typed);
    expect(made.kind).toBe(kind);
    expect(typedOf(made)).toBe(typed);
    expect(areSame(made, breakpointOf(kind, typed))).toBe(true);
  }
  expect(openingValue('step', 1204)).toBe('2000');
});

test('a word is taken in lower case, without what is around it', () => {
  expect(breakpointOf('word', ' Paris ')).toEqual({ kind: 'word', word: 'paris' });
});

test.each([
  ['score-gradient-above', '1', 'bound', '<1'],
  ['rms-above', '0', 'bound', '>0'],
  ['rms-above', 'big', 'bound', 'number'],
  ['step', '', 'step', 'number'],
  ['step', '1.5', 'step', 'int'],
  ['word', ' ', 'word', '>=1'],
] as const)('PR4 %s “%s” is refused at its field', (kind, typed, path, reason) => {
  const attempt = (): unknown => breakpointOf(kind, typed);
  expect(attempt).toThrow(Refusal);
  expect(attempt).toThrow(expect.objectContaining({ params: expect.objectContaining({ path, reason }) }));
});
