/**
 * What an entry is, with its numbers: "δ₃ · x^Paris₅ = 0.131 · −0.759 = −0.099" (SPEC UI4). Everything is read from the
 * picture that is drawn, so a reading goes on being true while the picture moves.
 */
import { nonLinearities } from '@deltaboard/shared/model/non-linearity.ts';
import { subscript } from '../format.ts';
import type { Picture, Tensor } from '../picture/picture.ts';
import type { Place } from './place.ts';
import { functionSymbols, isScalar, quantitiesOf, tensorOf, type QuantityName } from './tensors.ts';

/** A symbol twice: typeset, and as plain text for the fallback and for assistive technology. */
export interface Symbol {
  readonly tex: string;
  readonly text: string;
}

/** A live, readable line: name = formula = numbers = value. */
export interface Reading {
  /** What the value is; null where the formula alone says it (a product that is part of a sum). */
  readonly name: Symbol | null;
  /** How it comes about; null for what is simply given (x, parameters before their product). */
  readonly formula: Symbol | null;
  /** The formula with its numbers put in: text and numbers in turn. */
  readonly numbers: readonly (string | number)[];
  /** null: not yet. */
  readonly value: number | null;
  /** Something in it was rounded on the way. */
  readonly rounded: boolean;
  readonly note: ReadingNote | null;
  /** Where to look besides the entry itself. */
  readonly lights: readonly Light[];
}

export type ReadingNote = 'part-of-z' | 'part-of-s' | 'not-applied' | 'padding' | 'input';

export interface Light {
  readonly quantity: QuantityName;
  /** A row and a column of the tensor, 0-based; null: all of them. */
  readonly row: number | null;
  readonly column: number | null;
}

