import { fireEvent, render } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import Keys from './Keys.svelte';

afterEach(() => document.body.replaceChildren());

function room(id = 'instructor'): ScriptedRoom {
  const scripted = new ScriptedRoom();
  scripted.welcome(id);
  render(Keys, { session: scripted.session, helping: false });
  return scripted;
}

const press = (key: string, on: Element = document.body) => fireEvent.keyDown(on, { key });

/** An element of the page that may have the focus. */
function focused(tag: string, role?: string): HTMLElement {
  const element = document.body.appendChild(document.createElement(tag));
  if (role) element.setAttribute('role', role);
  return element;
}

test('UI6 Space runs, → steps, Home looks at step 0', async () => {
  const { asked } = room();
  await press(' ');
  await press('ArrowRight');
  await press('Home');
  expect(asked).toEqual([{ type: 'run' }, { type: 'step' }, { type: 'home' }]);
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
  expect(asked).toEqual([{ type: 'step' }]);
});

test('UI6 keys with a modifier, and keys that somebody else took, are left alone', async () => {
  const { asked } = room();
  await fireEvent.keyDown(document.body, { key: 'ArrowRight', altKey: true });
  const board = focused('div');
  board.addEventListener('keydown', (event) => event.preventDefault());
  await press('ArrowRight', board);
  expect(asked).toEqual([]);
});

test('UI6 a held key neither toggles nor goes home again, and steps once for each answer', async () => {
  const { asked } = room();
  const hold = (key: string) => fireEvent.keyDown(document.body, { key, repeat: true });
  await hold(' ');
  await hold('Home');
  expect(asked).toEqual([]);
  // At once, before anything is answered.
  const presses = ['ArrowRight', 'ArrowRight', 'ArrowRight'].map(
    (key, k) => new KeyboardEvent('keydown', { key, repeat: k > 0 }),
  );
  presses.forEach((event) => window.dispatchEvent(event));
  expect(asked).toEqual([{ type: 'step' }]);
  const heldOn = async (): Promise<number> => {
    await hold('ArrowRight');
    return asked.length;
  };
  await expect.poll(heldOn).toBe(2);
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
