import { beforeEach, expect, test } from 'vitest';
import { LessonTime, timeText } from './lesson-time.svelte.ts';

beforeEach(() => localStorage.clear());

test('PV5 the lesson’s time goes on over a reload, each class its own, until it is started anew', () => {
  let now = 1_000_000;
  const opened = new LessonTime('KQ7M-2P', () => now);
  now += 65_000;
  opened.tick();
  expect(opened.elapsed).toBe(65_000);
  const again = new LessonTime('KQ7M-2P', () => now);
  expect(again.elapsed).toBe(65_000);
  expect(new LessonTime('BW3C-7X', () => now).elapsed).toBe(0);
  again.restart();
  now += 1000;
  again.tick();
  expect(again.elapsed).toBe(1000);
});

test('PV5 that of another day, or of a clock that was set back, is not this lesson’s', () => {
  let now = 1_000_000_000;
  new LessonTime('KQ7M-2P', () => now);
  now += 24 * 3_600_000;
  expect(new LessonTime('KQ7M-2P', () => now).elapsed).toBe(0);
  now -= 3_600_000;
  expect(new LessonTime('KQ7M-2P', () => now).elapsed).toBe(0);
});

test('PV5 it is written in minutes and seconds, from an hour on with hours', () => {
  expect([0, 59_999, 155_000, 3_755_000].map(timeText)).toEqual(['0:00', '0:59', '2:35', '1:02:35']);
});
