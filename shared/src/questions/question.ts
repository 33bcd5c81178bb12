/**
 * What a class is asked about the pass before it: bound to an operation, with wrong options that come from wrong formulas.
 * Data in no language; the client has the words.
 */
import type { z } from '../schema.ts';
import type { EntityType } from '../dataset/sentence.ts';
import type { ObjectiveName } from '../training/operations.ts';
import type { askedSchema } from './asked-schema.ts';

/** What the driver asks: the kind, and what it is about. Indices are 0-based and row-major, layers 1-based. */
export type Asked = z.infer<typeof askedSchema>;
export type QuestionKind = Asked['kind'];

/** One option, as data. */
export type Choice =
  | { readonly type: 'shape'; readonly rows: number; readonly columns: number }
  /** Rows (0-based) of a matrix; all of them where `of` are named, none where none is. */
  | { readonly type: 'rows'; readonly rows: readonly number[]; readonly of: number }
  | { readonly type: 'sign'; readonly sign: -1 | 0 | 1 }
  | { readonly type: 'number'; readonly value: number }
  /** 10^exponent; null: zero. */
  | { readonly type: 'magnitude'; readonly exponent: number | null }
  | { readonly type: 'unit'; readonly unit: number }
  | { readonly type: 'count'; readonly count: number }
  /** Columns (0-based) of a matrix, from the first to the last. */
  | { readonly type: 'columns'; readonly first: number; readonly last: number }
  | { readonly type: 'state'; readonly state: 'zero' | 'not-yet' | 'number' }
  /** A formula or a set of tensors that the client has words for. */
  | { readonly type: 'named'; readonly name: string }
  /** A label of the corpus, O for none; with one score LOC and everything else, which is 'not'. */
  | { readonly type: 'label'; readonly label: EntityType | 'O' | 'not' }
  | { readonly type: 'text'; readonly text: string };

/** How a question is answered that has no choices: by typing a number, or by tapping an entry of a tensor of this shape. */
export type AnsweredBy =
  { readonly by: 'number' } | { readonly by: 'entry'; readonly rows: number; readonly columns: number };

/**
 * What a member answers: the index of a choice, or of an entry (row-major, 0-based); a number as it was typed, in the normal form of
 * typed-number.ts.
 */
export type Given = number | string;

/** What everybody is shown: it holds nothing that tells the truth. */
export interface Question {
  readonly asked: Asked;
  /** In an order drawn from the seeded generator; 2 to OPTIONS_LIMIT, distinct as they are shown. None where it is answered otherwise. */
  readonly choices: readonly Choice[];
  /** Absent where it is answered by one of the choices. */
  readonly answeredBy?: AnsweredBy;
  /** What its sentence names: what is differentiated, the word in the window's centre, the words of the sentence. */
  readonly about: {
    readonly objective: ObjectiveName;
    readonly word: string | null;
    readonly sentence: readonly string[] | null;
    /** The words of the windows that it compares, or of another one that it is about; absent where it is about the one in view. */
    readonly windows?: readonly string[];
  };
}

/** A number as every choice and every screen writes it: two that read the same are one choice. */
export const printed = (value: number): string => {
  const text = value.toPrecision(3);
  return Number(text) === 0 ? '0' : text;
};

/** What a choice says; equal for two that read the same. */
export const sayingOf = (choice: Choice): string =>
  choice.type === 'number' ? `number ${printed(choice.value)}` : JSON.stringify(choice);
