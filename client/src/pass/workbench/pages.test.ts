import { handPages } from '@deltaboard/shared/protocol/view.ts';
import { expect, test } from 'vitest';
import { handPagesOf, madeOfTarget, shownHandPage } from './pages.ts';

test('UI26 all pages are offered with the numbers, of u without one of its own, and before them the chain alone', () => {
  expect(handPagesOf('numbers', 'W1')).toEqual(handPages);
  expect(handPagesOf('numbers', 'u')).toEqual(['chain', 'bridge', 'agreement']);
  expect(handPagesOf('shapes', 'W1')).toEqual(['chain']);
});

test('UI26 a page that is not offered counts as the chain', () => {
  expect(shownHandPage({ workbench: 'numbers', handPage: 'made' }, 'x')).toBe('made');
  expect(shownHandPage({ workbench: 'numbers', handPage: 'made' }, 'u')).toBe('chain');
  expect(shownHandPage({ workbench: 'symbols', handPage: 'agreement' }, 'x')).toBe('chain');
});

test('UI26 what belongs to a gradient alone', () => {
  expect((['W2', 'z1', 'b1', 'x', 'u'] as const).map(madeOfTarget)).toEqual([
    'reshape',
    'hadamard',
    'hadamard',
    'words',
    null,
  ]);
});
