import { expect, test } from 'vitest';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import { ActProgress } from './act-progress.svelte.ts';

const at = (page: number, operation: number) =>
  ({
    lesson: { page },
    playback: {
      status: 'paused',
      cursor: { run: 0, branch: 0, step: 1, example: 0, operation },
      because: 'driver',
    },
    subject: { kind: 'window' },
  }) as unknown as RoomState;

test('LE9 a suggested act is done after so many moves on its page, or once so many have answered', () => {
  const progress = new ActProgress();
  const two = { kind: 'operations', count: 2 } as const;
  progress.see(at(1, 4));
  progress.see(at(1, 4));
  expect(progress.isDone(two, 0, null)).toBe(false);
  progress.see(at(1, 5));
  expect(progress.isDone(two, 0, null)).toBe(false);
  progress.see(at(1, 6));
  expect(progress.isDone(two, 0, null)).toBe(true);
  // On the next page it begins anew.
  progress.see(at(2, 6));
  expect(progress.isDone(two, 0, null)).toBe(false);
  const most = { kind: 'answers', percent: 80 } as const;
  expect([progress.isDone(most, 3, 1), progress.isDone(most, 4, 1), progress.isDone(most, 0, 0)]).toEqual([
    false,
    true,
    false,
  ]);
});
