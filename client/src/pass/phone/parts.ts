/** What an operation's screen on a phone is made of: columns of numbers beside each other, and where they are in their tensors. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import { Reader } from '../board/reader.ts';
import type { Scales } from '../board/scale.ts';
import {
  laneOf,
  quantitiesOf,
  tensorOf,
  type Lane,
  type QuantityName,
  type Symbol,
  type TensorName,
} from '../board/tensors.ts';
import type { Picture, Tensor, TensorState } from '../../picture/picture.ts';
import type { TermRole } from '../workbench/parts.ts';

/** One of the numbers that stand beside each other in a row. */
export interface Column extends Symbol {
  readonly role: TermRole | null;
  readonly lane: Lane;
  /** The absolute value that has the palette's last colour; null: a single number, in ink. */
  readonly scale: number | null;
  /** One per row; null: not yet. */
  readonly values: Reals | null;
  /** A sum that is not complete, or what the update leaves out. */
  readonly state: TensorState;
}

/** What says which part of a matrix or a long vector is shown, and goes to another. */
export interface Chooser {
  readonly kind: 'row' | 'word' | 'entry' | 'score';
  /** 0-based. */
  readonly at: number;
  readonly of: number;
  /** A word, a label; null: only the number. */
  readonly name: string | null;
  /** The entry of the card's quantity that is selected then. */
  index(to: number): number;
}

/** A tensor as a strip of colours, one cell per entry, a gap after every word. */
export interface Strip extends Symbol {
  readonly lane: Lane;
  readonly scale: number;
  readonly values: Reals;
  readonly words: number;
  /** The cell that the rows are about; null: none of them. */
  readonly at: number | null;
  /** What a cell selects; null: nothing. */
  index(cell: number): number | null;
}

export interface Card {
  /** Whose entry is selected by a row. */
  readonly quantity: QuantityName;
  readonly columns: readonly Column[];
  /** Before each column; the first is empty. */
  readonly signs: readonly string[];
  /** What stands before each row. */
  readonly rows: readonly string[];
  /** The rows of the last column added up; null where each stands for itself. */
  readonly sum: (Symbol & { readonly value: number | null; readonly role: TermRole | null }) | null;
  readonly choosers: readonly Chooser[];
  readonly strips: readonly Strip[];
  /** The row that is read; null where all of them are one sum. */
  readonly row: number | null;
  /** Of a picture of several columns of one tensor the one that is read. */
  readonly column: number | null;
  /** The entry that a cell selects; null: none. */
  index(row: number, column: number): number | null;
  /** What the numbers of the row make. */
  readonly name: Symbol;
}

/** Which of its parameters an update is looked at. */
export type Parameter = 'W' | 'b' | 'u';

/** A picture with its scales, and the entry that is read. */
export class Place {
  readonly picture: Picture;
  readonly scales: Scales;
  readonly index: number;
  readonly reads: Reader;
  readonly #names: ReturnType<typeof quantitiesOf>;

  constructor(picture: Picture, scales: Scales, index: number) {
    this.picture = picture;
    this.scales = scales;
    this.index = index;
    this.reads = new Reader(picture);
    this.#names = quantitiesOf(picture);
  }

  get hasLayer(): boolean {
    return this.picture.open >= 0;
  }

  get isSoftmax(): boolean {
    return this.picture.s.rows > 1;
  }

  name(quantity: QuantityName): Symbol {
    return this.#names[quantity];
  }

  tensor(name: TensorName): Tensor {
    return tensorOf(this.picture, name);
  }

  /** Entries of one word of the input; of a layer above another all of them. */
  get block(): number {
    return this.picture.open > 0 ? this.reads.inputs : this.picture.wordWidth;
  }

  get words(): number {
    return this.reads.inputs / this.block;
  }

  /** Every entry of a tensor, or those of a part of it. */
  column(
    name: TensorName,
    role: TermRole | null,
    part: (values: Reals) => Reals = (values) => values,
    symbol: Symbol = this.name(name),
  ): Column {
    const { state, values } = this.tensor(name);
    return {
      ...symbol,
      role,
      lane: laneOf(name),
      scale: this.scales[name] ?? 1,
      values: state === 'not-yet' ? null : part(values),
      state,
    };
  }

  /** A number that is no tensor of its own, or the same in every row. */
  numbers(
    symbol: Symbol,
    role: TermRole | null,
    lane: Lane,
    scale: number | null,
    values: Reals | null,
  ): Column {
    return { ...symbol, role, lane, scale, values, state: values ? 'ready' : 'not-yet' };
  }

  /** Which word, and which row where there are rows. */
  wordChooser(row: number): Chooser[] {
    const { block, words, reads } = this;
    if (words === 1) return [];
    const j = this.index % reads.inputs;
    return [
      {
        kind: 'word',
        at: Math.floor(j / block),
        of: words,
        name: this.word(Math.floor(j / block)),
        index: (to) => row * reads.inputs + to * block + (j % block),
      },
    ];
  }

  word(k: number): string {
    return this.picture.header?.words[k] ?? '';
  }

  /** The entries of the chosen word, numbered as the word has them. */
  get wordRows(): readonly string[] {
    return numbered(this.block);
  }
}

/** What most screens have none of. */
export const plain = { sum: null, choosers: [], strips: [], column: null } as const;

export const numbered = (rows: number): readonly string[] =>
  Array.from({ length: rows }, (_, k) => String(k + 1));

export const labelled = (place: Place): readonly string[] =>
  place.picture.head === 'softmax' ? labels.slice(0, place.picture.s.rows) : numbered(place.picture.s.rows);

/** The same number in every row. */
export const repeated = (value: number | null, rows: number): Float64Array | null =>
  value === null ? null : new Float64Array(rows).fill(value);

/** Row by row; null where one of them is not there. */
export const products = (a: Reals | null, b: Reals | null): Float64Array | null =>
  a && b ? Float64Array.from(a, (value, k) => value * b[k]) : null;

/** Of one score or none a single number, in ink. */
export const inInk = (column: Column): Column => ({ ...column, scale: null });

export const every = (values: Reals, from: number, step: number, many: number): Float64Array =>
  Float64Array.from({ length: many }, (_, k) => values[from + k * step]);

/** A row for each unit of the open layer. */
export const unitRows = (place: Place): readonly string[] =>
  numbered(place.picture.layers[place.picture.open]?.b.rows ?? 0);

/** ∂J/∂s, of several that of score k, in every row. */
export const upstreamScore = (place: Place, k: number, rows: number): Column => {
  const { values, state } = place.tensor('gradientOfS');
  return place.numbers(
    place.reads.partial(place.reads.score(k)),
    'upstream',
    'gradients',
    null,
    state === 'not-yet' ? null : repeated(values[k], rows),
  );
};
