import { beforeEach, expect, test, vi } from 'vitest';
import type { ToldLesson } from '@deltaboard/shared/protocol/lesson.ts';
import type { SeminarPage } from '@deltaboard/shared/protocol/seminar.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import type { Question } from '@deltaboard/shared/questions/question.ts';
import { OPENING_SCRATCH } from '@deltaboard/shared/scratch/scratch.ts';
import { passLength } from '@deltaboard/shared/training/operations.ts';
import { nextUp } from '../driving/presenter/next-up.ts';
import { cursor, moment, plan, run, state } from '../testing/example.ts';
import { posedQuestion } from '../testing/posed-question.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';

beforeEach(() => localStorage.clear());

const lesson: ToldLesson = {
  ...{ title: { en: 'A lesson' }, pages: 4, seminar: 1000 },
  ...{ page: 0, pageTitle: { en: 'The class’s page' }, text: null, alone: false },
};

const question: Question = {
  asked: { kind: 'delta-sign', layer: 1, unit: 0 },
  choices: [-1, 0, 1].map((sign) => ({ type: 'sign', sign: sign as -1 | 0 | 1 })),
  about: { objective: 'J', word: 'Paris', sentence: ['in', 'Paris'] },
};

/** Page k stands at step k + 1, behind operation 6; the third asks the sign of an entry of δ. */
const pageOf = (page: number): SeminarPage => ({
  ...{ page, pageTitle: { en: `Page ${page + 1}` }, text: { en: 'Look.' }, alone: false },
  ...{ view: OPENING_VIEW, pointer: null, scratch: OPENING_SCRATCH },
  board: { run, moment: moment(page + 1, 6), cursor: cursor(page + 1, 6), subject: { kind: 'window' } },
  asks: page === 2 ? { id: 5, question } : null,
});

async function seminar(): Promise<ScriptedRoom> {
  const room = new ScriptedRoom();
  room.lessonPage = (page) => ({ ok: true, page: pageOf(page) });
  room.welcome('student', { state: { ...state, lesson } });
  await vi.waitFor(() => expect(room.session.ownPace?.view ?? null).not.toBeNull());
  return room;
}

async function turnTo(room: ScriptedRoom, page: number): Promise<void> {
  for (let k = room.session.view?.state.lesson?.page ?? 0; k < page; k++) {
    room.session.ownPace?.turn(1);
    await vi.waitFor(() => expect(room.session.view?.state.lesson?.page).toBe(k + 1));
  }
}

const at = ({ session }: ScriptedRoom) => {
  const { playback } = session.view?.state ?? {};
  return playback?.status === 'paused' ? [playback.cursor.step, playback.cursor.operation] : null;
};

test('LE23 a page of one’s own takes the class’s place, and the class goes on without it', async () => {
  const room = await seminar();
  expect(room.turned).toEqual([0]);
  expect(room.session.view?.state.lesson).toMatchObject({ page: 0, pages: 4, pageTitle: { en: 'Page 1' } });
  await turnTo(room, 1);
  expect(at(room)).toEqual([2, 6]);
  expect(room.session.picture?.progress?.number).toBe(6);
  room.tell({ type: 'moment-reached', moment: moment(9, 3), points: [] });
  room.tell({
    type: 'told',
    changes: [[['playback'], { status: 'paused', cursor: cursor(9, 3), because: 'driver' }]],
  });
  expect(at(room)).toEqual([2, 6]);
  // Beyond the ends there is no page.
  await turnTo(room, 3);
  room.session.ownPace?.turn(1);
  expect(room.turned).toEqual([0, 1, 2, 3]);
});

test('LE23 two quick presses are two pages', async () => {
  const room = await seminar();
  room.session.ownPace?.turn(1);
  room.session.ownPace?.turn(1);
  await vi.waitFor(() => expect(room.session.view?.state.lesson?.page).toBe(2));
  expect(room.turned).toEqual([0, 1, 2]);
});

