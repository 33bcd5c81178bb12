/**
 * Word vectors out of a file of any size, a piece at a time: GloVe's text, word2vec's text and fastText's .vec, with a header line or without
 * (SPEC VE1 to VE4). Pure: bytes in, and what is kept never grows beyond what was asked for.
 *
 * @see Pennington, Socher and Manning, GloVe: Global Vectors for Word Representation, EMNLP 2014
 */
import { Refusal } from '../../refusal.ts';
import { FoundByKind, type Found } from '../reading/reading.ts';
import { normalise, NUMBER } from '../token.ts';
import { DIMENSIONS_LIMIT, wordsWithin, type VectorCut } from './cut.ts';
import { areNumbers, fieldsOf, latin, readNumbers, trimmedEnd, trimmedStart, wordEnd } from './line.ts';
import { Rows } from './rows.ts';
import { decodeUtf8 } from './utf8.ts';

/** What can be wrong with a line, which is left out then. */
export const vectorProblemKinds = [
  'columns', // another number of numbers than the others: `value` is how many
  'number', // not one in decimal digits, or none of float32: `value` is the word
  'word', // bytes that are not UTF-8
  'long', // longer than any line of this kind
] as const;
export type VectorProblemKind = (typeof vectorProblemKinds)[number];

export interface VectorReading {
  readonly cut: VectorCut;
  /** Lines that hold a vector. */
  readonly lines: number;
  /** As many as the header says that there are; null: there is none. */
  readonly announced: number | null;
  /** Wanted words that had no place any more. */
  readonly leftOut: number;
  readonly problems: readonly (Found & { readonly kind: VectorProblemKind })[];
}

export interface Asked {
  /** Words as the model sees them. */
  readonly wanted: ReadonlySet<string>;
  /** Beside these so many of the file's own first words: it lists the most frequent first. */
  readonly frequent: number;
  /** Of the cut, at most. */
  readonly bytes: number;
}

const NEWLINE = 0x0a;
/** A word and 1,024 numbers of 24 digits each are shorter. */
const LINE_LIMIT = 65_536;
/** Lines that are looked at before it is said how many numbers a line has. */
const SAMPLE = 64;
/** The vectors of so many numerals make the row of numbers. */
const NUMERALS = 1000;

interface Format {
  readonly dimensions: number;
  /** Of the file, beside the wanted ones. */
  readonly frequent: number;
  readonly most: number;
}

