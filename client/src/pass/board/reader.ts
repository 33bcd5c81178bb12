/** A picture's entries by name: the symbols of readings, and their numbers. */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import { subscript } from '../../language/format.ts';
import type { Picture } from '../../picture/picture.ts';
import { isScalar, layered, numeratorOf, tensorOf, type QuantityName, type Symbol } from './tensors.ts';

export class Reader {
  readonly #picture: Picture;
  /** m, columns of the matrix under x. */
  readonly inputs: number;

  constructor(picture: Picture) {
    this.#picture = picture;
    this.inputs = tensorOf(picture, 'x').columns;
  }

  get open(): number {
    return this.#picture.open;
  }

  /** The open layer is the last, or there is none. */
  get isTop(): boolean {
    return this.open === this.#picture.layers.length - 1;
  }

  at(quantity: QuantityName, index: number): number | null {
    if (isScalar(quantity)) return this.#picture[quantity];
    const tensor = tensorOf(this.#picture, quantity);
    return tensor.state === 'not-yet' ? null : (tensor.values[index] ?? null);
  }

  /** ∂J/∂ or ∂s/∂ of a value. */
  partial({ tex, text }: Symbol): Symbol {
    const of = numeratorOf(this.#picture);
    return { tex: `\\partial ${of.tex}/\\partial ${tex}`, text: `∂${of.text}/∂${text}` };
  }

  /** Entry i of a vector of the open layer, or of another. */
  entry(symbol: string, i: number, layer = this.open): Symbol {
    const { tex, text } = layered(symbol, Math.max(0, layer), this.#picture);
    return { tex: `${tex}_{${i + 1}}`, text: `${text}${subscript(i + 1)}` };
  }

  /** s or, of several, that of a label; of a pair's corrupted window s_c. */
  score(k: number): Symbol {
    const { head, example } = this.#picture;
    if (head === 'softmax') return { tex: `s_{\\text{${labels[k]}}}`, text: `s_${labels[k]}` };
    return example.window === 0 ? { tex: 's', text: 's' } : { tex: 's_c', text: 's_c' };
  }

  /** The word that column j of x belongs to, '' for padding. */
  word(j: number): string {
    return this.#picture.header?.words[Math.floor(j / this.#picture.wordWidth)] ?? '';
  }

  isPadding(j: number): boolean {
    return this.open <= 0 && this.#picture.header !== null && this.word(j) === '';
  }

  /** Its place within that word's vector, 1-based. */
  place(j: number): number {
    return (j % this.#picture.wordWidth) + 1;
  }

  /** Entry j of the open layer's input. */
  input(j: number): Symbol {
    if (this.open > 0) return this.entry('h', j, this.open - 1);
    const word = this.word(j);
    const place = this.place(j);
    return { tex: `x${raised(word)}_{${place}}`, text: `x${raisedText(word)}${subscript(place)}` };
  }

  W(i: number | 'i', j: number): Symbol {
    const { tex, text } = layered('W', Math.max(0, this.open), this.#picture);
    const row = typeof i === 'number' ? [String(i + 1), subscript(i + 1)] : ['i', 'ᵢ'];
    if (this.open > 0)
      return { tex: `${tex}_{${row[0]},${j + 1}}`, text: `${text}${row[1]}‚${subscript(j + 1)}` };
    const word = this.word(j);
    const place = this.place(j);
    const isLayered = tex !== 'W';
    // A layer and a word above the same letter: the word beside the number.
    const above = isLayered
      ? `^{(${this.open + 1})\\,${word === '' ? '' : `\\text{${texText(word)}}`}}`
      : raised(word);
    return {
      tex: `W${above}_{${row[0]},${place}}`,
      text: `${text}${raisedText(word)}${row[1]}‚${subscript(place)}`,
    };
  }

  /** The entry of U between unit (or, without a layer, input) i and score k. */
  U(i: number, k: number): Symbol {
    const { head } = this.#picture;
    if (head !== 'softmax') return { tex: `u_{${i + 1}}`, text: `u${subscript(i + 1)}` };
    return { tex: `U_{\\text{${labels[k]}},${i + 1}}`, text: `U_${labels[k]}‚${subscript(i + 1)}` };
  }

  /** Column j of W against δ, or of U against ∂J/∂s, its first two products written out. */
  column(j: number): readonly (string | number)[] {
    const hasLayer = this.open >= 0;
    return this.products(
      hasLayer ? this.#picture.layers[this.open].W : this.#picture.u,
      hasLayer ? this.#picture.layers[this.open].delta : this.#picture.gradientOfS,
      j,
    );
  }

  /** Σᵢ gradientᵢ · matrixᵢⱼ. */
  products(
    matrix: Picture['u'],
    gradient: Picture['u'],
    j: number,
    stride: (i: number) => number = (i) => i * matrix.columns,
  ): readonly (string | number)[] {
    if (matrix.state === 'not-yet' || gradient.state === 'not-yet' || matrix.rounded) return [];
    const terms = gradient.values.length;
    const parts: (string | number)[] = [];
    for (let i = 0; i < Math.min(2, terms); i++) {
      if (i > 0) parts.push(' + ');
      parts.push(gradient.values[i], ' · ', matrix.values[stride(i) + j]);
    }
    if (terms > 2) parts.push(' + …');
    return parts;
  }
}

const raised = (word: string): string => (word === '' ? '' : `^{\\text{${texText(word)}}}`);
const raisedText = (word: string): string => (word === '' ? '' : `^${word}`);

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
};

/** A word as KaTeX text: what TeX would take for a command is escaped. */
export const texText = (word: string): string =>
  word.replace(/[\\^~<>]|[#$%&_{}]/g, (sign) => ESCAPES[sign] ?? `\\${sign}`);
