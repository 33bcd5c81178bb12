import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../refusal.ts';
import { normalise, NUMBER } from '../token.ts';
import { createVocabulary } from '../vocabulary.ts';
import { cutSize, decodeCut, encodeCut, HEADER_BYTES, type VectorCut } from './cut.ts';
import { randomVectors } from './random.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';
import { wantedOf, withoutVector, wordCounts } from './wanted.ts';

const words = fc.uniqueArray(
  fc
    .string({ minLength: 1, unit: 'grapheme' })
    .map(normalise)
    .filter((word) => word !== '' && word !== NUMBER && !word.includes('\n')),
  { minLength: 1, maxLength: 20 },
);
const cuts: fc.Arbitrary<VectorCut> = fc
  .tuple(words, fc.integer({ min: 1, max: 9 }), fc.nat(20), fc.integer())
  .map(([each, dimensions, frequent, seed]) => {
    const floats = (count: number): Float32Array =>
      Float32Array.from({ length: count * dimensions }, (_, k) => (seed % 1000) / (k + 7));
    return {
      dimensions,
      words: each,
      frequent: Math.min(frequent, each.length),
      unknown: floats(1),
      number: floats(1),
      rows: floats(each.length),
    };
  });

describe('VE4 a cut as bytes', () => {
  test('is read to what was written', () => {
    fc.assert(
      fc.property(cuts, (cut) => {
        expect(decodeCut(encodeCut(cut))).toEqual(cut);
      }),
    );
  });

  test('its size is told by its first 32 bytes, and held against its length before anything is allocated', () => {
    const bytes = encodeCut(randomVectors(wordCounts([{ tokens: ['a', 'b', 'a', 'b'] }]), 10, 1));
    expect(cutSize(bytes.subarray(0, HEADER_BYTES), bytes.length)).toEqual({
      ...{ dimensions: 10, words: 2, textBytes: 3, frequent: 0 },
    });
    const claiming = bytes.slice(0, HEADER_BYTES);
    new DataView(claiming.buffer).setUint32(12, 900_000, true);
    expect(() => cutSize(claiming, bytes.length)).toThrow(
      new Refusal('vectors-damaged', { reason: 'length' }),
    );
  });

  test('MF3 of damaged bytes something is read, or they are refused as damaged', () => {
    fc.assert(
      fc.property(cuts, fc.array(fc.tuple(fc.nat(400), fc.nat(255))), fc.nat(400), (cut, changes, end) => {
        const bytes = encodeCut(cut);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          const read = decodeCut(bytes.subarray(0, Math.max(0, bytes.length - end)));
          expect(read.rows.every(Number.isFinite)).toBe(true);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(error.code).toBe('vectors-damaged');
        }
      }),
    );
  });

  test('UTF-8 is what every other program calls so', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        let expected: string | null;
        try {
          expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        } catch {
          expected = null;
        }
        expect(decodeUtf8(bytes, 0, bytes.length)).toBe(expected);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
      }),
    );
  });
});

describe('VE5 the words of a text', () => {
  const counts = wordCounts([{ tokens: ['A', 'Café', 'in', 'Paris', '1999', 'in', '2001', 'xqz'] }]);

  test('are wanted in every spelling under which they are looked for; a number is none', () => {
    expect([...wantedOf(counts)].toSorted()).toEqual(['a', 'an', 'cafe', 'café', 'in', 'paris', 'xqz']);
  });

  test('without a vector are counted by themselves and as they run', () => {
    const vocabulary = createVocabulary(['an', 'cafe', 'in']);
    expect(withoutVector(counts, vocabulary)).toEqual({ words: 2, of: 6, running: 2, ofRunning: 8 });
  });
});

describe('VE8 vectors that are drawn', () => {
  test('are a pure function of the text’s words, d and the seed; words that occur once share the unknown row', () => {
    const counts = wordCounts([{ tokens: ['b', 'a', 'b', 'once', '7', '8', 'a'] }]);
    const drawn = randomVectors(counts, 4, 9);
    expect(drawn.words).toEqual(['b', 'a']);
    expect(drawn).toEqual(randomVectors(counts, 4, 9));
    expect(drawn.rows).not.toEqual(randomVectors(counts, 4, 10).rows);
    expect(drawn.rows.every((entry) => Math.abs(entry) <= 0.5)).toBe(true);
  });
});
