/** A seminar at the room, with threads that train (SPEC LE22–LE25). */
import { readFileSync, readdirSync } from 'node:fs';
import { readLesson } from '@deltaboard/shared/lesson/read-lesson.ts';
import { sampleText } from '@deltaboard/shared/lesson/testing/sample.ts';
import { momentFloats } from '@deltaboard/shared/protocol/state.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { createSlotMemory } from '../training/slots.ts';
import { catalogue } from '../training/testing/trainer-in-thread.ts';
import { createWorkerTrainers } from '../training/worker-trainer.ts';
import { bookRead } from './book.ts';
import { Room } from './room.ts';
import { requireBoards, SEMINAR_BYTES } from './seminar-boards.ts';
import { recordingAudience } from './testing/recording-audience.ts';
import { alone, CODE, factsOfType, openRoom, SECRET, snapshotOf } from './testing/room.ts';

const trainers = createWorkerTrainers({ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000 });
const rooms: { close(): Promise<unknown> }[] = [];
afterAll(() => Promise.all(rooms.map((room) => room.close())));

const folder = new URL('../../../lessons/', import.meta.url);
const lessons = [
  sampleText,
  ...readdirSync(folder)
    .filter((name) => /^\d-.*\.json$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), 'utf8')),
];

/** A class with a lesson open, and a student. */
async function taught(text = sampleText) {
  const parts = await openRoom(createMemoryStore(), {}, trainers);
  rooms.push(parts.room);
  const driven = parts.driven();
  await driven.does({ type: 'lesson', text });
  parts.join('student');
  return { ...parts, ...driven };
}

async function walked(text = sampleText) {
  const parts = await taught(text);
  await parts.does({ type: 'open-seminar' });
  return parts;
}

/** The page of the sample that asks something. */
const ASKING = readLesson(sampleText).pages.findIndex(({ question }) => question);

describe('LE22 a seminar', () => {
  test('is told to everybody, without a word of the pages to come, and ends', async () => {
    const { room, does, audience } = await walked();
    expect(room.state.lesson).toMatchObject({ page: 0, seminar: expect.any(Number) as number });
    expect(JSON.stringify([audience.messages, audience.personals.get('student')])).not.toContain(
      'delta-sign',
    );
    await does({ type: 'close-seminar' });
    expect(room.state.lesson).toEqual({ ...room.state.lesson, page: 0 });
    expect(room.state.lesson?.seminar).toBeUndefined();
    await expect(room.seminarPage('student', 0)).rejects.toMatchObject({ code: 'not-now' });
  });

  test('nothing is asked of the class where its page is turned, and what the class is asked goes first', async () => {
    const { room, does } = await walked();
    await does({ type: 'enter', page: ASKING });
    expect(room.state).toMatchObject({ question: null, lesson: { page: ASKING } });
    await does({ type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 0 } });
    await expect(room.seminarPage('student', 0)).rejects.toMatchObject({ code: 'question-open' });
    await does({ type: 'dismiss' });
    await expect(room.seminarPage('student', 0)).resolves.toMatchObject({ page: 0 });
  });

  test('needs a lesson, and is the driver’s', async () => {
    const parts = await openRoom(createMemoryStore(), {}, trainers);
    rooms.push(parts.room);
    const { does } = parts.driven();
    await expect(does({ type: 'open-seminar' })).rejects.toMatchObject({ code: 'not-now' });
    parts.join('student');
    const asked = parts.room.command('student', { type: 'open-seminar' });
    await expect(asked).rejects.toMatchObject({ code: 'not-the-driver' });
  });

  test('whose boards are too large is refused before anything is computed', () => {
    const configuration = { ...presets.judge, hidden: [256] };
    const of = (steps: number) =>
      Array.from({ length: steps }, (_, k) => ({
        cursor: { run: 0, branch: 0, step: k + 1, example: 0, operation: 1 },
        operation: null,
      }));
    const most = Math.floor(SEMINAR_BYTES / (4 * momentFloats(configuration)));
    expect(() => requireBoards(of(most), () => configuration)).not.toThrow();
    expect(() => requireBoards(of(most + 1), () => configuration)).toThrow('seminar-too-large');
    // Pages in one step have one moment.
    const same = Array.from({ length: 500 }, () => of(1)[0]);
    expect(() => requireBoards([null, ...same], () => configuration)).not.toThrow();
  });
});

