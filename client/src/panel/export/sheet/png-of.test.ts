// @vitest-environment node
import { expect, test } from 'vitest';
import { withDensity } from './png-of.ts';

/** CRC-32 as PNG has it (ISO 3309), bit by bit. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

test('PN2 a PNG says behind its header that it has 300 dots per inch, in a chunk that is whole', () => {
  const png = Uint8Array.from({ length: 60 }, (_, k) => k);
  const made = withDensity(png);
  expect([...made.subarray(0, 33), ...made.subarray(54)]).toEqual([...png]);
  const chunk = new DataView(made.buffer, 33, 21);
  expect(chunk.getUint32(0)).toBe(9);
  expect(String.fromCharCode(...made.subarray(37, 41))).toBe('pHYs');
  expect([chunk.getUint32(8), chunk.getUint32(12), chunk.getUint8(16)]).toEqual([11_811, 11_811, 1]);
  expect(chunk.getUint32(17)).toBe(crc32(made.subarray(37, 50)));
  expect(Math.round(11_811 * 0.0254)).toBe(300);
});