export class VectorReader {
  readonly #asked: Asked;
  readonly #problems = new FoundByKind(vectorProblemKinds);
  /** The first lines, until it is known what they are. */
  #sample: Uint8Array[] | null = [];
  #format: Format = { dimensions: 0, frequent: 0, most: 0 };
  #rows = new Rows(0);
  #vector = new Float64Array(0);
  #announced: number | null = null;
  /** The beginning of a line whose end has not come yet. */
  readonly #begun = new Uint8Array(LINE_LIMIT);
  #length = 0;
  #isLong = false;
  #line = 0;
  #lines = 0;
  #frequent = 0;
  #leftOut = 0;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Throws Refusal vectors-none, vectors-dimensions, once enough has been seen for it. */
  push(bytes: Uint8Array): void {
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      if (this.#length > 0 || this.#isLong || end - from > LINE_LIMIT) {
        this.#begin(bytes, from, end);
        this.#endBegun();
      } else this.#take(bytes, from, end);
      from = end + 1;
    }
    this.#begin(bytes, from, bytes.length);
  }

  /** Throws Refusal vectors-none, vectors-dimensions. */
  end(): VectorReading {
    if (this.#length > 0 || this.#isLong) this.#endBegun();
    this.#settle();
    if (this.#rows.size === 0) throw new Refusal('vectors-none');
    return {
      cut: this.#rows.cut(this.#frequent),
      lines: this.#lines,
      announced: this.#announced,
      leftOut: this.#leftOut,
      problems: this.#problems.list,
    };
  }

  #begin(bytes: Uint8Array, from: number, to: number): void {
    if (this.#isLong || this.#length + to - from > LINE_LIMIT) this.#isLong = true;
    else {
      this.#begun.set(bytes.subarray(from, to), this.#length);
      this.#length += to - from;
    }
  }

  #endBegun(): void {
    const [length, isLong] = [this.#length, this.#isLong];
    this.#length = 0;
    this.#isLong = false;
    if (!isLong) return this.#take(this.#begun, 0, length);
    this.#take(this.#begun, 0, 0);
    this.#problems.add('long', this.#line, LINE_LIMIT, '');
  }

  /** A whole line. Of the first ones what they are is told by all of them. */
  #take(bytes: Uint8Array, from: number, to: number): void {
    if (!this.#sample) return this.#read(bytes, from, to);
    this.#sample.push(bytes.slice(from, to));
    this.#line++;
    if (this.#sample.length === SAMPLE) this.#settle();
  }

  #settle(): void {
    const sample = this.#sample;
    if (!sample) return;
    this.#sample = null;
    this.#line = 0;
    const known = formatOf(sample);
    if (!known) throw new Refusal('vectors-none');
    const { dimensions, header } = known;
    if (dimensions > DIMENSIONS_LIMIT)
      throw new Refusal('vectors-dimensions', { dimensions, limit: DIMENSIONS_LIMIT });
    const { wanted, frequent, bytes } = this.#asked;
    const most = wordsWithin(bytes, dimensions);
    this.#format = { dimensions, most, frequent: Math.max(0, Math.min(frequent, most - wanted.size)) };
    this.#rows = new Rows(dimensions);
    this.#vector = new Float64Array(dimensions);
    this.#announced = header;
    sample.forEach((line, k) => {
      if (k === 0 && header !== null) this.#line++;
      else this.#read(line, k === 0 && isMarked(line) ? 3 : 0, line.length);
    });
  }

  #read(bytes: Uint8Array, from: number, to: number): void {
    this.#line++;
    const end = trimmedEnd(bytes, from, to);
    const start = trimmedStart(bytes, from, end);
    if (start === end) return;
    const { dimensions } = this.#format;
    const fields = fieldsOf(bytes, start, end);
    const ofWord = wordEnd(bytes, start, end);
    if (fields !== dimensions + 1) return this.#bad('columns', 1, String(fields - 1));
    const written = decodeUtf8(bytes, start, ofWord);
    if (written === null) return this.#bad('word', start - from + 1, latin(bytes, start, ofWord));
    const numbers = trimmedStart(bytes, ofWord, end);
    if (!areNumbers(bytes, numbers, end)) return this.#bad('number', numbers - from + 1, written);
    const take = this.#use(normalise(written));
    if (take && !readNumbers(bytes, numbers, end, this.#vector, 0))
      return this.#bad('number', numbers - from + 1, written);
    this.#lines++;
    take?.();
  }

  #bad(kind: VectorProblemKind, column: number, value: string): void {
    this.#problems.add(kind, this.#line, column, value);
  }

  /** What becomes of a word's vector; null: it is not needed. Of a word that comes again in other capitals the first counts. */
  #use(word: string): (() => void) | null {
    const rows = this.#rows;
    if (word === NUMBER) return rows.numberWords < NUMERALS ? () => rows.addNumber(this.#vector) : null;
    if (rows.has(word)) return null;
    const isFrequent = this.#frequent === rows.size && rows.size < this.#format.frequent;
    if (!isFrequent && !this.#asked.wanted.has(word)) return null;
    if (rows.size >= this.#format.most) {
      this.#leftOut++;
      return null;
    }
    return () => {
      rows.add(word, this.#vector);
      if (isFrequent) this.#frequent++;
    };
  }
}

/** The mark that some programs write before UTF-8. */
const isMarked = (line: Uint8Array): boolean => line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;

/** How many numbers most lines have; `header`: the words that a first line of two whole numbers promises. Null: nothing that looks like it. */
function formatOf(
  lines: readonly Uint8Array[],
): { readonly dimensions: number; readonly header: number | null } | null {
  const votes = new Map<number, number>();
  const promised = /^(\d{1,9})[ \t]+(\d{1,9})$/.exec(firstOf(lines));
  const fields = lines.map((line) => fieldsOf(line, 0, trimmedEnd(line, 0, line.length)));
  for (const count of promised && lines.length > 1 ? fields.slice(1) : fields)
    if (count > 1) votes.set(count - 1, (votes.get(count - 1) ?? 0) + 1);
  const [most] = [...votes].toSorted(([, a], [, b]) => b - a);
  if (!most) return null;
  const [dimensions] = most;
  const isHeader = promised && lines.length > 1 && (dimensions !== 1 || promised[2] === '1');
  return { dimensions, header: isHeader ? Number(promised[1]) : null };
}

function firstOf([line]: readonly (Uint8Array | undefined)[]): string {
  if (!line) return '';
  const from = isMarked(line) ? 3 : 0;
  const end = trimmedEnd(line, from, line.length);
  return end - from < 32 ? latin(line, from, end) : '';
}
