import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { withDialogs } from '../testing/dialog.ts';
import { run, state } from '../testing/example.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import NewRun from './NewRun.svelte';

beforeEach(() => {
  language.use('en');
  withDialogs();
});

function open(learningRate = 0.05) {
  const room = new ScriptedRoom();
  room.welcome('instructor', { state: { ...state, settings: { nonLinearity: 'relu', learningRate } } });
  return render(NewRun, { session: room.session, from: run, onclose: () => undefined });
}

test('opens with η and f as they are now, not as the run began', () => {
  open(0.125);
  expect(screen.getByLabelText<HTMLInputElement>(/^Learning rate/).value).toBe('0.125');
  expect(screen.getByLabelText<HTMLSelectElement>(/^Non-linearity/).value).toBe('relu');
});

test('the last pasted text is there again', async () => {
  const { unmount } = open();
  await fireEvent.click(screen.getByLabelText('My own text'));
  await fireEvent.input(screen.getByLabelText(/^Labelled text/), { target: { value: 'in [Paris](LOC)' } });
  unmount();
  open();
  await fireEvent.click(screen.getByLabelText('My own text'));
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Labelled text/).value).toBe('in [Paris](LOC)');
});
