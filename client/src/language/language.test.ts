import { expect, test } from 'vitest';
import { messages as classes } from '../landing/messages.ts';
import { messages as breakpoints } from '../driving/breakpoints/messages.ts';
import { messages as graph } from '../pass/graph/messages.ts';
import { messages as laboratory } from '../laboratory/messages.ts';
import { messages as nudge } from '../laboratory/nudge/messages.ts';
import { messages as people } from '../class/people/messages.ts';
import { messages as questions } from '../class/questions/messages.ts';
import { messages as lesson } from '../driving/lesson/messages.ts';
import { messages as projector } from '../driving/projector/messages.ts';
import { messages as runs } from '../driving/runs/messages.ts';
import { messages as scratch } from '../laboratory/scratch/messages.ts';
import { en, type Catalogue } from './en/index.ts';
import { ko } from './ko/index.ts';

/** With those that are loaded with their part of the page. */
const loaded = {
  breakpoints,
  classes,
  graph,
  laboratory,
  lesson,
  nudge,
  people,
  projector,
  questions,
  runs,
  scratch,
};
const of = (name: 'en' | 'ko') =>
  Object.fromEntries(Object.entries(loaded).map(([part, words]) => [part, words[name]]));
const english = { ...en, ...of('en') };
const korean = { ...ko, ...of('ko') };

/** Of those that are told of something whole; null: numbers do. */
const example = (path: string): readonly unknown[] | null =>
  path.startsWith('refusal')
    ? [{ reason: 'x' }]
    : /\.(same-centre|probe-after-update)$/.test(path)
      ? [{ windows: ['1', '2'] }]
      : null;

/** Every message by its path; a function is called with numbers for whatever it names. */
function messages(catalogue: unknown, path = ''): [string, string][] {
  if (typeof catalogue === 'string') return [[path, catalogue]];
  if (typeof catalogue === 'function') {
    const said: unknown = catalogue(...(example(path) ?? [1, 2, 3, 4]));
    return typeof said === 'string' ? [[path, said]] : messages(said, path);
  }
  if (typeof catalogue !== 'object' || catalogue === null) return [];
  return Object.entries(catalogue).flatMap(([key, value]) => messages(value, path ? `${path}.${key}` : key));
}

/** Names of non-linearities, optimisers, keys and the product, and notation as it is typed: written the same in both languages. */
const NAMES = /^(Deltaboard|Space|Home|Enter|Esc|Shift ← →|tanh|hard tanh|leaky ReLU|AdaGrad)$/;
const TYPED = /(Placeholder|others\.\d+\.expression)$/;

test('UI5 every Korean message is Korean, not an English left-over', () => {
  const leftOver = messages(korean).filter(
    ([path, said]) =>
      !/\p{Script=Hangul}/u.test(said) && /[a-z]{3}/.test(said) && !NAMES.test(said) && !TYPED.test(path),
  );
  expect(leftOver).toEqual([]);
});

test('UI5 both catalogues hold the same messages', () => {
  const paths = (catalogue: unknown) => messages(catalogue).map(([path]) => path);
  expect(paths(korean)).toEqual(paths(english));
});

test('UI5 a catalogue with a missing message does not compile', () => {
  const { padding, ...board } = ko.board;
  // @ts-expect-error: board.padding is missing.
  const catalogue: Catalogue = { ...ko, board };
  expect(messages(catalogue)).toHaveLength(messages(ko).length - messages(padding).length);
});

test('UI5 no English message holds Korean', () => {
  expect(messages(english).filter(([, said]) => /\p{Script=Hangul}/u.test(said))).toEqual([]);
});

test('PR6 a refusal names the setting, the value and the bound', () => {
  const params = { path: 'hidden.0', value: '1000000000', reason: '<=512' };
  expect(en.refusal.configuration(params)).toBe(
    'The number of hidden units cannot be 1,000,000,000: it must be at most 512.',
  );
  expect(ko.refusal.configuration(params)).toBe(
    '은닉 유닛의 수: “1,000,000,000” 값은 쓸 수 없습니다. 512 이하여야 합니다.',
  );
});

test('PR6 what is no number is not repeated, and one thing is not many', () => {
  const missing = { path: 'learningRate', value: '', reason: 'number' };
  expect(en.refusal.configuration(missing)).toBe('The learning rate η must be a number.');
  expect(en.refusal.command({ path: 'change.value', value: 'null', reason: 'number' })).toBe(
    'The learning rate η must be a number.',
  );
  expect(en.refusal['corpus-too-small']({ sentences: 1, limit: 10 })).toContain('has 1 sentence;');
  expect(en.refusal['corpus-columns']({ line: 2, column: 6, columns: 1 })).toMatch(
    /^Line 2, column 6: .* 1 column,/,
  );
});

test('PR6 too many of what, and what can be done', () => {
  expect(en.refusal['too-many']({ what: 'runs', limit: 40 })).toContain('no more are possible');
  expect(en.refusal['too-many']({ what: 'members', limit: 40 })).toContain('40 members');
  expect(en.refusal['too-many']({ what: 'commands', limit: 40 })).toContain('Wait a moment');
});

test('PR6 a malformed text is refused with its line and column', () => {
  const params = { line: 3, column: 14, label: 'PLACE' };
  expect(en.refusal['corpus-unknown-label'](params)).toMatch(/^Line 3, column 14: “PLACE”/);
  expect(ko.refusal['corpus-unknown-label'](params)).toMatch(/^3행 14열: “PLACE”/);
});
