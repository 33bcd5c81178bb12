import { expect, test } from 'vitest';
import { binaryFrame } from './broadcast.ts';

test.each([
  [0, [0x82, 0]],
  [125, [0x82, 125]],
  [126, [0x82, 126, 0, 126]],
  [0xffff, [0x82, 126, 0xff, 0xff]],
  [0x10000, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
])('WR9 a binary frame of %i bytes begins as RFC 6455 has it', (length, head) => {
  const payload = Buffer.alloc(length, 0xa5);
  const frame = binaryFrame(payload);
  expect([...frame.subarray(0, head.length)]).toEqual(head);
  expect(frame.subarray(head.length).equals(payload)).toBe(true);
});
