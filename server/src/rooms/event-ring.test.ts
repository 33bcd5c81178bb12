import type { RoomEvent } from '@deltaboard/shared/protocol/events.ts';
import type { Moment } from '@deltaboard/shared/protocol/state.ts';
import { describe, expect, test } from 'vitest';
import { EventRing, RING_BYTES, RING_EVENTS } from './event-ring.ts';

const branched = (step: number): RoomEvent => ({ type: 'branched', step });
const seqs = (ring: EventRing, seq: number, term = 3) =>
  ring.since({ term, seq })?.map((message) => message.seq);

describe('PR2 missing events', () => {
  test('exactly those after the last one seen', () => {
    const ring = new EventRing(3);
    for (let i = 1; i <= 5; i++) ring.push(branched(i));
    expect(ring.position).toEqual({ term: 3, seq: 5 });
    expect(seqs(ring, 3)).toEqual([4, 5]);
    expect(seqs(ring, 5)).toEqual([]);
    expect(seqs(ring, 0)).toEqual([1, 2, 3, 4, 5]);
  });

  test('none for another term, a position of the future, or one that is too old', () => {
    const ring = new EventRing(3);
    for (let i = 1; i <= RING_EVENTS + 10; i++) ring.push(branched(i));
    expect(seqs(ring, 500, 2)).toBeUndefined();
    expect(seqs(ring, RING_EVENTS + 11)).toBeUndefined();
    expect(seqs(ring, 9)).toBeUndefined();
    expect(seqs(ring, 10)).toHaveLength(RING_EVENTS);
  });

  test('bounded in bytes as well', () => {
    const ring = new EventRing(3);
    const moment: Moment = {
      cursor: { run: 0, branch: 0, step: 1, example: 0, operation: 0 },
      settings: { nonLinearity: 'tanh', learningRate: 0.05 },
      theta: new Uint8Array(RING_BYTES / 4),
      squares: null,
      examples: [],
      vectors: null,
      trainer: null,
    };
    for (let i = 0; i < 10; i++) ring.push({ type: 'moment-reached', moment, points: [] });
    expect(seqs(ring, 7)).toEqual([8, 9, 10]);
    expect(seqs(ring, 6)).toBeUndefined();
  });
});
