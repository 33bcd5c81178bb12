// @vitest-environment node
import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withDensity } from './png-of.ts';

/** A chunk of a PNG: length, name and data, checksum of the latter two. */
function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(8 + named.length);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), 4 + named.length);
  return whole;
}

test('PN2 a PNG says that it has 300 dots per inch, in a chunk that is whole', () => {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const before = [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa]), chunk('IHDR', header)];
  const after = [chunk('IDAT', deflateSync(Buffer.from([0, 0]))), chunk('IEND', Buffer.alloc(0))];
  const density = Buffer.alloc(9);
  density.writeUInt32BE(11_811, 0);
  density.writeUInt32BE(11_811, 4);
  density[8] = 1;
  const made = withDensity(Buffer.concat([...before, ...after]));
  expect(Buffer.from(made)).toEqual(Buffer.concat([...before, chunk('pHYs', density), ...after]));
  expect(Math.round(11_811 * 0.0254)).toBe(300);
});
