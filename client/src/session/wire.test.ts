import { expect, test } from 'vitest';
import { withBytes } from './wire.ts';

test('PR7 binary arrives as Uint8Array wherever it stands, and everything else as it was', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const message = {
    moment: { theta: bytes.buffer, delta: [bytes.buffer], window: null },
    step: 3,
    known: [true],
  };
  expect(withBytes(message)).toEqual({
    moment: { theta: bytes, delta: [bytes], window: null },
    step: 3,
    known: [true],
  });
  expect(withBytes(bytes)).toBe(bytes);
});
