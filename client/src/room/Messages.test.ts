import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import Messages from './Messages.svelte';

test('PR9 UI7 no answer yet is announced in either language, goes away with the answer, and can be dismissed', async () => {
  language.use('en');
  const room = new ScriptedRoom();
  room.welcome('instructor');
  render(Messages, { session: room.session });
  const alert = screen.getByRole('alert');
  expect(alert.textContent.trim()).toBe('');
  room.leaveUnanswered(1);
  await tick();
  expect(alert.textContent).toContain('No answer yet. It is kept and sent again automatically.');
  language.use('ko');
  await tick();
  expect(alert.textContent).toContain('자동으로 다시 보냅니다.');
  language.use('en');
  room.leaveUnanswered(0);
  await tick();
  expect(alert.textContent.trim()).toBe('');
  room.leaveUnanswered(1);
  await fireEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
  expect(alert.textContent.trim()).toBe('');
});

test('PR10 UI7 what is not saved yet is said quietly, and once it is dismissed not again before something was saved', async () => {
  language.use('en');
  const room = new ScriptedRoom();
  room.welcome('instructor');
  render(Messages, { session: room.session });
  room.become({ saving: false });
  await tick();
  const status = screen.getByRole('status');
  expect(status.textContent).toMatch(/Not saved yet/);
  expect(screen.getByRole('alert').textContent.trim()).toBe('');

  await fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  await tick();
  expect(status.textContent.trim()).toBe('');
  room.become({ saving: true });
  await tick();
  room.become({ saving: false });
  await tick();
  expect(status.textContent).toMatch(/Not saved yet/);
});
