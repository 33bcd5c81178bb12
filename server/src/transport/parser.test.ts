import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as msgpack from 'socket.io-msgpack-parser';
import { check, encode } from './msgpack.ts';
import { parser } from './parser.ts';

/** As the packet arrives, by the parser's own decoder behind the guard. */
function decode(bytes: unknown): unknown {
  const decoder = new parser.Decoder();
  let decoded: unknown;
  decoder.on('decoded', (packet: unknown) => {
    decoded = packet;
  });
  decoder.add(bytes);
  return decoded;
}

const packetOf = (...data: unknown[]) => ({ type: 2, data, nsp: '/' });
const sent = (value: unknown): unknown => decode(encode(packetOf('seen', value)));
const ANY = { values: Infinity, depth: Infinity };
const checks =
  (bytes: Uint8Array, most = ANY) =>
  () => {
    check(Buffer.from(bytes), most);
  };
/** As the parser reads it where a packet may hold as much as it likes. */
function read(value: unknown): unknown {
  const bytes = encode(packetOf('seen', value));
  checks(bytes)();
  let decoded: unknown;
  const decoder = new msgpack.Decoder();
  decoder.on('decoded', (packet: unknown) => {
    decoded = packet;
  });
  decoder.add(bytes);
  return decoded;
}

/** Whatever is not a prototype's name: notepack sets those on the object it builds. */
const plain = fc
  .anything({ withBigInt: false, withNullPrototype: false, withSet: false, withMap: false })
  .filter((value) => !JSON.stringify(value, (_key, item: unknown) => item ?? null)?.includes('__proto__'));

describe('PR4 packets', () => {
  test('every value passes the check and arrives as it was', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(read(value)).toEqual(packetOf('seen', value));
      }),
    );
  });

  test.each([
    0,
    -0,
    127,
    128,
    255,
    256,
    65535,
    65536,
    2 ** 32 - 1,
    2 ** 32,
    -1,
    0.1,
    2 ** 64,
    1e300,
    NaN,
    -Infinity,
  ])('the number %d is that very number', (value) => {
    expect(sent(value)).toEqual(packetOf('seen', value));
  });

  test.each([0, 15, 16, 31, 32, 255, 256, 65535, 65536])(
    'texts, lists, maps and bytes of length %d',
    (length) => {
      const list = Array.from({ length }, (_, i) => i);
      const bytes = Buffer.alloc(length, 7);
      const map = Object.fromEntries(list.map((i) => [`k${i}`, i]));
      expect(read({ text: 'é'.repeat(length), list, map, bytes })).toEqual(
        packetOf('seen', { text: 'é'.repeat(length), list, map, bytes }),
      );
    },
  );

  test('bytes are sent on their own, whatever the memory behind them', () => {
    const memory = new Uint8Array(100).map((_, i) => i);
    expect(sent([memory.subarray(10, 14)])).toEqual(packetOf('seen', [Buffer.from([10, 11, 12, 13])]));
  });

  test('whatever bytes come, the check decides, and what passes is read to its end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        let passes = true;
        try {
          check(Buffer.from(bytes), ANY);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          passes = false;
        }
        // Behind the check it is refused only for not being a packet.
        if (passes) expect(() => decode(Buffer.from(bytes))).toThrow(/null|undefined|invalid/);
      }),
      { numRuns: 2000 },
    );
  });

  test('a packet cut short or with something behind it is refused', () => {
    const whole = encode(packetOf('command', { type: 'set', value: 0.5 }, undefined, new Uint8Array(3)));
    checks(whole)();
    for (let end = 0; end < whole.length; end++) expect(checks(whole.subarray(0, end))).toThrow(RangeError);
    expect(checks(Buffer.concat([whole, Buffer.of(0)]))).toThrow(RangeError);
  });

  test('names that Socket.IO reserves are not for clients', () => {
    for (const name of ['disconnect', 'error', 'connect', 'constructor', 3, null]) {
      expect(() => decode(encode(packetOf(name)))).toThrow('not in the protocol');
    }
  });

  test('MF2 a packet of more values, or deeper ones, than any page sends is refused before it is read', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    const most = { values: 10, depth: 4 };
    for (const value of [nested(4), { a: { b: { c: { d: 1 } } } }, Array.from({ length: 9 }, () => 1)])
      checks(encode(value), most)();
    for (const value of [
      nested(5),
      { a: { b: { c: { d: { e: 1 } } } } },
      Array.from({ length: 10 }, () => 1),
    ])
      expect(checks(encode(value), most)).toThrow(RangeError);
    expect(() => sent(Array.from({ length: 2000 }, () => ({})))).toThrow(RangeError);
    expect(() => sent(nested(20))).toThrow(RangeError);
    // As deep as a message can be: nobody's stack ends.
    expect(() => decode(Buffer.alloc(1_300_000, 0x91))).toThrow(RangeError);
  });

  test('MF2 keys are texts, and none is a prototype’s; there is one namespace', () => {
    // { [nil]: 1 }, { 7: 1 }, { [[]]: 1 }
    for (const key of [0xc0, 0x07, 0x90]) expect(checks(Buffer.of(0x81, key, 1))).toThrow(RangeError);
    expect(checks(encode(JSON.parse('{"__proto__": {}}')))).toThrow(RangeError);
    expect(() => decode(encode({ ...packetOf('seen', 1), nsp: '/other' }))).toThrow('one namespace');
  });
});
