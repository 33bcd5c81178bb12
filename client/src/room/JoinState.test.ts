import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import JoinState from './JoinState.svelte';

beforeEach(() => language.use('en'));

test('UI7 a full room says so, and is asked again by a button', async () => {
  const room = new ScriptedRoom();
  room.refuse({ code: 'too-many', params: { what: 'members', limit: 500 } });
  render(JoinState, { session: room.session });
  expect(screen.getByRole('alert').textContent).toContain('500 members');
  await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await tick();
  expect(room.resumptions).toBe(1);
  expect(screen.getByRole('status').textContent).toContain('Joining the class');
});

test.each(['internal', 'command'] as const)('UI7 “%s” at the door is not “no connection”', (code) => {
  const room = new ScriptedRoom();
  room.refuse({ code, params: { path: 'room', value: 'x', reason: '<=12' } });
  render(JoinState, { session: room.session });
  expect(screen.getByRole('alert').textContent).toContain('You could not join');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('CN5 whoever comes while a class is closed is told so, and lets it come back', () => {
  const room = new ScriptedRoom();
  room.loseConnection({ code: 'room-failed', params: { seconds: 42 } });
  render(JoinState, { session: room.session });
  expect(screen.getByRole('status').textContent).toContain('This class is interrupted');
  expect(screen.getByRole('status').textContent).toContain('closed it for a minute');
  expect(screen.queryByRole('button')).toBeNull();
});
