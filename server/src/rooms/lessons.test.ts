/** A lesson at the room, with threads that train (SPEC LE5–LE7). */
import { standsOf } from '@deltaboard/shared/lesson/lesson.ts';
import { readLesson } from '@deltaboard/shared/lesson/read-lesson.ts';
import { isMet } from '@deltaboard/shared/lesson/search.ts';
import { sampleText } from '@deltaboard/shared/lesson/testing/sample.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { evidenceOf } from '@deltaboard/shared/questions/evidence.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { createSlotMemory } from '../training/slots.ts';
import { catalogue } from '../training/testing/trainer-in-thread.ts';
import { createWorkerTrainers } from '../training/worker-trainer.ts';
import { READY_RUNS } from './ready-runs.ts';
import { factsOfType, openRoom, snapshotOf } from './testing/room.ts';

const trainers = createWorkerTrainers({ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000 });
const rooms: { close(): Promise<unknown> }[] = [];
afterAll(() => Promise.all(rooms.map((room) => room.close())));

async function driven() {
  const store = createMemoryStore();
  const parts = await openRoom(store, {}, trainers);
  rooms.push(parts.room);
  return { ...parts, ...parts.driven(), store };
}

async function taught(text = sampleText) {
  const parts = await driven();
  await parts.does({ type: 'lesson', text });
  return parts;
}

/** The sample with its pages changed. */
function withPages(change: (pages: Record<string, unknown>[]) => void): string {
  const lesson = JSON.parse(sampleText) as { pages: Record<string, unknown>[] };
  change(lesson.pages);
  return JSON.stringify(lesson);
}

describe('LE5 a lesson is opened', () => {
  test('its run is trained beside the present one, and the class stands on its first page', async () => {
    const { room, store } = await taught();
    expect(room.state.lesson).toMatchObject({ page: 0, pages: 4, alone: true });
    expect(room.state.runs).toHaveLength(2);
    expect(room.state.playback).toMatchObject({
      status: 'paused',
      cursor: { run: 1, step: 1, operation: 0 },
    });
    const [{ pages, unasked }] = await factsOfType(store, 'lesson-opened');
    expect(unasked).toEqual([]);
    expect(pages.map((place) => place?.cursor.run)).toEqual([1, 1, 1, 1]);
    expect(room.state.branches[0].head).toBeGreaterThanOrEqual(200);
  });

  test('a search finds the first step whose window meets every condition', async () => {
    const parts = await taught();
    await parts.does({ type: 'enter', page: 2 });
    const { moment, run } = snapshotOf(parts);
    if (!moment || !run) throw new Error('nothing is shown');
    const { first } = standsOf(readLesson(sampleText))[2].at;
    const meets = (at: typeof moment): boolean => {
      const evidence = evidenceOf({
        ...{ moment: at, run, view: OPENING_VIEW, subject: { kind: 'window' } },
        operation: at.cursor.operation,
      });
      return evidence !== null && (first?.all.every((one) => isMet(one, evidence)) ?? false);
    };
    expect(meets(moment)).toBe(true);
    // And no step before it.
    const { step } = moment.cursor;
    await parts.does({ type: 'dismiss' });
    for (let before = 1; before < step; before++) {
      await parts.does({ type: 'seek', step: before, operation: moment.cursor.operation });
      const earlier = snapshotOf(parts, `at ${before}`).moment;
      expect(earlier && meets(earlier), `step ${before}`).toBe(false);
    }
  });

  test('a search that finds nothing, and a question that cannot be asked, are said when it is opened', async () => {
    const text = withPages((pages) => {
      pages[1].at = { first: { all: [{ kind: 'word', word: 'nowhereland' }], steps: 300 } };
      // There is no pass at step 0.
      pages[2].at = { step: 0 };
    });
    const { room, join, does, audience, member } = await taught(text);
    const desk = audience.personals.get('driver')?.lesson;
    expect(desk).toMatchObject({ missing: [1], unasked: [2] });
    // The class stays where it is; the rest of the page is as it says.
    const { playback } = room.state;
    await does({ type: 'enter', page: 1 });
    expect(room.state).toMatchObject({ playback, lesson: { page: 1 }, pointer: { quantity: 'h', index: 3 } });
    await does({ type: 'enter', page: 2 });
    expect(room.state).toMatchObject({ question: null, lesson: { page: 2 } });
    expect([member.id, join('late').member.id]).not.toContain('');
  });

  test('a wrong file is refused with its place, and nothing changes', async () => {
    const { room, does } = await driven();
    const before = room.state;
    const wrong = withPages((pages) => (pages[3].text = { en: 'so {secret}' }));
    await expect(does({ type: 'lesson', text: wrong })).rejects.toMatchObject({
      code: 'lesson',
      params: { path: 'pages.3.text.en', line: 1, column: 5, reason: 'unknown-quote', value: 'secret' },
    });
    await expect(does({ type: 'lesson', text: '{' })).rejects.toMatchObject({ code: 'lesson' });
    expect(room.state).toEqual(before);
  });
});

