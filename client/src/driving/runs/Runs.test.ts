import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { withDialogs } from '../../testing/dialog.ts';
import { state } from '../../testing/example.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import Runs from './Runs.svelte';

beforeEach(() => {
  language.use('en');
  withDialogs();
});

const change = { setting: 'learningRate', value: 0.2 } as const;
const branches = [
  { from: null, commands: [], head: 900 },
  { from: { branch: 0, step: 300 }, commands: [{ afterStep: 300, change }], head: 310 },
];

/** A class on the second branch of its only run. */
async function dialog(id: string) {
  const room = new ScriptedRoom();
  const known = { ...state, branch: 1, branches, runs: [{ ...state.runs[0], branches }] };
  room.welcome(id, { state: known });
  const closed = { times: 0 };
  render(Runs, { session: room.session, onclose: () => (closed.times += 1) });
  await tick();
  return { room, closed };
}

test('RN6 RN7 a branch says where it left and what was changed, and the other is opened at its head', async () => {
  const { room, closed } = await dialog('instructor');
  expect(screen.getByText('from the run after step 300 · η = 0.2')).toBeTruthy();
  expect(screen.getAllByText('current')).toHaveLength(1);
  await fireEvent.click(screen.getByRole('button', { name: 'Open Run 1' }));
  expect(room.asked).toEqual([{ type: 'open', run: 0, branch: 0, step: 901, operation: 0 }]);
  await expect.poll(() => closed.times).toBe(1);
});

test('UI7 what is refused is said in the dialog, which stays', async () => {
  const { room, closed } = await dialog('instructor');
  room.reply = { ok: false, error: 'no-connection' };
  await fireEvent.click(screen.getByRole('button', { name: 'Open Run 1, Branch 2' }));
  await expect
    .poll(() => screen.getByRole('alert').textContent)
    .toContain('Your connection is lost: nothing was sent.');
  expect(closed.times).toBe(0);
});

test('RM3 a viewer reads the list and opens nothing', async () => {
  await dialog('viewer');
  expect(screen.getByText('Branch 2')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Open/ })).toBeNull();
});
