import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { withDialogs } from '../../testing/dialog.ts';
import { state } from '../../testing/example.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import NewRun from './NewRun.svelte';

beforeEach(() => {
  language.use('en');
  withDialogs();
});

function open(learningRate = 0.05) {
  const room = new ScriptedRoom();
  room.welcome('instructor', { state: { ...state, settings: { nonLinearity: 'relu', learningRate } } });
  return { room, ...render(NewRun, { session: room.session, onclose: () => undefined }) };
}

test('opens with η and f as they are now, not as the run began', () => {
  open(0.125);
  expect(screen.getByLabelText<HTMLInputElement>(/^Learning rate/).value).toBe('0.125');
  expect(screen.getByLabelText<HTMLSelectElement>(/^Non-linearity/).value).toBe('relu');
});

test('the last pasted text is there again', async () => {
  const { unmount } = open();
  await fireEvent.click(screen.getByLabelText('My own text'));
  await fireEvent.input(screen.getByLabelText(/^Text, pasted/), { target: { value: 'in [Paris](LOC)' } });
  unmount();
  open();
  await fireEvent.click(screen.getByLabelText('My own text'));
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Text, pasted/).value).toBe('in [Paris](LOC)');
});

test('layers are added and taken away, with the parameters that they cost, and asked for as they stand', async () => {
  const { room } = open();
  const parameters = (): string => screen.getByText(/parameters/).textContent ?? '';
  const before = parameters();
  await fireEvent.click(screen.getByRole('button', { name: 'Add a layer' }));
  expect(screen.getByLabelText<HTMLInputElement>('Units of layer 2').value).toBe('3');
  expect(parameters()).not.toBe(before);
  await fireEvent.change(screen.getByLabelText('Loss'), { target: { value: 'softmax' } });
  await fireEvent.input(screen.getByLabelText('Minibatch B'), { target: { value: '3' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Start this run' }));
  const [command] = room.asked;
  expect(command).toMatchObject({
    type: 'configure',
    preset: null,
    configuration: { hidden: [3, 3], head: 'softmax', batch: 3 },
  });
  for (let k = 0; k < 2; k++)
    await fireEvent.click(screen.getByRole('button', { name: 'Remove last layer' }));
  expect(screen.getByText(/No hidden layer/)).toBeTruthy();
});

test('of pairs there is no share to draw', async () => {
  open();
  await fireEvent.change(screen.getByLabelText('Loss'), { target: { value: 'max-margin' } });
  expect(screen.queryByLabelText('Windows drawn')).toBeNull();
  expect(screen.getByText(/Each example is a pair/)).toBeTruthy();
});
