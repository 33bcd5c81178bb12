/** Rows of vectors as they are found, and what becomes of them: the words in the file's order, with a row for numbers and one for what is unknown. */
import type { VectorCut } from './cut.ts';

const BLOCK = 1024;
/** As with the bundled vectors: of all words the mean would be that of the frequent ones. */
const RAREST = 5000;

export class Rows {
  readonly #dimensions: number;
  readonly #words: string[] = [];
  readonly #known = new Set<string>();
  readonly #blocks: Float32Array[] = [];
  readonly #numbers: Float64Array;
  #numberWords = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#numbers = new Float64Array(dimensions);
  }

  get size(): number {
    return this.#words.length;
  }
  get numberWords(): number {
    return this.#numberWords;
  }

  has(word: string): boolean {
    return this.#known.has(word);
  }

  /** @param vector its first d entries */
  add(word: string, vector: Float64Array): void {
    const at = this.#words.length % BLOCK;
    if (at === 0) this.#blocks.push(new Float32Array(BLOCK * this.#dimensions));
    this.#blocks[this.#blocks.length - 1].set(vector, at * this.#dimensions);
    this.#words.push(word);
    this.#known.add(word);
  }

  addNumber(vector: Float64Array): void {
    this.#numberWords++;
    for (let k = 0; k < vector.length; k++) this.#numbers[k] += vector[k];
  }

  /** @param frequent the first so many are there whatever the text */
  cut(frequent: number): VectorCut {
    const dimensions = this.#dimensions;
    const rows = new Float32Array(this.size * dimensions);
    this.#blocks.forEach((block, k) => {
      const from = k * BLOCK * dimensions;
      rows.set(block.subarray(0, rows.length - from), from);
    });
    const last = frequent > 0 ? frequent : this.size;
    const unknown = new Float64Array(dimensions);
    const first = last - Math.min(RAREST, Math.ceil(last / 2));
    for (let row = first; row < last; row++)
      for (let k = 0; k < dimensions; k++) unknown[k] += rows[row * dimensions + k];
    const mean = (sums: Float64Array, of: number): Float32Array => Float32Array.from(sums, (sum) => sum / of);
    const ofUnknown = mean(unknown, last - first);
    return {
      dimensions,
      words: this.#words,
      frequent,
      rows,
      unknown: ofUnknown,
      number: this.#numberWords > 0 ? mean(this.#numbers, this.#numberWords) : ofUnknown,
    };
  }
}
