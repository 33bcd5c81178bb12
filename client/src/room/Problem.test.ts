import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import Problem from './Problem.svelte';

test('PR6 a refusal is announced as a sentence, and can be dismissed', async () => {
  language.use('en');
  let dismissed = 0;
  const { rerender } = render(Problem, { problem: null, ondismiss: () => (dismissed += 1) });
  expect(screen.getByRole('alert').textContent.trim()).toBe('');
  await rerender({
    problem: { code: 'command', params: { path: 'change.value', value: 99, reason: '<=10' } },
  });
  expect(screen.getByRole('alert').textContent).toContain(
    'The new setting cannot be 99: it must be at most 10.',
  );
  await fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(dismissed).toBe(1);
});

test('UI7 a lost connection reads unlike a refusal', async () => {
  language.use('en');
  render(Problem, { problem: 'no-connection', ondismiss: () => undefined });
  expect(screen.getByRole('alert').textContent).toContain('Your connection is lost: nothing was sent.');
});
