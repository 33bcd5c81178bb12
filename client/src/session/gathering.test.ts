import type { Presence } from '@deltaboard/shared/protocol/people.ts';
import type { RoomEventMessage } from '@deltaboard/shared/protocol/events.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gathering } from './gathering.ts';
import type { ConnectionListener } from './listener.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const message = (seq: number): RoomEventMessage => ({
  term: 1,
  seq,
  event: { type: 'presence-changed', presence: {} as Presence },
});

/** What is heard, in order: an event by its number. */
function hearing() {
  const heard: (number | string)[] = [];
  const says = (name: string) => () => void heard.push(name);
  const listener: ConnectionListener = {
    event: ({ seq }) => void heard.push(seq),
    stateChanged: says('state'),
    welcomed: says('welcome'),
    frameArrived: () => Promise.resolve(says('frame')()),
    toldPersonal: says('personal'),
    toldDesk: says('desk'),
    unanswered: says('unanswered'),
    position: () => null,
  };
  const gathered = gathering(listener);
  return { heard, gathered, say: (...seqs: number[]) => seqs.forEach((seq) => gathered.event(message(seq))) };
}

test('PR11 the first is heard at once, what comes before the next frame together with it, in order', () => {
  const { heard, say } = hearing();
  say(1, 2, 3);
  expect(heard).toEqual([1]);
  vi.advanceTimersToNextFrame();
  expect(heard).toEqual([1, 2, 3]);
  // That frame draws these: the next wait for the one after it.
  say(4, 5);
  expect(heard).toEqual([1, 2, 3]);
  vi.advanceTimersToNextFrame();
  expect(heard).toEqual([1, 2, 3, 4, 5]);
  vi.advanceTimersToNextFrame();
  say(6);
  expect(heard.at(-1)).toBe(6);
});

test.each<[string, (gathered: ReturnType<typeof gathering>) => unknown]>([
  ['state', (to) => to.stateChanged({ status: 'connecting' })],
  ['welcome', (to) => to.welcomed({} as never)],
  ['frame', (to) => to.frameArrived(new Uint8Array())],
  ['personal', (to) => to.toldPersonal({} as never)],
  ['desk', (to) => to.toldDesk(null)],
])('PR11 whatever comes after an event is heard after it: a %s', (name, tell) => {
  const { heard, gathered, say } = hearing();
  say(1, 2);
  tell(gathered);
  expect(heard).toEqual([1, 2, name]);
});

test('PR11 the position is that of the last event that came; what is dropped is heard by nobody', () => {
  const { heard, gathered, say } = hearing();
  say(1, 2);
  gathered.position();
  expect(heard).toEqual([1, 2]);
  say(3);
  gathered.drop();
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual([1, 2]);
});

test('PR11 a page that draws nothing hears everything all the same', () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  const { heard, say } = hearing();
  say(1, 2);
  vi.advanceTimersByTime(250);
  expect(heard).toEqual([1, 2]);
  vi.unstubAllGlobals();
});
