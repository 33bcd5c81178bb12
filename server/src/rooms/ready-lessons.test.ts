/** The ready lessons in a room, with threads that train: every page is entered, every question asked and revealed (SPEC RL2, LE5). */
import { readFileSync, readdirSync } from 'node:fs';
import { readLesson } from '@deltaboard/shared/lesson/read-lesson.ts';
import type { QuestionKind } from '@deltaboard/shared/questions/question.ts';
import { afterAll, expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { createSlotMemory } from '../training/slots.ts';
import { catalogue } from '../training/testing/trainer-in-thread.ts';
import { createWorkerTrainers } from '../training/worker-trainer.ts';
import { factsOfType, openRoom } from './testing/room.ts';

const trainers = createWorkerTrainers({ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000 });
const rooms: { close(): Promise<unknown> }[] = [];
afterAll(() => Promise.all(rooms.map((room) => room.close())));

const folder = new URL('../../../lessons/', import.meta.url);
const files = readdirSync(folder).filter((name) => /^\d-.*\.json$/.test(name));

/** Of another window, and of a graph beside the board: nothing on the board is their answer. */
const withoutEntry: readonly QuestionKind[] = ['probe-after-update', 'graph-gradient'];

test.each(files)(
  'RL2 LE5 %s is taught: nothing is missing, and every answer is shown where the class looks',
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
      const { question: revealed, pointer } = room.state;
      expect(revealed?.result?.truth, title.en).toEqual(expect.any(Number));
      if (!withoutEntry.includes(question.asked.kind)) expect(pointer, title.en).not.toBeNull();
    }
  },
  60_000,
);
