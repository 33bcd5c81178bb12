import fc from 'fast-check';
import * as msgpack from 'socket.io-msgpack-parser';
import { expect, test } from 'vitest';
import { acknowledged } from './acknowledgement.ts';

/** As a page's Socket.IO writes it. */
const written = (name: string, value: unknown): Buffer =>
  Buffer.concat(
    new msgpack.Encoder().encode({
      ...{ type: msgpack.PacketType.EVENT, data: [name, value], options: { compress: true }, nsp: '/' },
    }) as unknown as Buffer[],
  );

test('WR9 an acknowledgement is read as it stands, whatever its number', () => {
  const edges = fc.constantFrom(0, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000, 0xffffffff);
  fc.assert(
    fc.property(fc.oneof(edges, fc.nat(0xffffffff)), (number) => {
      expect(acknowledged(written('seen', number))).toBe(number);
    }),
  );
});

test('WR9 everything else is left to the parser', () => {
  const others = ['seen', -1, 2 ** 40, 1.5, null, [1], 'seen'].map((value) => written('seen', value));
  const names = ['sean', 'pulsed', 'command'].map((name) => written(name, 7));
  for (const packet of [...others, ...names, 'seen', undefined]) expect(acknowledged(packet)).toBeNull();
  fc.assert(
    fc.property(fc.nat(200), fc.nat(47), fc.nat(255), (number, at, byte) => {
      const packet = written('seen', number);
      if (at >= packet.length || packet[at] === byte) return;
      packet[at] = byte;
      const read = acknowledged(packet);
      // Only the number can have become another one.
      if (read !== null) expect(packet.equals(written('seen', read))).toBe(true);
      expect(acknowledged(packet.subarray(0, at))).toBeNull();
    }),
  );
});
