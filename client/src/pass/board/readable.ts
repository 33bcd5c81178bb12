/** What is read of an entry. */
import type { Rounding } from '../../picture/picture.ts';
import type { QuantityName, Symbol } from './tensors.ts';

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
  /** Something in it was rounded on the way, or averaged. */
  readonly rounded: Rounding | false;
  readonly note: ReadingNote | null;
  /** Where to look besides the entry itself. */
  readonly lights: readonly Light[];
}

/** Between a name and its number. @param mean the word for it */
export const equalsOf = (rounded: Rounding | false, mean: string): string =>
  rounded === 'mean' ? `≈ ${mean}` : rounded ? '≈' : '=';

export type ReadingNote =
  'part-of-z' | 'part-of-s' | 'not-applied' | 'padding' | 'input' | 'partial' | 'satisfied';

export interface Light {
  readonly quantity: QuantityName;
  /** A row and a column of the tensor, 0-based; null: all of them. */
  readonly row: number | null;
  readonly column: number | null;
}

export type Numbers = readonly (string | number)[];
