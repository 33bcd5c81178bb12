import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../refusal.ts';
import { encodeUtf8 } from './utf8.ts';
import { VectorReader, type Asked, type VectorReading } from './reader.ts';

const ALL: Asked = { wanted: new Set(), frequent: 1000, bytes: 1_000_000 };

function read(pieces: readonly Uint8Array[], asked: Partial<Asked> = {}): VectorReading {
  const reader = new VectorReader({ ...ALL, ...asked });
  for (const piece of pieces) reader.push(piece);
  return reader.end();
}
const ofText = (text: string, asked: Partial<Asked> = {}): VectorReading => read([encodeUtf8(text)], asked);

describe('VE1 what is read', () => {
  test.each([
    ['GloVe’s text', 'the 0.5 -1 2e-1\nof 1 2 3\nkim 4 5 6\n', null],
    [
      'word2vec’s text, with its header and the space at each end',
      '3 3\nthe 0.5 -1 0.2 \nof 1 2 3 \nkim 4 5 6 \n',
      3,
    ],
    ['fastText’s .vec, without a last newline', '3 3\nthe .5 -1. 0.2\nof 1 2 3\nkim 4 5 6', 3],
    ['tabs, CRLF and a byte-order mark', '\uFEFFthe\t0.5\t-1\t+0.2\r\nof\t1\t2\t3\r\nkim\t4\t5\t6\r\n', null],
    ['two spaces, and blank lines', 'the  0.5 -1  0.2\n\nof 1 2 3\n\n\nkim 4 5 6\n', null],
  ])('%s', (_, text, announced) => {
    const { cut, problems, lines, ...rest } = ofText(text);
    expect(cut.words).toEqual(['the', 'of', 'kim']);
    expect(cut.dimensions).toBe(3);
    expect([...cut.rows]).toEqual([0.5, -1, 0.2, 1, 2, 3, 4, 5, 6].map(Math.fround));
    expect(problems).toEqual([]);
    expect(lines).toBe(3);
    expect(rest.announced).toBe(announced);
  });

  test('any length of vector, also one number: of two whole numbers at the top the other lines say what they are', () => {
    expect(ofText('3 1\na 5\nb 6\nc 7\n')).toMatchObject({
      announced: 3,
      cut: { dimensions: 1, words: ['a', 'b', 'c'] },
    });
    expect(ofText('w 1\nx 2\n').cut).toMatchObject({ dimensions: 1, words: ['w', 'x'] });
    const wide = Array.from({ length: 300 }, (_, k) => k / 8).join(' ');
    expect(ofText(`one ${wide}\n`).cut.dimensions).toBe(300);
  });

  test('a file in which nothing is a vector, and vectors that are longer than a class takes, are refused by name', () => {
    const refusal = (text: string): unknown => {
      try {
        return ofText(text);
      } catch (error) {
        return error instanceof Refusal ? [error.code, error.params] : error;
      }
    };
    expect(refusal('')).toEqual(['vectors-none', {}]);
    expect(refusal('PK\u0003\u0004')).toEqual(['vectors-none', {}]);
    expect(refusal(`w ${'1 '.repeat(1025)}\n`)).toEqual([
      'vectors-dimensions',
      { dimensions: 1025, limit: 1024 },
    ]);
  });
});

describe('VE2 lines that are left out', () => {
  test('are counted by kind, with the first three places', () => {
    const good = Array.from({ length: 70 }, (_, k) => `w${k}x 1 2\n`).join('');
    const bad = 'a 1\nb 1 2 3\nnew york 1 2\nd 1\ne nan 1\nf 1 1e99\n';
    const { problems, lines } = read([
      encodeUtf8(good + bad),
      Uint8Array.of(0xff, 0xfe),
      encodeUtf8(` 1 2\n${'long'.repeat(20_000)} 1 2\nlast 3 4\n`),
    ]);
    expect(lines).toBe(71);
    const place = (line: number, column: number, value: string) => ({ line, column, value });
    expect(problems).toEqual([
      { kind: 'columns', count: 4, places: [place(71, 1, '1'), place(72, 1, '3'), place(73, 1, '3')] },
      { kind: 'number', count: 2, places: [place(75, 3, 'e'), place(76, 3, 'f')] },
      { kind: 'word', count: 1, places: [place(77, 1, 'ÿþ')] },
      { kind: 'long', count: 1, places: [place(78, 65_536, '')] },
    ]);
  });
});

