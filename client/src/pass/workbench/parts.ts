/** What an equation on the workbench is made of. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import type { QuantityName } from '../board/tensors.ts';
import type { Picture } from '../../picture/picture.ts';
import type { Context } from './context.ts';

/** A part of downstream = upstream × local; δ has two: downstream of f where it is made, upstream of W, b and x. */
export type TermRole = 'downstream' | 'upstream' | 'local';

/** Rows and columns as the convention has them. */
export type Shape = readonly [rows: number, columns: number];

export type TermValue =
  | { readonly form: 'number'; readonly text: string }
  | { readonly form: 'scalar'; readonly value: number }
  | { readonly form: 'row' | 'column' | 'diagonal'; readonly values: Reals }
  | {
      readonly form: 'matrix' | 'transposed';
      readonly values: Reals;
      readonly rows: number;
      readonly columns: number;
    }
  | { readonly form: 'identity'; readonly size: number }
  /** ∂z/∂W: xᵀ in block i of row i, zeros elsewhere. */
  | { readonly form: 'row-block'; readonly x: Reals; readonly rows: number };

export interface Term {
  readonly kind: 'term';
  readonly tex: string;
  readonly text: string;
  /** The first is what it is here; a second what the same number is elsewhere. */
  readonly roles: readonly (TermRole | 'delta-made' | 'delta-used')[];
  readonly shape: Shape | null;
  /** null: not computed yet, or nothing that could be a number. */
  readonly value: TermValue | null;
  /** Whose entries they are. */
  readonly quantity: QuantityName | null;
  /** What its number stands in: the "tanh(" of tanh(z). */
  readonly around: string | null;
}

export interface Sign {
  readonly kind: 'sign';
  readonly tex: string;
  readonly text: string;
  /** Between the numbers. */
  readonly inNumbers: string;
}

export type Part = Term | Sign;

/** Names what is said of an operation: its spoken text, its note. */
export type EquationKey = ForwardKey | `d${Differentiated}` | UpdateKey;
export type ForwardKey = 'x' | 'z' | 'h' | 's' | 'J';
export type Differentiated = 'J' | 's' | 'u' | 'h' | 'z' | 'b' | 'W' | 'x';
export type UpdateKey = Extract<Operation, { readonly phase: 'update' }>['tensor'];

export interface Equation {
  readonly key: EquationKey;
  readonly context: Context;
  /** The picture with the operation's own layer open: its entries are read there. */
  readonly picture: Picture;
  /** What it makes. */
  readonly quantity: QuantityName;
  readonly parts: readonly Part[];
}
