import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as edit from './edit.ts';
import type { Lesson, LessonPage } from './lesson.ts';
import { lacking, problemsOf } from './lesson-problems.ts';
import { PAGES_LIMIT } from './limits.ts';
import { readLesson } from './read-lesson.ts';
import { sampleText } from './testing/sample.ts';

const page = (en: string): LessonPage => ({ title: { en }, minutes: 2 });
const lesson = (...titles: string[]): Lesson => ({
  version: 1,
  id: 'made',
  title: { en: 'Made' },
  minutes: 2 * titles.length,
  pages: titles.map(page),
});
const titles = ({ pages }: Pick<Lesson, 'pages'>): string => pages.map(({ title }) => title.en).join('');

test('LE11 pages are put in, doubled, taken out and moved', () => {
  const { pages } = lesson('a', 'b', 'c');
  expect(titles({ pages: edit.inserted(pages, 0, page('n')) })).toBe('anbc');
  expect(titles({ pages: edit.inserted(pages, -1, page('n')) })).toBe('nabc');
  expect(titles({ pages: edit.duplicated(pages, 1) })).toBe('abbc');
  expect(titles({ pages: edit.removed(pages, 0) })).toBe('bc');
  expect(edit.removed(lesson('a').pages, 0)).toHaveLength(1);
  expect(titles({ pages: edit.movedTo(pages, 0, 2) })).toBe('bca');
  expect(titles({ pages: edit.movedTo(pages, 2, 0) })).toBe('cab');
  expect(edit.movedTo(pages, 0, -1)).toBe(pages);
  const full = Array.from({ length: PAGES_LIMIT }, () => page('x'));
  expect(edit.duplicated(full, 0)).toBe(full);
});

test('LE11 whatever was done is undone, step by step, and done again', () => {
  const acts = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 });
  fc.assert(
    fc.property(acts, (drawn) => {
      const seen: Lesson[] = [lesson('a', 'b')];
      let edited = edit.begun(seen[0]);
      for (const act of drawn) {
        const { pages } = edited.lesson;
        const next = [
          edit.duplicated(pages, 0),
          edit.removed(pages, 0),
          edit.movedTo(pages, 0, pages.length - 1),
        ];
        edited = edit.changed(edited, { pages: next[act % 3] });
        seen.push(edited.lesson);
        expect(edited.lesson.minutes).toBe(2 * edited.lesson.pages.length);
      }
      for (const before of seen.toReversed().slice(1)) {
        edited = edit.undone(edited);
        expect(edited.lesson).toEqual(before);
      }
      expect(edit.undone(edited)).toBe(edited);
      for (const after of seen.slice(1)) {
        edited = edit.redone(edited);
        expect(edited.lesson).toEqual(after);
      }
      expect(edit.redone(edited)).toBe(edited);
    }),
  );
});

test('LE12 everything that is wrong is said at once, each with its page and place', () => {
  const made = lesson('a', 'b', 'c');
  expect(problemsOf(made)).toEqual([]);
  const wrong: Lesson = {
    ...made,
    title: {},
    pages: [
      { ...page('a'), text: { en: 'Here is {nothing}.' } },
      page('b'),
      { ...page('c'), act: { kind: 'answers', percent: 50 } },
    ],
  };
  expect(problemsOf(wrong)).toEqual([
    { page: null, params: { path: 'title', value: '{}', reason: 'no-text' } },
    {
      page: 0,
      params: { path: 'text.en', value: expect.any(String), reason: 'unknown-quote', line: 1, column: 10 },
    },
    { page: 2, params: { path: 'act', value: 'answers', reason: 'no-question' } },
  ]);
});

test('LE12 a page says which language lacks what the other says', () => {
  const both = { en: 'one', ko: '하나' };
  expect(lacking({ title: both, minutes: 1, text: both })).toEqual([]);
  expect(lacking({ title: both, minutes: 1, text: { en: 'one' } })).toEqual(['ko']);
  expect(lacking({ title: { ko: '하나' }, minutes: 1, notes: { en: 'one' } })).toEqual(['en', 'ko']);
  expect(readLesson(sampleText).pages.flatMap(lacking)).toEqual([]);
});