export function readingOf(picture: Picture, { quantity, index }: Place): Reading {
  if (isScalar(quantity)) return scalarReading(picture, quantity);
  const m = picture.x.rows * picture.x.columns;
  const reads = new Reader(picture);
  const i = quantity === 'W' || quantity === 'gradientOfW' ? Math.floor(index / m) : index;
  const j = quantity === 'x' || quantity === 'gradientOfX' ? index : index % m;
  const { nonLinearity } = picture;
  const f = functionSymbols[nonLinearity];
  const at = (name: QuantityName): number | null => reads.at(name, i);
  const light = (name: QuantityName, row: number | null = i, column: number | null = null): Light => ({
    quantity: name,
    row,
    column,
  });
  switch (quantity) {
    case 'x':
      return reads.line('x', j, reads.x(j), null, [], reads.isPadding(j) ? 'padding' : 'input', [
        light('W', null, j),
        light('gradientOfW', null, j),
        light('gradientOfX', null, j),
      ]);
    case 'W': {
      const lights = [light('x', null, j), light('z'), light('gradientOfW', i, j)];
      const line = reads.line('W', index, reads.W(i, j), null, [], null, lights);
      return reads.part(line, reads.x(j), reads.at('x', j), 'part-of-z');
    }
    case 'b':
      return reads.line('b', i, indexed('b', i), null, [], 'part-of-z', [light('z'), light('gradientOfB')]);
    case 'z': {
      const sum: Symbol = {
        tex: `\\textstyle\\sum_j W_{${i + 1}j}\\,x_j + b_{${i + 1}}`,
        text: `Σⱼ W${subscript(i + 1)}ⱼ xⱼ + b${subscript(i + 1)}`,
      };
      const [z, b] = [at('z'), at('b')];
      const numbers = z === null || b === null ? [] : [z - b, ' + ', b];
      return reads.line('z', i, indexed('z', i), sum, numbers, null, [
        light('W', i, null),
        light('x', null, null),
        light('b'),
        light('delta'),
      ]);
    }
    case 'h': {
      const z = at('z');
      const formula: Symbol = { tex: `${f.tex}(z_{${i + 1}})`, text: `${f.text}(z${subscript(i + 1)})` };
      return reads.line('h', i, indexed('h', i), formula, z === null ? [] : [`${f.text}(`, z, ')'], null, [
        light('z'),
        light('gradientOfH'),
      ]);
    }
    case 'u': {
      const lights = [light('h'), light('s', 0, 0), light('gradientOfU')];
      const line = reads.line('u', i, indexed('u', i), null, [], null, lights);
      return reads.part(line, indexed('h', i), at('h'), 'part-of-s');
    }
    case 'gradientOfW':
      return reads.line(
        'gradientOfW',
        index,
        reads.partial(reads.W(i, j)),
        product(indexed('\\delta', i, 'δ'), reads.x(j)),
        times([at('delta'), reads.at('x', j)]),
        null,
        [light('delta'), light('x', null, j)],
      );
    case 'gradientOfX': {
      const formula: Symbol = {
        tex: `\\textstyle\\sum_i \\delta_i\\,${columnSymbol(reads.word(j), reads.entry(j)).tex}`,
        text: `Σᵢ δᵢ ${columnSymbol(reads.word(j), reads.entry(j)).text}`,
      };
      return reads.line(
        'gradientOfX',
        j,
        reads.partial(reads.x(j)),
        formula,
        reads.column(j),
        reads.note('gradientOfX'),
        [light('delta', null, null), light('W', null, j), light('x', null, j)],
      );
    }
    case 'gradientOfB':
      return reads.line(
        'gradientOfB',
        i,
        reads.partial(indexed('b', i)),
        indexed('\\delta', i, 'δ'),
        [],
        null,
        [light('delta'), light('b')],
      );
    case 'delta': {
      const [upstream, z] = [at('gradientOfH'), at('z')];
      const local = z === null ? null : nonLinearities[nonLinearity].derivative(z);
      const formula: Symbol = {
        tex: `${reads.partial(indexed('h', i)).tex} \\cdot f'(z_{${i + 1}})`,
        text: `${reads.partial(indexed('h', i)).text} · f′(z${subscript(i + 1)})`,
      };
      return reads.line('delta', i, indexed('\\delta', i, 'δ'), formula, times([upstream, local]), null, [
        light('gradientOfH'),
        light('z'),
      ]);
    }
    case 'gradientOfH':
      return reads.line(
        'gradientOfH',
        i,
        reads.partial(indexed('h', i)),
        product(reads.partial({ tex: 's', text: 's' }), indexed('u', i)),
        times([picture.gradientOfS, at('u')]),
        null,
        [light('gradientOfS', 0, 0), light('u')],
      );
    case 'gradientOfU':
      return reads.line(
        'gradientOfU',
        i,
        reads.partial(indexed('u', i)),
        product(reads.partial({ tex: 's', text: 's' }), indexed('h', i)),
        times([picture.gradientOfS, at('h')]),
        null,
        [light('gradientOfS', 0, 0), light('h')],
      );
  }
}

/** The picture, and the ways to name and read its entries. */
class Reader {
  readonly #picture: Picture;

  constructor(picture: Picture) {
    this.#picture = picture;
  }

