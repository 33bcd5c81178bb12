import { expect, test } from 'vitest';
import { en } from '../language/en/index.ts';
import { cursor, run, state } from '../testing/example.ts';
import { epochOf, playbackText } from './playback-text.ts';

const text = (playback: typeof state.playback, rate: number | null = null, speed = state.speed) =>
  playbackText(
    { state: { ...state, playback, speed }, run },
    rate === null ? null : { stepsPerSecond: rate },
    en.playback,
  );
const paused = (step: number, operation: number) =>
  ({ status: 'paused', cursor: cursor(step, operation), because: 'driver' }) as const;
const running = { status: 'running', run: 0, branch: 0 } as const;

test('a pause says where it stands', () => {
  expect(text(paused(1, 0)).text).toBe('Paused at step 0');
  expect(text(paused(1, 5)).text).toBe('Paused inside step 1 · forward pass done');
  expect(text(paused(1205, 0)).text).toBe('Paused after step 1,204');
  expect(text(paused(1205, 9)).text).toBe('Paused inside step 1,205 · operation 9 of 14');
});

test('a running run says how fast it is measured to be, or paced', () => {
  expect(text(running, 398.2)).toEqual({
    icon: '▶',
    text: 'Running',
    brief: 'Running',
    rate: '398 windows/s',
  });
  expect(text(running, null, 0.5).rate).toBe('0.5 windows/s');
  expect(text(running, null, 'max').rate).toBe('');
});

test('an epoch ends with its last window', () => {
  expect([0, 1, 1000, 1001].map((updates) => epochOf(updates, 1000))).toEqual([1, 1, 1, 2]);
});
