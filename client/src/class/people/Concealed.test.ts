import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { page } from '../../testing/page.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import Concealed from './Concealed.svelte';

beforeEach(() => {
  language.use('en');
  page.narrow = false;
});

const children = createRawSnippet(() => ({ render: () => '<p>Emmy Noether</p>' }));
const isShown = (): boolean => screen.queryByText('Emmy Noether') !== null;

const screens = (count: number) => Array.from({ length: count }, (_, k) => ({ id: `screen ${k}`, since: k }));

async function part(room = new ScriptedRoom(), id = 'instructor', count = 0): Promise<ScriptedRoom> {
  room.welcome(id);
  room.tellDesk({ screens: screens(count) });
  render(Concealed, { session: room.session, what: 'names', children });
  await tick();
  return room;
}

test('PV7 without a projector it is there after a press that says who will see it', async () => {
  await part();
  expect(isShown()).toBe(false);
  expect(screen.getByText(/^Names of students\. Everyone who sees this screen will see them\./)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Show here' }));
  expect(isShown()).toBe(true);
});

test('PV7 before it is known whether there is a projector it is not there', async () => {
  const room = new ScriptedRoom();
  room.welcome('instructor');
  render(Concealed, { session: room.session, what: 'names', children });
  await tick();
  expect(isShown()).toBe(false);
});

test('PV7 with a projector it is there at once, and gone with it', async () => {
  const room = await part(new ScriptedRoom(), 'instructor', 1);
  expect(isShown()).toBe(true);
  room.tellDesk({ screens: [] });
  await tick();
  expect(isShown()).toBe(false);
});

test('PV7 what was pressed for stays, whatever comes and goes', async () => {
  const room = await part();
  await fireEvent.click(screen.getByRole('button', { name: 'Show here' }));
  for (const count of [1, 0]) room.tellDesk({ screens: screens(count) });
  await tick();
  expect(isShown()).toBe(true);
});

test('PV7 in the presenter view it is there at once', async () => {
  await part(new ScriptedRoom('KQ7M-2P', { presenter: true }));
  expect(isShown()).toBe(true);
});

test('PV7 on a phone it is there at once', async () => {
  page.narrow = true;
  await part();
  expect(isShown()).toBe(true);
});

test('PV7 an assistant, whose page is nobody else’s, sees it at once', async () => {
  await part(new ScriptedRoom(), 'assistant');
  expect(isShown()).toBe(true);
});