describe('LE6 who is told what', () => {
  test('everybody its page; notes, pages to come and what will be revealed only whoever drives', async () => {
    const { room, does, audience, join } = await taught();
    const student = join('student').member.id;
    await does({ type: 'enter', direction: 1 });
    const told = JSON.stringify([audience.messages, audience.personals.get('student'), room.state]);
    expect(told).toContain('Forward');
    for (const secret of ['Point at z', 'The shape', 'delta-sign']) expect(told).not.toContain(secret);
    expect(JSON.stringify(audience.personals.get('driver'))).toContain('Point at z');
    // With the wheel comes the desk, and it leaves with it.
    await does({ type: 'appoint', member: student, assistant: true }, { type: 'hand-over', member: student });
    expect(audience.personals.get('student')?.lesson?.lesson.id).toBe('first-look');
    expect(audience.personals.get('driver')?.lesson).toBeNull();
  });

  test('who comes late stands in it, also after the lesson was asked about', async () => {
    const parts = await taught();
    await parts.does({ type: 'enter', page: 2 });
    const { state } = snapshotOf(parts);
    expect(state.lesson).toMatchObject({ page: 2, pageTitle: { en: 'The sign of δ' } });
    expect(state.question).toMatchObject({ phase: 'first', question: { asked: { kind: 'delta-sign' } } });
  });
});

describe('LE7 a page is entered', () => {
  test('from any improvisation, which stays: another place, a branch, another run', async () => {
    const { room, does } = await taught();
    await does({ type: 'enter', page: 3 });
    const there = room.state;
    expect(there).toMatchObject({ view: { convention: 'jacobian', handPage: 'made' }, pointer: null });
    await does(
      { type: 'view', view: { page: 'graph', objective: 's' } },
      { type: 'view', view: { objective: 'J' } },
      { type: 'seek', step: 20, operation: 3 },
      { type: 'set', change: { setting: 'learningRate', value: 0.5 } },
      { type: 'run' },
      { type: 'enter', page: 3 },
    );
    expect(room.state).toMatchObject({ playback: there.playback, view: there.view, lesson: there.lesson });
    expect(room.state.branches).toHaveLength(2);
    await does({ type: 'configure', preset: 'board', configuration: { ...presets.board, seed: 7 } });
    for (let k = 0; k <= READY_RUNS; k++) await does({ type: 'reset' });
    expect(room.state.playback).toMatchObject({ cursor: { run: 2 + READY_RUNS + 1 } });
    await does({ type: 'enter', page: 3 });
    expect(room.state).toMatchObject({ playback: there.playback, view: there.view });
    expect(room.state.runs).toHaveLength(4 + READY_RUNS);
  });

  test('what is changed on a page starts a branch: the lesson has its own', async () => {
    const { room, does } = await taught();
    await does({ type: 'enter', page: 1 });
    const before = room.state.settings;
    await does({ type: 'set', change: { setting: 'nonLinearity', value: 'relu' } });
    expect(room.state).toMatchObject({ branch: 1, settings: { nonLinearity: 'relu' } });
    await does({ type: 'enter', page: 0 }, { type: 'enter', page: 1 });
    expect(room.state).toMatchObject({ branch: 0, settings: before });
  });

  test('next and back name no page; two at once are two; beyond the ends there is none', async () => {
    const { room, does } = await taught();
    await Promise.all([
      room.command('driver', { type: 'enter', direction: 1 }),
      room.command('driver', { type: 'enter', direction: 1 }),
    ]);
    expect(room.state.lesson).toMatchObject({ page: 2 });
    await does({ type: 'enter', direction: -1 });
    expect(room.state.lesson).toMatchObject({ page: 1 });
    await does({ type: 'enter', page: 3 });
    await expect(does({ type: 'enter', direction: 1 })).rejects.toMatchObject({ code: 'not-now' });
    await expect(does({ type: 'enter', page: 4 })).rejects.toMatchObject({ code: 'command' });
  });

  test('a question leaves with its page, answered or not', async () => {
    const { room, does, join } = await taught();
    join('student');
    await does({ type: 'enter', page: 2 });
    expect(room.state.question?.phase).toBe('first');
    await room.command('student', { type: 'answer', question: 0, round: 0, choice: 1 });
    await does({ type: 'enter', direction: 1 });
    expect(room.state).toMatchObject({ question: null, lesson: { page: 3 } });
    await does({ type: 'enter', direction: -1 });
    expect(room.state.question).toMatchObject({ id: 1, phase: 'first' });
  });

  test('closed, the class stays where it is', async () => {
    const { room, does } = await taught();
    await does({ type: 'enter', page: 1 });
    const { playback, view } = room.state;
    await does({ type: 'close-lesson' });
    expect(room.state).toMatchObject({ lesson: null, playback, view });
    await expect(does({ type: 'enter', page: 0 })).rejects.toMatchObject({ code: 'not-now' });
  });
});
