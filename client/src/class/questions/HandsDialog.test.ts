import { fireEvent, render, screen } from '@testing-library/svelte';
import type { PosedQuestion, ReportedQuestion } from '@deltaboard/shared/protocol/participation.ts';
import { expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { people } from '../people/people.en.ts';
import { reportRows } from '../people/report-rows.ts';
import { run } from '../../testing/example.ts';
import { withDialogs } from '../../testing/dialog.ts';
import { posedQuestion } from '../../testing/posed-question.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import { answeredText, couldAnswer } from './answered-text.ts';
import Distribution from './Distribution.svelte';
import HandsDialog from './HandsDialog.svelte';
import { questions } from './questions.en.ts';
import { takesHands } from './takes-hands.ts';

const posed: PosedQuestion = { ...posedQuestion, phase: 'second' };
const desk = {
  ...{ people: [], following: 0, viewers: 2, lost: 0, lostAt: [], contributions: [], hands: [], screens: [] },
  rounds: [
    [1, 0],
    [4, 20],
  ],
  byHands: [
    [0, 0],
    [3, 20],
  ],
};

withDialogs();

test('QU37 hands are typed for each choice of the round that is open; what was typed before stands there, and what is none is not sent', async () => {
  language.use('en');
  const room = new ScriptedRoom();
  room.welcome('instructor');
  room.tellDesk(desk);
  let closed = 0;
  render(HandsDialog, { session: room.session, posed, onclose: () => closed++ });
  const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
  expect([field('Paris').value, field('museums').value]).toEqual(['3', '20']);
  const send = screen.getByRole<HTMLButtonElement>('button', { name: 'Count them' });
  for (const wrong of ['1001', '-1', '2.5', 'x']) {
    await fireEvent.input(field('Paris'), { target: { value: wrong } });
    expect([send.disabled, field('Paris').getAttribute('aria-invalid')]).toEqual([true, 'true']);
  }
  await fireEvent.input(field('Paris'), { target: { value: ' 5 ' } });
  await fireEvent.input(field('museums'), { target: { value: '' } });
  await fireEvent.click(send);
  expect(room.asked).toEqual([{ type: 'count-hands', question: 4, round: 1, counts: [5, 0] }]);
  await expect.poll(() => closed).toBe(1);
});

test('QU37 of a round of which nothing has been counted the fields are empty', () => {
  language.use('en');
  const room = new ScriptedRoom();
  room.welcome('instructor');
  room.tellDesk({
    ...desk,
    byHands: [
      [3, 20],
      [0, 0],
    ],
  });
  render(HandsDialog, { session: room.session, posed, onclose: () => undefined });
  for (const field of screen.getAllByRole<HTMLInputElement>('textbox')) expect(field.value).toBe('');
});

test('QU37 it is offered while a round is open, and where there are choices', () => {
  expect(takesHands(posed)).toBe(true);
  expect(takesHands({ ...posed, phase: 'discussion' })).toBe(false);
  expect(takesHands({ ...posed, phase: 'revealed' })).toBe(false);
  expect(takesHands({ ...posed, question: { ...posed.question, choices: [] } })).toBe(false);
});

test('QU37 a distribution says how many of it were hands', () => {
  language.use('en');
  render(Distribution, { question: posed.question, result: { truth: null, ...desk } });
  const row = screen.getByRole('row', { name: /by show of hands/ });
  expect([...row.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['0', '23']);
});

test('QU38 whose hand was counted stands in both numbers of those who have answered', () => {
  expect(couldAnswer(desk)).toBe(25);
  expect(answeredText({ answered: 24, awaited: 1 }, questions, couldAnswer(desk))).toBe('24 of 25 answered');
  expect(couldAnswer(null)).toBe(0);
});

test('QU37 in the table of the report hands are a row a choice and round, with their number', () => {
  const question: ReportedQuestion = {
    ...{ id: 4, question: posed.question, cursor: null, revealed: true, truth: null },
    ...{ rounds: desk.rounds, byHands: desk.byHands, answers: [{ name: 'Ann', answers: [0, 0] }] },
  };
  const [head, ...rows] = reportRows({ lost: [], questions: [question] }, run.configuration, {
    people,
    questions,
  });
  expect(head.at(-1)).toBe('answers');
  expect(rows.map((row) => [row[3], row[4], row[5], row[8]])).toEqual([
    ['Ann', 'Paris', 'Paris', 1],
    ['by show of hands', '', 'Paris', 3],
    ['by show of hands', '', 'museums', 20],
  ]);
});
