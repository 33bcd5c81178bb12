import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readLesson } from '@deltaboard/shared/lesson/read-lesson.ts';
import { deleteLesson, freeId, keepLesson, keptLesson, keptLessons, keptName } from '../kept-lessons.ts';
import { readyLessons, textOfLesson } from '../ready.ts';
import { Draft, draftOf } from './draft.svelte.ts';
import { emptyLesson } from './empty-lesson.ts';

beforeEach(() => localStorage.clear());
afterEach(() => void vi.restoreAllMocks());

test('LE13 every change is kept at once, and the file says what the editor shows', () => {
  const draft = new Draft('lesson-1');
  expect(keptLessons()).toEqual([]);
  draft.replace({ ...draft.page, minutes: 5 });
  draft.duplicate();
  expect(keptLesson('lesson-1')).toEqual(draft.lesson);
  expect(keptLessons()).toEqual([{ id: 'lesson-1', title: draft.lesson.title, minutes: 10, pages: 2 }]);
  expect(readLesson(draft.text)).toMatchObject({ minutes: 10, title: { en: 'New lesson' } });
  // What is as on the page before is not written.
  expect(readLesson(draft.text).pages[1].configuration).toBeUndefined();
});

test('LE13 a file has the name of its lesson, where it can be written as one', () => {
  const draft = new Draft('lesson-1');
  const named = (en: string): string => {
    draft.change({ title: { en } });
    return draft.name;
  };
  expect(named('δ, and why it is reused!')).toBe('and-why-it-is-reused');
  expect(named('델타')).toBe('lesson-1');
  expect(named('a b '.repeat(19))).toMatch(/^a(-[ab]){29}$/);
  expect(readLesson(draft.text).id).toBe(draft.name);
});

test('LE11 a page keeps its place in the list and is chosen where it goes', () => {
  const draft = new Draft('lesson-1');
  draft.insert({ title: { en: 'Second' }, minutes: 1 });
  draft.insert({ title: { en: 'Third' }, minutes: 1 });
  expect(draft.selected).toBe(2);
  draft.move(-1);
  expect([draft.selected, draft.page.title.en]).toEqual([1, 'Third']);
  draft.move(-1);
  draft.move(-1);
  expect([draft.selected, draft.page.title.en]).toEqual([0, 'Third']);
  draft.remove();
  expect([draft.selected, draft.page.title.en]).toEqual([0, 'Page 1']);
  draft.undo();
  expect(draft.lesson.pages).toHaveLength(3);
});

test('LE11 what was done can be undone after the editor was closed', () => {
  draftOf('lesson-1').duplicate();
  const again = draftOf('lesson-1');
  expect(again.canUndo).toBe(true);
  again.undo();
  expect(again.lesson.pages).toHaveLength(1);
  expect(draftOf('lesson-2').canUndo).toBe(false);
});

test('LE13 a browser that keeps nothing more says so, and the lesson stays in the editor', () => {
  const draft = new Draft('lesson-1');
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  draft.duplicate();
  expect(draft.kept).toBe(false);
  expect(draft.lesson.pages).toHaveLength(2);
});

test('LE13 a lesson is taught by its name as a ready one is, until it is deleted', async () => {
  const text = (await textOfLesson(readyLessons[0].name)) ?? '';
  const id = freeId();
  keepLesson(id, readLesson(text));
  expect(freeId()).not.toBe(id);
  keepLesson(freeId(), emptyLesson('other'));
  expect(keptLessons()).toHaveLength(2);
  expect(readLesson((await textOfLesson(keptName(id))) ?? '').title).toEqual(readyLessons[0].title);
  deleteLesson(id);
  expect(await textOfLesson(keptName(id))).toBeNull();
  expect(keptLessons()).toHaveLength(1);
});
