import '../testing/page.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { cursor } from '../testing/example.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import DriverBar from './DriverBar.svelte';

beforeEach(() => language.use('en'));

async function bar(change: Parameters<ScriptedRoom['become']>[0] = {}): Promise<ScriptedRoom> {
  const room = new ScriptedRoom();
  room.welcome('instructor');
  room.become(change);
  render(DriverBar, { session: room.session, onhelp: () => undefined });
  await tick();
  return room;
}

const button = (name: RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
/** Which of the four verbs can be pressed. */
const live = () => [/Step 0/, /^Back$/, /Run|Pause/, /^Step$/].map((name) => !button(name).disabled);

test('RN4 at the opening one can look at step 0, go back, run or step', async () => {
  await bar();
  expect(live()).toEqual([true, true, true, true]);
});

test('RN4 at step 0 there is nothing before it', async () => {
  await bar({ playback: { status: 'paused', cursor: cursor(1, 0), because: 'driver' } });
  expect(live()).toEqual([false, false, true, true]);
});

test('RN4 while it runs, the same button pauses, and a step is not to be had', async () => {
  const room = await bar({ playback: { status: 'running', run: 0, branch: 0 } });
  expect(live()).toEqual([true, false, true, false]);
  await fireEvent.click(button(/Pause/));
  expect(room.asked).toEqual([{ type: 'pause' }]);
});

test('RN4 while a run is prepared nothing can be pressed, nor set', async () => {
  await bar({ playback: { status: 'preparing' } });
  expect(live()).toEqual([false, false, false, false]);
  await fireEvent.click(button(/^Speed, f and η/));
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Speed' }).disabled).toBe(true);
});

test('RN4 after a loss that is not finite only what lies behind and a new run are left', async () => {
  await bar({ playback: { status: 'paused', cursor: cursor(9, 0), because: 'not-finite' } });
  expect(live()).toEqual([true, true, false, false]);
  await fireEvent.click(button(/^Menu/));
  expect(screen.getByRole('menuitem', { name: 'Reset' }).getAttribute('aria-disabled')).toBe('false');
});

test('UI7 without a connection nothing can be pressed', async () => {
  const room = await bar();
  room.loseConnection();
  await tick();
  expect(live()).toEqual([false, false, false, false]);
});

test('RN8 Back and Step move by what is chosen', async () => {
  const room = await bar();
  // By operation at first: a press that leaps over the backward pass would miss what a class has come for.
  await fireEvent.click(button(/^Step$/));
  await fireEvent.click(screen.getByRole('radio', { name: 'step' }));
  await fireEvent.click(button(/^Back$/));
  await fireEvent.click(screen.getByRole('radio', { name: 'epoch' }));
  await fireEvent.click(button(/^Step$/));
  expect(room.asked).toEqual([
    { type: 'move', granularity: 'operation', direction: 1 },
    { type: 'move', granularity: 'step', direction: -1 },
    { type: 'move', granularity: 'epoch', direction: 1 },
  ]);
});

test('RN8 where s is differentiated nothing that needs an update can be pressed', async () => {
  await bar({ view: { ...OPENING_VIEW, objective: 's' } });
  expect(live()).toEqual([true, true, false, true]);
  await fireEvent.click(screen.getByRole('radio', { name: 'step' }));
  expect(live()).toEqual([true, true, false, false]);
});

test('a setting is a command with its value', async () => {
  const room = await bar();
  await fireEvent.click(button(/^Speed, f and η/));
  await fireEvent.change(screen.getByRole('combobox', { name: 'Speed' }), { target: { selectedIndex: 10 } });
  await fireEvent.change(screen.getByRole('combobox', { name: /Non-linearity/ }), {
    target: { selectedIndex: 3 },
  });
  await fireEvent.change(screen.getByRole('spinbutton', { name: /Learning rate/ }), {
    target: { value: '0.2' },
  });
  expect(room.asked).toEqual([
    { type: 'speed', speed: 'max' },
    { type: 'set', change: { setting: 'nonLinearity', value: 'relu' } },
    { type: 'set', change: { setting: 'learningRate', value: 0.2 } },
  ]);
});

test('an η that is refused is put back', async () => {
  const room = await bar();
  room.reply = {
    ok: false,
    error: { code: 'command', params: { path: 'change.value', value: 99, reason: '<=10' } },
  };
  await fireEvent.click(button(/^Speed, f and η/));
  const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: /Learning rate/ });
  await fireEvent.change(field, { target: { value: '99' } });
  await expect.poll(() => field.value).toBe('0.05');
  expect(room.session.problem).toMatchObject({ code: 'command' });
});

test('PR5 an η that an arrow key counts up is asked for one at a time, and the last always is', async () => {
  const room = await bar();
  let answer = (): void => {};
  room.reply = new Promise((resolve) => (answer = () => resolve({ ok: true })));
  await fireEvent.click(button(/^Speed, f and η/));
  const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: /Learning rate/ });
  for (const value of ['1', '2', '3', '4']) await fireEvent.change(field, { target: { value } });
  const rates = () =>
    room.asked.map((command) => command.type === 'set' && 'value' in command.change && command.change.value);
  expect(rates()).toEqual([1]);
  answer();
  await expect.poll(rates).toEqual([1, 4]);
});

test('UI5 the bar changes its language without a reload', async () => {
  await bar();
  language.use('ko');
  await tick();
  expect(screen.getByRole('button', { name: /실행/ })).toBeTruthy();
  expect(document.documentElement.lang).toBe('ko');
});
