import { describe, expect, test } from 'vitest';
import { KEYFRAME_AT } from '@deltaboard/shared/protocol/frame-number.ts';
import { HEAD } from '@deltaboard/shared/protocol/frame.ts';
import { nameFrame } from '@deltaboard/shared/protocol/frame-encode.ts';
import { FrameChannel } from './frame-channel.ts';
import { recordingAudience } from './testing/recording-audience.ts';

/** As a trainer writes it: without a W, with all of it, or with what has changed since a keyframe of that name. */
function picture(W: 'none' | 'whole' | 'difference' = 'none', name = 7): Uint8Array {
  const bytes = new Uint8Array(HEAD);
  nameFrame(bytes, W === 'whole' ? name : 0, W === 'none' ? 0 : name);
  return bytes;
}

const keyframeOf = (bytes: Uint8Array): number => new DataView(bytes.buffer).getUint32(KEYFRAME_AT, true);

function channel() {
  const audience = recordingAudience();
  return { audience, frames: new FrameChannel(audience) };
}

describe('PR3 live pictures: latest wins', () => {
  test('who acknowledges gets every picture', () => {
    const { audience, frames } = channel();
    frames.join('a');
    for (let i = 1; i <= 5; i++) {
      frames.publish(picture());
      frames.acknowledge('a', i);
    }
    expect(audience.framesOf('a')).toEqual([1, 2, 3, 4, 5]);
  });

  test('who does not acknowledge gets four, and slows nobody', () => {
    const { audience, frames } = channel();
    frames.join('slow');
    frames.join('quick');
    for (let i = 1; i <= 100; i++) {
      frames.publish(picture());
      if (i % 3 === 0) frames.acknowledge('quick', i);
    }
    expect(audience.framesOf('slow')).toEqual([1, 2, 3, 4]);
    expect(audience.framesOf('quick')).toHaveLength(100);
  });

  test('who has caught up gets the newest at once, and is in again', () => {
    const { audience, frames } = channel();
    frames.join('slow');
    for (let i = 1; i <= 9; i++) frames.publish(picture());
    frames.acknowledge('slow', 1);
    expect(audience.framesOf('slow')).toEqual([1, 2, 3, 4, 9]);
    frames.publish(picture());
    expect(audience.framesOf('slow')).toEqual([1, 2, 3, 4, 9]);
    frames.acknowledge('slow', 9);
    expect(audience.framesOf('slow')).toEqual([1, 2, 3, 4, 9, 10]);
    frames.publish(picture());
    expect(audience.framesOf('slow')).toEqual([1, 2, 3, 4, 9, 10, 11]);
  });

  test('a latecomer gets the newest at once', () => {
    const { audience, frames } = channel();
    frames.publish(picture());
    frames.join('late');
    expect(audience.framesOf('late')).toEqual([1]);
    frames.publish(picture());
    expect(audience.framesOf('late')).toEqual([1, 2]);
  });

  test('after a pause no live picture comes late', () => {
    const { audience, frames } = channel();
    frames.join('slow');
    for (let i = 1; i <= 5; i++) frames.publish(picture());
    frames.clear();
    frames.acknowledge('slow', 4);
    frames.join('late');
    expect(audience.framesOf('slow')).toEqual([1, 2, 3, 4]);
    expect(audience.framesOf('late')).toEqual([]);
  });

  test('an acknowledgement of what was never sent is worth no more than that of the newest', () => {
    const { audience, frames } = channel();
    frames.join('a');
    frames.acknowledge('a', Number.MAX_SAFE_INTEGER);
    frames.acknowledge('nobody', 1);
    for (let i = 1; i <= 9; i++) frames.publish(picture());
    expect(audience.framesOf('a')).toEqual([1, 2, 3, 4]);
  });
});

describe('WR6 keyframes', () => {
  test('numbers and keyframes grow through trainers and threads that name theirs anew', () => {
    const { audience, frames } = channel();
    frames.join('a');
    const pictures = [picture('whole', 57), picture('difference', 57), picture(), picture('whole', 3)];
    pictures.push(picture('difference', 3));
    pictures.forEach((bytes, k) => {
      frames.publish(bytes);
      frames.acknowledge('a', k + 1);
    });
    expect(audience.framesOf('a')).toEqual([1, 2, 3, 4, 5]);
    expect(pictures.map(keyframeOf)).toEqual([1, 1, 0, 4, 4]);
  });

  test('whoever comes, or comes back into the fan-out, has the keyframe before what is told against it', () => {
    const { audience, frames } = channel();
    frames.join('slow');
    frames.publish(picture('whole'));
    for (let i = 2; i <= 5; i++) frames.publish(picture('difference'));
    frames.join('late');
    expect(audience.framesOf('late')).toEqual([1, 5]);
    frames.publish(picture('whole', 8));
    frames.publish(picture('difference', 8));
    frames.acknowledge('slow', 4);
    expect(audience.framesOf('slow')).toEqual([1, 2, 3, 4, 6, 7]);
    expect(audience.framesOf('late')).toEqual([1, 5, 6, 7]);
  });

  test('a difference whose keyframe never came is nobody’s', () => {
    const { audience, frames } = channel();
    frames.join('a');
    frames.publish(picture('difference', 3));
    frames.publish(picture('whole', 4));
    frames.publish(picture('difference', 3));
    frames.publish(picture('difference', 4));
    expect(audience.framesOf('a')).toEqual([1, 2]);
  });
});

describe('WR7 who asks for less gets less', () => {
  test('one picture in two, and no other to make up for it but a keyframe that is needed', () => {
    const { audience, frames } = channel();
    frames.join('phone');
    frames.thin('phone', 2);
    const told = ['whole', 'none', 'whole', 'none', 'none', 'difference', 'whole', 'whole'] as const;
    told.forEach((W, k) => {
      frames.publish(picture(W, 1 + told.slice(0, k + 1).filter((one) => one === 'whole').length));
      frames.acknowledge('phone', k + 1);
    });
    expect(audience.framesOf('phone')).toEqual([1, 2, 4, 3, 6, 8]);
  });

  test('none, and then the newest at once', () => {
    const { audience, frames } = channel();
    frames.join('hidden');
    frames.thin('hidden', 0);
    frames.thin('nobody', 0);
    for (let i = 1; i <= 5; i++) frames.publish(picture(i === 1 ? 'whole' : 'none'));
    expect(audience.framesOf('hidden')).toEqual([]);
    frames.thin('hidden', 1);
    expect(audience.framesOf('hidden')).toEqual([1, 5]);
  });
});
