import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safetensors, type NamedArray } from './arrays.ts';
import { readSafetensors } from './read-safetensors.ts';

const values = fc.oneof(
  fc.float32Array({ maxLength: 12 }),
  fc.float64Array({ maxLength: 12 }),
  fc.int32Array({ maxLength: 12 }),
);

test('XP6 what was written is read: names, shapes, numbers to the last bit, and what stands beside them', () => {
  const arrays = fc.uniqueArray(
    fc.record({ name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/), values }),
    { selector: ({ name }) => name, maxLength: 5 },
  );
  const metadata = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(arrays, metadata, (some, beside) => {
      const written = some.map((one): NamedArray => ({ ...one, shape: [one.values.length] }));
      const read = readSafetensors(safetensors(written, beside));
      expect([...read.arrays.values()]).toEqual(written);
      expect(read.metadata).toEqual(Object.assign({}, beside));
    }),
  );
});

test('XP6 whatever the bytes are, they are read or refused, and nothing outside of them is', () => {
  const whole = safetensors([{ name: 'W', shape: [2], values: Float32Array.of(1, 2) }], { a: 'b' });
  const damaged = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      const bytes = whole.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      try {
        for (const { values: found, shape } of readSafetensors(bytes).arrays.values())
          expect(found).toHaveLength(shape.reduce((product, one) => product * one, 1));
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});

test.each([
  [new Uint8Array(5), '5 bytes are no safetensors file'],
  [Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0), 'a header of 255 bytes does not fit into a file of 8'],
  [Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 91, 93), 'its header is no JSON object'],
])('XP6 %j: %s', (bytes, reason) => {
  expect(() => readSafetensors(bytes)).toThrow(reason);
});
