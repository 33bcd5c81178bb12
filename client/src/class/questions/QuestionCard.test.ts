import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { posedQuestion as posed } from '../../testing/posed-question.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import QuestionCard from './QuestionCard.svelte';

test('QU3 UI6 a number chooses and Enter answers, once, however long it is held', async () => {
  language.use('en');
  const room = new ScriptedRoom();
  room.welcome('viewer');
  render(QuestionCard, { session: room.session, posed });
  await fireEvent.keyDown(document.body, { key: '2' });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /museums/ }).checked).toBe(true);
  await fireEvent.keyDown(document.body, { key: 'Enter' });
  for (let k = 0; k < 5; k++) await fireEvent.keyDown(document.body, { key: 'Enter', repeat: true });
  expect(room.asked).toEqual([{ type: 'answer', question: 4, round: 0, choice: 1 }]);
});
