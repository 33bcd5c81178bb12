import { fireEvent, render, screen } from '@testing-library/svelte';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { tick } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import { withDialogs } from '../testing/dialog.ts';
import Keys from './Keys.svelte';

afterEach(() => document.body.replaceChildren());

function room(id = 'instructor'): ScriptedRoom {
  const scripted = new ScriptedRoom();
  scripted.welcome(id);
  render(Keys, { session: scripted.session, helping: false });
  return scripted;
}

const press = (key: string, on: Element = document.body, held: KeyboardEventInit = {}) =>
  fireEvent.keyDown(on, { key, ...held });
const forward = { granularity: 'operation', direction: 1 };

/** An element of the page that may have the focus. */
function focused(tag: string, role?: string): HTMLElement {
  const element = document.body.appendChild(document.createElement(tag));
  if (role) element.setAttribute('role', role);
  return element;
}

test('UI7 Space runs, ← → move, Home looks at step 0', async () => {
  const { asked } = room();
  await press(' ');
  await press('ArrowRight');
  await press('ArrowLeft');
  await press('Home');
  expect(asked).toEqual([
    { type: 'run' },
    { type: 'move', ...forward },
    { type: 'move', granularity: 'operation', direction: -1 },
    { type: 'seek', step: 1, operation: 0 },
  ]);
});

test('UI7 the arrows move by what is chosen, with Shift by one update', async () => {
  const { asked, session } = room();
  session.granularity = 'epoch';
  await press('ArrowRight');
  await press('ArrowRight', document.body, { shiftKey: true });
  expect(asked).toEqual([
    { type: 'move', granularity: 'epoch', direction: 1 },
    { type: 'move', granularity: 'step', direction: 1 },
  ]);
});

test('RN12 a held arrow is one command, until it is let go or the page loses the keyboard', async () => {
  const { asked } = room();
  await press('ArrowRight');
  for (let i = 0; i < 5; i++) await press('ArrowRight', document.body, { repeat: true });
  await fireEvent.keyUp(document.body, { key: 'Shift' });
  expect(asked).toEqual([
    { type: 'move', ...forward },
    { type: 'hold', ...forward },
  ]);
  await fireEvent.keyUp(document.body, { key: 'ArrowRight' });
  expect(asked.splice(0).at(-1)).toEqual({ type: 'release' });
  await press('ArrowRight', document.body, { repeat: true });
  await fireEvent.blur(window);
  await fireEvent.keyUp(document.body, { key: 'ArrowRight' });
  expect(asked).toEqual([{ type: 'hold', ...forward }, { type: 'release' }]);
});

test('UI6 Space pauses what runs, and → does nothing then', async () => {
  const { asked, become } = bound(room());
  become({ playback: { status: 'running', run: 0, branch: 0 } });
  await press('ArrowRight');
  await press(' ');
  expect(asked).toEqual([{ type: 'pause' }]);
});

test('UI6 keys are inert in a field, and Space on a button', async () => {
  const { asked } = room();
  for (const key of [' ', 'ArrowRight', 'Home']) {
    for (const tag of ['input', 'textarea', 'select']) await press(key, focused(tag));
  }
  await press(' ', focused('button'));
  await press('ArrowRight', focused('div', 'grid'));
  expect(asked).toEqual([]);
  await press('ArrowRight', focused('button'));
  expect(asked).toEqual([{ type: 'move', ...forward }]);
});

test('UI6 keys with a modifier, and keys that somebody else took, are left alone', async () => {
  const { asked } = room();
  await fireEvent.keyDown(document.body, { key: 'ArrowRight', altKey: true });
  const board = focused('div');
  board.addEventListener('keydown', (event) => event.preventDefault());
  await press('ArrowRight', board);
  expect(asked).toEqual([]);
});

test('PN4 the key for printing is taken where there is an exact board, and is the browser’s while the class runs', async () => {
  const { become } = bound(room());
  const print = (held: KeyboardEventInit) => {
    const event = new KeyboardEvent('keydown', { key: 'p', bubbles: true, cancelable: true, ...held });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  };
  // Repeated it is taken, and prints nothing again.
  expect([{ ctrlKey: true }, { metaKey: true }].map((held) => print({ ...held, repeat: true }))).toEqual([
    true,
    true,
  ]);
  expect([{}, { ctrlKey: true, shiftKey: true }, { ctrlKey: true, altKey: true }].map(print)).toEqual([
    false,
    false,
    false,
  ]);
  become({ playback: { status: 'running', run: 0, branch: 0 } });
  expect(print({ ctrlKey: true, repeat: true })).toBe(false);
});

test('UI6 a held key neither toggles nor goes home again', async () => {
  const { asked } = room();
  await press(' ', document.body, { repeat: true });
  await press('Home', document.body, { repeat: true });
  expect(asked).toEqual([]);
});

test('PR5 Enter that is held presses a button once', async () => {
  room();
  const button = focused('button');
  expect(await press('Enter', button)).toBe(true);
  expect(await press('Enter', button, { repeat: true })).toBe(false);
  expect(await press('Enter', focused('textarea'), { repeat: true })).toBe(true);
});

test('SG4 CL12 PR5 an arrow that is held on the scratch graph is one command at a time, each one on from where the class stands', async () => {
  vi.useFakeTimers();
  const scripted = room();
  const { asked } = scripted;
  scripted.become({ view: { ...OPENING_VIEW, page: 'scratch' } });
  const answers: (() => void)[] = [];
  scripted.reply = new Promise((resolve) => answers.push(() => resolve({ ok: true })));
  const on = { type: 'scratch', direction: 1 };

  await press('ArrowRight');
  for (let k = 0; k < 10; k++) await press('ArrowRight', document.body, { repeat: true });
  await press('ArrowRight');
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([on]);
  answers[0]();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([on, on]);
  await press('Home');
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked.at(-1)).toEqual({ type: 'scratch', operation: 0 });
  vi.useRealTimers();
});

test('RM3 a viewer’s keys ask for nothing', async () => {
  const { asked } = room('viewer');
  await press(' ');
  await press('Home');
  expect(asked).toEqual([]);
});

function bound(scripted: ScriptedRoom) {
  return { asked: scripted.asked, become: scripted.become.bind(scripted) };
}

test('UI7 a key is not a dialog’s that is open, and is the page’s from the moment in which it closes', async () => {
  const { asked } = room();
  const dialog = document.body.appendChild(document.createElement('dialog'));
  const field = dialog.appendChild(document.createElement('input'));
  dialog.setAttribute('open', '');
  await press('Home', field);
  expect(asked).toEqual([]);
  dialog.removeAttribute('open');
  await press('Home', field);
  expect(asked).toEqual([{ type: 'seek', step: 1, operation: 0 }]);
});

test('UI6 the list of keys that is asked for again in the moment in which it closes is there', async () => {
  withDialogs();
  room();
  await press('?');
  const first = await screen.findByRole('dialog', { name: 'Keys' });
  const left = new Promise((resolve) => first.addEventListener('close', resolve));
  first.dispatchEvent(new Event('cancel', { cancelable: true }));
  expect(first).not.toHaveProperty('open', true);
  await press('?');
  // The browser's own event comes a task later.
  await left;
  await tick();
  expect(await screen.findByRole('dialog', { name: 'Keys' })).not.toBe(first);
});
