import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { withDialogs } from '../testing/dialog.ts';
import { state } from '../testing/example.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import JoinState from './JoinState.svelte';
// Loaded when they are called: here already.
import '../driving/runs/NewRun.svelte';
import './RunFailed.svelte';

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

test('LE20 a rehearsal that has ended says so, and asks for nothing', () => {
  const room = new ScriptedRoom();
  room.welcome('instructor', { state: { ...state, rehearsal: true } });
  room.refuse({ code: 'no-such-room', params: { code: 'KQ7M-2P' } });
  render(JoinState, { session: room.session });
  expect(screen.getByText('This rehearsal has ended')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('link', { name: 'Home' })).toBeTruthy();
});

const lost = {
  view: {
    playback: { status: 'preparing', failure: { code: 'run-failed', params: { because: 'no-sign' } } },
  },
} as const;

test('RM13 a run that cannot be brought back is said by name, and who leads the class starts or opens another', async () => {
  withDialogs();
  for (const [id, buttons] of [
    ['instructor', ['New run…', 'Runs…']],
    ['student', []],
  ] as const) {
    const room = new ScriptedRoom();
    room.welcome(id, { state: { ...state, ...lost.view }, run: null, moment: null });
    const { unmount } = render(JoinState, { session: room.session });
    const said = await screen.findByRole('alert');
    expect(said.textContent).toContain('The run could not be brought back');
    expect(said.textContent).toContain('did not respond');
    expect(screen.queryAllByRole('button').map(({ textContent }) => textContent)).toEqual(buttons);
    if (id === 'instructor') {
      await fireEvent.click(screen.getByRole('button', { name: 'New run…' }));
      await fireEvent.click(await screen.findByRole('button', { name: 'Start this run' }));
      expect(room.asked).toMatchObject([{ type: 'configure', preset: 'board' }]);
    }
    unmount();
  }
});

test('RM13 the first run that cannot be built leaves only a new one', async () => {
  language.use('ko');
  const room = new ScriptedRoom();
  room.welcome('instructor', { state: { ...state, ...lost.view, runs: [] }, run: null, moment: null });
  render(JoinState, { session: room.session });
  expect((await screen.findByRole('alert')).textContent).toContain('첫 학습을 만들지 못했습니다');
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['새 학습…']);
});

test('CN5 whoever comes while a class is closed is told so, and lets it come back', () => {
  const room = new ScriptedRoom();
  room.loseConnection({ code: 'room-failed', params: { seconds: 42 } });
  render(JoinState, { session: room.session });
  expect(screen.getByRole('status').textContent).toContain('This class is interrupted');
  expect(screen.getByRole('status').textContent).toContain('closed it for a minute');
  expect(screen.queryByRole('button')).toBeNull();
});
