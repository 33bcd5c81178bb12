import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { withDialogs } from '../../testing/dialog.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import Breakpoints from './Breakpoints.svelte';

beforeEach(() => {
  language.use('en');
  withDialogs();
});

async function dialog(): Promise<ScriptedRoom> {
  const room = new ScriptedRoom();
  room.welcome('instructor');
  room.become({ breakpoints: [{ kind: 'step', step: 500 }, { kind: 'location' }] });
  render(Breakpoints, { session: room.session, onclose: () => undefined });
  await tick();
  return room;
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const described = (element: HTMLElement) =>
  document.getElementById(element.getAttribute('aria-describedby') ?? '');

test('RN11 PR4 a bad value in the list is answered at its field, and nothing is sent', async () => {
  const { asked } = await dialog();
  const step = field('the step');
  await fireEvent.change(step, { target: { value: '1.5' } });
  expect(step.getAttribute('aria-invalid')).toBe('true');
  expect(described(step)?.textContent).toMatch(/whole number/);
  expect(step.value).toBe('1.5');
  expect(asked).toEqual([]);
});

test('RN11 PR4 a word that is missing is asked for at the form', async () => {
  const { asked } = await dialog();
  await fireEvent.change(screen.getByRole('combobox', { name: 'Stop at' }), { target: { value: 'word' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(described(field('Word'))?.textContent).toContain('Type the word at which the run should stop.');
  expect(asked).toEqual([]);
  await fireEvent.input(field('Word'), { target: { value: 'Paris' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(asked).toEqual([{ type: 'breakpoints', add: { kind: 'word', word: 'paris' } }]);
});

test('RN11 CL12 a breakpoint is changed in its place, one taken away and one added, each by itself, whatever the page has heard meanwhile', async () => {
  const { asked } = await dialog();
  await fireEvent.change(field('the step'), { target: { value: '600' } });
  const list = screen.getByRole('list', { name: 'Breakpoints of this class' });
  await fireEvent.click(within(list).getByRole('button', { name: 'Remove: the step 500' }));
  await fireEvent.click(within(list).getByRole('button', { name: /^Remove: .*LOCATION/ }));
  await fireEvent.change(screen.getByRole('combobox', { name: 'Stop at' }), {
    target: { value: 'not-finite' },
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(asked).toEqual([
    { type: 'breakpoints', remove: { kind: 'step', step: 500 }, add: { kind: 'step', step: 600 } },
    { type: 'breakpoints', remove: { kind: 'step', step: 500 } },
    { type: 'breakpoints', remove: { kind: 'location' } },
    { type: 'breakpoints', add: { kind: 'not-finite' } },
  ]);
});