  at(quantity: QuantityName, index: number): number | null {
    if (isScalar(quantity)) return this.#picture[quantity];
    const tensor = tensorOf(this.#picture, quantity);
    return tensor.state === 'not-yet' ? null : (tensor.values[index] ?? null);
  }

  /** ∂J/∂ or ∂s/∂ of a value. */
  partial({ tex, text }: Symbol): Symbol {
    const { objective } = this.#picture;
    return { tex: `\\partial ${objective}/\\partial ${tex}`, text: `∂${objective}/∂${text}` };
  }

  /** The word that column j of x belongs to, '' for padding. */
  word(j: number): string {
    return this.#picture.header?.words[Math.floor(j / this.#picture.wordWidth)] ?? '';
  }

  isPadding(j: number): boolean {
    return this.#picture.header !== null && this.word(j) === '';
  }

  /** Its place within that word's vector, 1-based. */
  entry(j: number): number {
    return (j % this.#picture.wordWidth) + 1;
  }

  x(j: number): Symbol {
    const word = this.word(j);
    const entry = this.entry(j);
    return { tex: `x${raised(word)}_{${entry}}`, text: `x${raisedText(word)}${subscript(entry)}` };
  }

  W(i: number, j: number): Symbol {
    const word = this.word(j);
    const place = `${i + 1},${this.entry(j)}`;
    return {
      tex: `W${raised(word)}_{${place}}`,
      text: `W${raisedText(word)}${subscript(i + 1)}‚${subscript(this.entry(j))}`,
    };
  }

  /** Column j of W against δ, its first two products written out. */
  column(j: number): readonly (string | number)[] {
    const { W, delta } = this.#picture.layers[0];
    if (W.state === 'not-yet' || delta.state === 'not-yet' || W.rounded) return [];
    const shown = Math.min(2, W.rows);
    const parts: (string | number)[] = [];
    for (let i = 0; i < shown; i++) {
      if (i > 0) parts.push(' + ');
      parts.push(delta.values[i], ' · ', W.values[i * W.columns + j]);
    }
    if (W.rows > shown) parts.push(' + …');
    return parts;
  }

  /** A parameter's reading goes on to its product with what it is multiplied with, once that is there. */
  part(line: Reading, other: Symbol, factor: number | null, note: ReadingNote): Reading {
    // A rounded pixel feeds no product: it is read by itself.
    if (line.name === null || line.value === null || line.rounded || factor === null) return line;
    return {
      ...line,
      name: null,
      formula: product(line.name, other),
      numbers: times([line.value, factor]),
      value: line.value * factor,
      note,
    };
  }

  note(name: 'gradientOfX'): ReadingNote | null {
    return this.#picture[name].state === 'not-applied' ? 'not-applied' : null;
  }

  line(
    quantity: QuantityName,
    index: number,
    name: Symbol,
    formula: Symbol | null,
    numbers: readonly (string | number)[],
    note: ReadingNote | null,
    lights: readonly Light[],
  ): Reading {
    const rounded = !isScalar(quantity) && (tensorOf(this.#picture, quantity) satisfies Tensor).rounded;
    return { name, formula, numbers, value: this.at(quantity, index), rounded, note, lights };
  }
}

function scalarReading(picture: Picture, quantity: 's' | 'J' | 'gradientOfS' | 'gradientOfJ'): Reading {
  const given = {
    name: quantitiesOf(picture.objective)[quantity],
    rounded: false,
    note: null,
    value: picture[quantity],
  };
  const all = (name: QuantityName): Light => ({ quantity: name, row: null, column: null });
  const y = picture.header?.gold ?? null;
  switch (quantity) {
    case 's':
      return {
        ...given,
        formula: { tex: 'u^\\top h', text: 'uᵀh' },
        numbers: [],
        lights: [all('u'), all('h')],
      };
    case 'J': {
      const sign = y === 1 ? '' : '1 - ';
      const formula: Symbol =
        y === null
          ? { tex: '-\\log p(y)', text: '−log p(y)' }
          : { tex: `-\\log(${sign}\\sigma(s))`, text: `−log(${sign.replace('-', '−')}σ(s))` };
      const p = picture.p === null || y === null ? null : y === 1 ? picture.p : 1 - picture.p;
      return { ...given, formula, numbers: p === null ? [] : ['−log ', p], lights: [all('s')] };
    }
    case 'gradientOfS':
      if (picture.objective === 's') return { ...given, formula: null, numbers: [], lights: [all('s')] };
      return {
        ...given,
        formula: { tex: 'p - y', text: 'p − y' },
        numbers:
          picture.p === null || y === null || picture.gradientOfS === null ? [] : [picture.p, ` − ${y}`],
        lights: [all('s')],
      };
    case 'gradientOfJ':
      return { ...given, formula: null, numbers: [], lights: [all('J')] };
  }
}

const indexed = (tex: string, i: number, text = tex): Symbol => ({
  tex: `${tex}_{${i + 1}}`,
  text: `${text}${subscript(i + 1)}`,
});

const product = (a: Symbol, b: Symbol): Symbol => ({
  tex: `${a.tex} \\cdot ${b.tex}`,
  text: `${a.text} · ${b.text}`,
});

function times(factors: readonly (number | null)[]): readonly (string | number)[] {
  const known = factors.filter((factor) => factor !== null);
  if (known.length < factors.length) return [];
  return known.flatMap((factor, k) => (k === 0 ? [factor] : [' · ', factor]));
}

const columnSymbol = (word: string, entry: number): Symbol => ({
  tex: `W${raised(word)}_{i,${entry}}`,
  text: `W${raisedText(word)}ᵢ‚${subscript(entry)}`,
});

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
