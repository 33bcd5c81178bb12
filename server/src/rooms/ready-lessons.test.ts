/** The ready lessons in a room, with threads that train: every page is entered, every question asked and revealed (SPEC RL2, LE5). */
import { readFileSync, readdirSync } from 'node:fs';
import { takePage } from '@deltaboard/shared/lesson/take-page.ts';
import { withoutRepetition } from '@deltaboard/shared/lesson/whole-pages.ts';
import { readLesson } from '@deltaboard/shared/lesson/read-lesson.ts';
import { markedProbe, markedVariable } from '@deltaboard/shared/questions/asked-entry.ts';
import type { QuestionKind } from '@deltaboard/shared/questions/question.ts';
import { afterAll, expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { createSlotMemory } from '../training/slots.ts';
import { catalogue } from '../training/testing/trainer-in-thread.ts';
import { createWorkerTrainers } from '../training/worker-trainer.ts';
import { factsOfType, openRoom, snapshotOf } from './testing/room.ts';

const trainers = createWorkerTrainers({ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000 });
const rooms: { close(): Promise<unknown> }[] = [];
afterAll(() => Promise.all(rooms.map((room) => room.close())));

const folder = new URL('../../../lessons/', import.meta.url);
const files = readdirSync(folder).filter((name) => /^\d-.*\.json$/.test(name));

/** Of another window, and of a graph beside the board: what was asked about is marked there. */
const markedBeside: readonly QuestionKind[] = ['probe-after-update', 'graph-gradient'];

test.each(files)(
  'RL2 LE5 QU40 %s is taught: nothing is missing, and every answer is shown where the class looks',
  async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const { pages } = readLesson(text);
    const store = createMemoryStore();
    const { room, driven } = await openRoom(store, {}, trainers);
    rooms.push(room);
    const { does } = driven();
    await does({ type: 'lesson', text });
    const [opened] = await factsOfType(store, 'lesson-opened');
    expect(opened.unasked).toEqual([]);
    expect(opened.pages).not.toContain(null);
    for (const [page, { question, scratch, title, view, pin }] of pages.entries()) {
      await does({ type: 'enter', page });
      const { state } = room;
      expect(state.lesson, title.en).toMatchObject({ page, pageTitle: title });
      expect(state.view, title.en).toMatchObject(view ?? {});
      expect(state.pointer, title.en).toEqual(pin ?? null);
      if (scratch) expect(state.scratch, title.en).toEqual({ operation: 0, ...scratch });
      if (!question) continue;
      expect(state.question, title.en).toMatchObject({ phase: 'first', question: { asked: question.asked } });
      await does({ type: 'reveal' });
      const { question: revealed, pointer, scratch: graph } = room.state;
      expect(revealed?.result?.truth, title.en).toEqual(expect.any(Number));
      const beside = markedVariable(revealed, graph.expression) ?? markedProbe(revealed);
      if (!markedBeside.includes(question.asked.kind)) expect(pointer, title.en).not.toBeNull();
      else expect(beside, title.en).not.toBeNull();
    }
  },
  60_000,
);

test.each(files)(
  'LE10 LE11 a lesson made anew of what %s shows shows the same, page by page',
  async (name) => {
    const opened = await openRoom(createMemoryStore(), {}, trainers);
    const { room, driven } = opened;
    rooms.push(room);
    const { does } = driven();
    const lesson = readLesson(readFileSync(new URL(name, folder), 'utf8'));
    /** What every page of a lesson shows; of the run only what it is, not its number. */
    const shown = async (text: string) => {
      await does({ type: 'lesson', text });
      const seen = [];
      for (const page of lesson.pages.keys()) {
        await does({ type: 'enter', page });
        const { state, run } = snapshotOf(opened, `${room.state.runs.length} ${page}`);
        if (!run || state.playback.status !== 'paused') throw new Error('it stands nowhere');
        seen.push({ state, run, cursor: state.playback.cursor });
      }
      return seen;
    };
    const first = await shown(JSON.stringify(lesson));
    const pages = first.map((seen, k) => {
      const page = takePage(seen);
      if (typeof page === 'string') throw new Error(page);
      const { title, minutes, text, alone } = lesson.pages[k];
      return { ...page, title, minutes, ...(text && { text }), ...(alone && { alone }) };
    });
    const second = await shown(JSON.stringify(withoutRepetition({ ...lesson, pages })));
    second.forEach(({ state, run, cursor }, k) => {
      const { title } = lesson.pages[k];
      const before = first[k];
      expect({ ...cursor, run: 0 }, title.en).toEqual({ ...before.cursor, run: 0 });
      expect(run.configuration, title.en).toEqual(before.run.configuration);
      for (const part of ['view', 'subject', 'breakpoints'] as const)
        expect(state[part], `${title.en}: ${part}`).toEqual(before.state[part]);
      if (state.view.page === 'scratch') expect(state.scratch, title.en).toEqual(before.state.scratch);
      expect(state.question?.question, title.en).toEqual(before.state.question?.question);
      if (!state.question) expect(state.pointer, title.en).toEqual(before.state.pointer);
    });
  },
  60_000,
);
