import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { holdsLesson } from './lesson-hash.ts';
import { hashOfLesson, lessonOfHash, LESSON_LINK_LIMIT } from './lesson-link.ts';
import { readyLessons, textOfLesson } from './ready.ts';

test.each(readyLessons)('LE13 $name goes into a link and comes out of it', async ({ name }) => {
  const text = (await textOfLesson(name)) ?? '';
  expect(text).not.toBe('');
  const hash = await hashOfLesson(text);
  expect(hash).not.toBeNull();
  expect(holdsLesson(hash ?? '')).toBe(true);
  expect(await lessonOfHash(hash ?? '')).toBe(text);
});

test('LE13 any text does, and one that is too long for a link says so', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      expect(await lessonOfHash((await hashOfLesson(text)) ?? '')).toBe(text);
    }),
    { numRuns: 50 },
  );
  let drawn = 1;
  const noise = Array.from({ length: 60_000 }, () => {
    drawn = (drawn * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (drawn % 90));
  });
  expect(await hashOfLesson(noise.join(''))).toBeNull();
});

test.each(['#lesson=', '#lesson=%', '#lesson=AAAA', '#lesson=äöü', '#lesson=q1ZKyk'])(
  'LE13 what was cut or changed is refused: %s',
  async (hash) => {
    await expect(lessonOfHash(hash)).rejects.toBeInstanceOf(Refusal);
  },
);

test('LE13 a few bytes that unpack into very many are refused', async () => {
  const hash = await hashOfLesson('0'.repeat(5_000_000));
  expect(hash?.length).toBeLessThan(LESSON_LINK_LIMIT);
  await expect(lessonOfHash(hash ?? '')).rejects.toBeInstanceOf(Refusal);
});