describe('VE3 what is kept', () => {
  const file = [
    'the 1 0',
    'of 2 0',
    'Paris 3 0',
    '1999 4 0',
    '2001 6 0',
    'rare 5 0',
    'paris 9 9',
    'seoul 7 0',
  ].join('\n');

  test('the most frequent words of the file and those of the text, as the model sees them; of two spellings the first', () => {
    const { cut } = ofText(file, { frequent: 2, wanted: new Set(['seoul', 'paris', 'nowhere']) });
    expect(cut.words).toEqual(['the', 'of', 'paris', 'seoul']);
    expect([...cut.rows]).toEqual([1, 0, 2, 0, 3, 0, 7, 0]);
    expect(cut.frequent).toBe(2);
  });

  test('numerals share the mean of theirs; what is unknown has that of the rarest frequent words', () => {
    const { cut } = ofText(file, { frequent: 4 });
    expect([...cut.number]).toEqual([5, 0]);
    expect(cut.words.slice(0, 4)).toEqual(['the', 'of', 'paris', 'rare']);
    expect([...cut.unknown]).toEqual([4, 0]);
  });

  test('no more than its bytes hold: the text’s words go first, and those without a place are counted', () => {
    const room = (words: number): number => 32 + 8 * 2 + words * (4 * 2 + 16);
    const wanted = new Set(['seoul', 'rare']);
    expect(ofText(file, { wanted, bytes: room(3) }).cut.words).toEqual(['the', 'rare', 'seoul']);
    expect(ofText(file, { wanted, bytes: room(1) })).toMatchObject({ cut: { words: ['rare'] }, leftOut: 1 });
  });
});

describe('VE1 a file comes in pieces', () => {
  const lines = fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom('a', 'b', 'é', '서울', 'C'), fc.nat(99))
          .map(([w, n]) => `${w}${n} ${n} 0.5`),
      },
      fc.constantFrom('', ' ', 'x', 'x 1', 'x 1 2 3', 'x nan 1', '1 1 1', '\t', 'y 1 2\r', '😀 1 2'),
    ),
    { maxLength: 90 },
  );

  test('however they are cut the same is read', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (each, sizes) => {
        const bytes = encodeUtf8(['a 1 2', ...each].join('\n'));
        const pieces: Uint8Array[] = [];
        for (let at = 0, k = 0; at < bytes.length; at += sizes[k++ % sizes.length])
          pieces.push(bytes.subarray(at, at + sizes[k % sizes.length]));
        expect(read(pieces)).toEqual(read([bytes]));
      }),
    );
  });

  test('MF3 of any bytes something is read, or it is refused by name; nothing else is thrown, and no number is not finite', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        fc
          .constantFrom('w 1 2\n', '1 2 3\n', '\n', ' ', '\t', '9 9\n', '-1e999 ', '\u0000', 'x'.repeat(300))
          .map(encodeUtf8),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pieces, (each) => {
        try {
          const { cut } = read(each, { wanted: new Set(['w']), frequent: 3, bytes: 4000 });
          expect(cut.rows).toHaveLength(cut.words.length * cut.dimensions);
          expect(cut.rows.every(Number.isFinite)).toBe(true);
          expect(new Set(cut.words).size).toBe(cut.words.length);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(['vectors-none', 'vectors-dimensions']).toContain(error.code);
        }
      }),
    );
  });
});
