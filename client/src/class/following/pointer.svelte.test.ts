import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Acknowledgement } from '@deltaboard/shared/protocol/events.ts';
import { Selection } from '../../pass/board/selection.svelte.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import { followPointer } from './pointer.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function following() {
  const room = new ScriptedRoom();
  room.welcome('instructor');
  const selection = new Selection();
  const stop = $effect.root(() => followPointer(room.session, selection));
  const pin = (index: number): void => {
    selection.pin({ quantity: 'W', index });
    flushSync();
  };
  return { room, pin, stop };
}

const pointed = (room: ScriptedRoom) =>
  room.asked.map((command) => command.type === 'point' && command.pointer?.index);

test('FO2 PR5 a pin that an arrow key drags along is told one at a time; the newest wins, and the last is always told', async () => {
  const { room, pin, stop } = following();
  const answers: ((reply: Acknowledgement) => void)[] = [];
  for (let index = 0; index < 30; index++) {
    room.reply = new Promise((resolve) => answers.push(resolve));
    pin(index);
  }
  expect(pointed(room)).toEqual([0]);
  answers[0]({ ok: true });
  await vi.advanceTimersByTimeAsync(1000);
  expect(pointed(room)).toEqual([0, 29]);
  stop();
});

test('FO2 where the class points already is not told again', async () => {
  const { room, pin, stop } = following();
  pin(3);
  room.become({ pointer: { quantity: 'W', layer: 1, index: 3 } });
  pin(4);
  pin(3);
  await vi.advanceTimersByTimeAsync(1000);
  expect(pointed(room)).toEqual([3]);
  stop();
});

test('FO2 a page of the driver that has pinned nothing takes no pin away, and one that comes back has it as its own', async () => {
  const { room, stop } = following();
  room.become({ pointer: { quantity: 'W', layer: 1, index: 3 } });
  flushSync();
  await vi.advanceTimersByTimeAsync(1000);
  expect(pointed(room)).toEqual([]);
  stop();

  const again = new Selection();
  const stopAgain = $effect.root(() => followPointer(room.session, again));
  flushSync();
  expect(again.pinned).toEqual({ quantity: 'W', index: 3 });
  again.release();
  flushSync();
  await vi.advanceTimersByTimeAsync(1000);
  expect(room.asked).toEqual([{ type: 'point', pointer: null }]);
  stopAgain();
});