describe('LE23 a page of one’s own', () => {
  test.each(lessons.map((text) => [readLesson(text).id, text] as const))(
    'of %s: is what the class would see that entered it, to the last bit',
    async (_, text) => {
      const parts = await walked(text);
      const { room, does } = parts;
      const own = [];
      for (const page of readLesson(text).pages.keys()) own.push(await room.seminarPage('student', page));
      await does({ type: 'close-seminar' });
      for (const [page, seen] of own.entries()) {
        await does({ type: 'enter', page });
        const { state, moment, run } = snapshotOf(parts, `at ${page}`);
        const { board } = seen;
        if (!board || !moment || state.playback.status !== 'paused') throw new Error('nothing is shown');
        expect(seen).toMatchObject({ page, pageTitle: state.lesson?.pageTitle, text: state.lesson?.text });
        expect(seen).toMatchObject({ view: state.view, pointer: state.pointer });
        expect(board.cursor).toEqual(state.playback.cursor);
        expect(board.subject).toEqual(state.subject);
        expect({ ...board.run, number: 0 }).toEqual({ ...run, number: 0 });
        expect(board.run.number).toBe(run?.number);
        // The trainer's own numbers would tell what a page asks.
        expect({ ...board.moment, cursor: board.cursor }).toEqual({ ...moment, trainer: null });
        expect(seen.asks?.question).toEqual(state.question?.question);
        if (state.question) await does({ type: 'dismiss' });
      }
    },
    60_000,
  );

  test('is turned to by a member, and by no projector; another there is not', async () => {
    const { room, join } = await walked();
    join('projector', { screen: true });
    await expect(room.seminarPage('projector', 0)).rejects.toMatchObject({ code: 'not-for-a-screen' });
    await expect(room.seminarPage('student', 4)).rejects.toMatchObject({ code: 'command' });
  });

  test('a class that comes back from its log shows the same again', async () => {
    const store = createMemoryStore();
    const parts = await openRoom(store, {}, trainers);
    const { does } = parts.driven();
    await does({ type: 'lesson', text: sampleText }, { type: 'open-seminar' });
    parts.join('student');
    const before = await parts.room.seminarPage('student', ASKING);
    await parts.room.close();
    const stored = await store.take(CODE);
    if (!stored) throw new Error('the class is gone');
    const again = new Room(await bookRead(stored), stored.term, parts.means, recordingAudience(), alone);
    rooms.push(again);
    await again.open();
    again.join('student', {});
    expect(again.state.lesson).toMatchObject({ seminar: expect.any(Number) as number });
    expect(await again.seminarPage('student', ASKING)).toEqual(before);
  });
});

describe('LE24 what a page asks', () => {
  test('each answers once, and is told alone what is right', async () => {
    const { room, join, audience, does } = await walked();
    join('other');
    const { asks } = await room.seminarPage('student', ASKING);
    if (!asks) throw new Error('it asks nothing');
    const answer = (choice: number, round: 0 | 1 = 0) =>
      room.command('student', { type: 'answer', question: asks.id, round, choice });
    await expect(answer(0, 1)).rejects.toMatchObject({ code: 'question-closed' });
    await answer(1);
    await expect(answer(0)).rejects.toMatchObject({ code: 'already-answered' });
    const record = (who: string) => audience.personals.get(who)?.record;
    expect(record('student')).toEqual([
      expect.objectContaining({
        id: asks.id,
        answers: [1, null],
        revealed: true,
        truth: expect.any(Number) as number,
      }),
    ]);
    expect(record('other')).toEqual([]);
    // What the class would be told of the same question is what was right.
    await does({ type: 'close-seminar' }, { type: 'enter', page: ASKING }, { type: 'reveal' });
    expect(record('student')?.[0].truth).toBe(room.state.question?.result?.truth);
    await expect(
      room.command('other', { type: 'answer', question: asks.id, round: 0, choice: 1 }),
    ).rejects.toMatchObject({
      code: 'question-closed',
    });
    const counted = room.command('driver', {
      type: 'count-hands',
      question: asks.id,
      round: 0,
      counts: [1, 1, 1],
    });
    await expect(counted).rejects.toMatchObject({ code: 'question-closed' });
  });

  test('stands in the report, and stays answered where the seminar goes on', async () => {
    const { room, does } = await walked();
    const { asks } = await room.seminarPage('student', ASKING);
    if (!asks) throw new Error('it asks nothing');
    await room.command('student', { type: 'answer', question: asks.id, round: 0, choice: 0 });
    await does({ type: 'close-seminar' }, { type: 'open-seminar' });
    const again = room.command('student', { type: 'answer', question: asks.id, round: 0, choice: 1 });
    await expect(again).rejects.toMatchObject({ code: 'already-answered' });
    const [{ question, rounds }] = room.report('driver').questions;
    expect(question).toEqual(asks.question);
    expect(rounds[0][0]).toBe(1);
  });
});

describe('LE25 counts', () => {
  test('of each page, to those who lead and nobody else', async () => {
    const { room, join, audience, clock, store } = await walked();
    const desk = () => {
      clock.pass(1000);
      return audience.desks.get('driver')?.seminar;
    };
    expect(desk()).toEqual([
      { here: 0 },
      { here: 0 },
      { here: 0, asked: { answered: 0, right: 0 } },
      { here: 0 },
    ]);
    const [{ questions }] = await factsOfType(store, 'seminar-opened');
    const [{ id, truth, question }] = questions;
    for (const [k, name] of ['ann', 'bob', 'cy'].entries()) {
      join(name);
      await room.seminarPage(name, k === 2 ? 1 : ASKING);
      const wrong = (Number(truth) + 1) % question.choices.length;
      const choice = k === 0 ? Number(truth) : wrong;
      if (k < 2) await room.command(name, { type: 'answer', question: id, round: 0, choice });
    }
    // An instructor who looks at a page is none of those who walk.
    join('assistant', { secret: SECRET });
    await room.seminarPage('assistant', 1);
    expect(desk()).toEqual([
      { here: 0 },
      { here: 1 },
      { here: 2, asked: { answered: 2, right: 1 } },
      { here: 0 },
    ]);
    room.leave('cy');
    expect(desk()?.[1]).toEqual({ here: 0 });
    expect(audience.desks.get('ann') ?? null).toBeNull();
    expect(JSON.stringify(audience.messages)).not.toContain('"answered":2');
  });
});