test('LE23 operations, forward and back, to the end of the pass, whose update is shown', async () => {
  const room = await seminar();
  room.session.lookBack(3);
  expect(at(room)).toEqual([1, 3]);
  expect(room.session.picture?.progress?.number).toBe(3);
  room.session.lookBack(99);
  expect(at(room)).toEqual([2, 0]);
  expect(room.session.operation).toBe(room.session.reach);
  expect(room.session.isFollowing).toBe(true);
  room.session.lookBack(0);
  expect(at(room)).toEqual([1, 1]);
});

test('LE23 of s, of which no update is possible, the pass ends with its gradients, as it does for the class', async () => {
  const room = new ScriptedRoom();
  const page = { ...pageOf(0), view: { ...OPENING_VIEW, objective: 's' as const } };
  room.lessonPage = () => ({ ok: true, page });
  room.welcome('student', { state: { ...state, lesson } });
  await vi.waitFor(() => expect(room.session.ownPace?.view ?? null).not.toBeNull());
  room.session.lookBack(99);
  expect(at(room)).toEqual([1, passLength(plan, 's')]);
  expect(room.session.view && nextUp(room.session.view)).toBe('end');
});

test('LE24 what a page asks is passed only once it is answered: then the board shows it, pinned', async () => {
  const room = await seminar();
  await turnTo(room, 2);
  expect(room.session.view?.state.question).toMatchObject({ id: 5, phase: 'first', result: null });
  expect(room.session.questionIsOpen).toBe(true);
  expect(room.session.reach).toBe(6);
  room.session.lookBack(9);
  expect(at(room)).toEqual([3, 6]);
  room.tellPersonal({
    record: [{ id: 5, question, cursor: cursor(3, 6), answers: [0, null], revealed: true, truth: 2 }],
  });
  expect(room.session.view?.state.question).toMatchObject({
    phase: 'revealed',
    result: { truth: 2, rounds: [] },
  });
  expect(at(room)?.[1]).toBeGreaterThan(6);
  expect(room.session.view?.state.pointer).toMatchObject({ quantity: 'delta' });
  expect(room.session.reach).toBeGreaterThan(9);
});

test('LE22 the class’s question goes first, for everybody, and then one’s own page is there again', async () => {
  const room = await seminar();
  await turnTo(room, 1);
  room.tell({ type: 'told', changes: [[['question'], posedQuestion]] });
  expect(room.session.ownPace).toBeNull();
  expect(room.session.view?.state).toMatchObject({ question: posedQuestion, lesson: { page: 0 } });
  room.tell({ type: 'told', changes: [[['question'], null]] });
  expect(at(room)).toEqual([2, 6]);
  expect(room.turned).toEqual([0, 1]);
});

test('LE23 a reload and a lost connection come back to page and operation; another lesson begins anew', async () => {
  const room = await seminar();
  await turnTo(room, 1);
  room.session.lookBack(4);
  room.loseConnection();
  room.welcome('student', { state: { ...state, lesson } });
  await vi.waitFor(() => expect(room.turned).toEqual([0, 1, 1]));
  await vi.waitFor(() => expect(at(room)).toEqual([2, 4]));
  const reloaded = await seminar();
  expect(reloaded.turned).toEqual([1]);
  expect(at(reloaded)).toEqual([2, 4]);
  reloaded.tell({ type: 'told', changes: [[['lesson'], { ...lesson, seminar: 2000 }]] });
  await vi.waitFor(() => expect(reloaded.turned).toEqual([1, 0]));
});

test('LE22 driver, assistant and projector stay with the class', async () => {
  for (const [who, how] of [
    ['instructor', {}],
    ['projector', { screen: true }],
  ] as const) {
    const room = new ScriptedRoom('KQ7M-2P', how);
    room.welcome(who, { state: { ...state, lesson } });
    await Promise.resolve();
    expect(room.session.ownPace, who).toBeNull();
    expect(room.turned, who).toEqual([]);
  }
});
