import { describe, expect, test } from 'vitest';
import { FrameChannel } from './frame-channel.ts';
import { recordingAudience } from './testing/recording-audience.ts';

/** A picture with a trainer's own number. */
const picture = (number: number): Uint8Array => new Uint8Array(Uint32Array.of(number, 0).buffer);

function channel() {
  const audience = recordingAudience();
  return { audience, frames: new FrameChannel(audience) };
}

describe('PR3 live pictures: latest wins', () => {
  test('who acknowledges gets every picture', () => {
    const { audience, frames } = channel();
    frames.join('a', false);
    for (let i = 1; i <= 5; i++) {
      frames.publish(picture(i));
      frames.acknowledge('a', i);
    }
    expect(audience.framesOf('a')).toEqual([1, 2, 3, 4, 5]);
  });

  test('who does not acknowledge gets two, and slows nobody', () => {
    const { audience, frames } = channel();
    frames.join('slow', false);
    frames.join('quick', false);
    for (let i = 1; i <= 100; i++) {
      frames.publish(picture(i));
      frames.acknowledge('quick', i);
    }
    expect(audience.framesOf('slow')).toEqual([1, 2]);
    expect(audience.framesOf('quick')).toHaveLength(100);
  });

  test('who has caught up gets the newest at once, and is in again', () => {
    const { audience, frames } = channel();
    frames.join('slow', false);
    for (let i = 1; i <= 9; i++) frames.publish(picture(i));
    frames.acknowledge('slow', 1);
    expect(audience.framesOf('slow')).toEqual([1, 2, 9]);
    frames.publish(picture(10));
    expect(audience.framesOf('slow')).toEqual([1, 2, 9]);
    frames.acknowledge('slow', 9);
    expect(audience.framesOf('slow')).toEqual([1, 2, 9, 10]);
    frames.publish(picture(11));
    expect(audience.framesOf('slow')).toEqual([1, 2, 9, 10, 11]);
  });

  test('a latecomer with a snapshot is not sent its picture again; one that resumes gets it', () => {
    const { audience, frames } = channel();
    frames.publish(picture(1));
    frames.join('late', true);
    frames.join('back', false);
    expect(audience.framesOf('late')).toEqual([]);
    expect(audience.framesOf('back')).toEqual([1]);
    frames.publish(picture(2));
    expect(audience.framesOf('late')).toEqual([2]);
  });

  test('after a pause no live picture comes late', () => {
    const { audience, frames } = channel();
    frames.join('slow', false);
    for (let i = 1; i <= 3; i++) frames.publish(picture(i));
    frames.clear();
    frames.acknowledge('slow', 2);
    expect(audience.framesOf('slow')).toEqual([1, 2]);
    expect(frames.newest).toBe(null);
  });

  test('numbers grow through trainers and threads that count anew', () => {
    const { audience, frames } = channel();
    frames.join('a', false);
    frames.publish(picture(57));
    frames.acknowledge('a', 1);
    frames.publish(picture(1));
    frames.acknowledge('a', 2);
    frames.publish(picture(1));
    expect(audience.framesOf('a')).toEqual([1, 2, 3]);
  });

  test('an acknowledgement of what was never sent is worth no more than that of the newest', () => {
    const { audience, frames } = channel();
    frames.join('a', false);
    frames.acknowledge('a', Number.MAX_SAFE_INTEGER);
    frames.acknowledge('nobody', 1);
    for (let i = 1; i <= 5; i++) frames.publish(picture(i));
    expect(audience.framesOf('a')).toEqual([1, 2]);
  });
});
