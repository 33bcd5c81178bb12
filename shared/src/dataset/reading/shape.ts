/** How a text is laid out, as it is guessed and as it can be told (SPEC IM2). */

export const separators = ['tab', 'space', 'comma', 'semicolon'] as const;
export type Separator = (typeof separators)[number];

/** A row a token. Columns are counted from 0. */
export interface TableShape {
  readonly kind: 'table';
  readonly separator: Separator;
  /** The first row names the columns. */
  readonly header: boolean;
  /** In which a sentence's number stands, on its first row or on each; null: a blank line ends a sentence. */
  readonly sentence: number | null;
  readonly token: number;
  /** Null: none was found, and it is asked for. */
  readonly tag: number | null;
  /** In which the part of the corpus stands; absent: in none. */
  readonly part?: number | null;
  /** A row is one character, and a blank one ends a word. */
  readonly syllables: boolean;
}

export type Shape =
  | TableShape
  /** A sentence a line in brackets, or running text without a label. */
  | { readonly kind: 'sentences'; readonly brackets: boolean }
  /** JSON: a text with its spans, or tokens with their tags. `names`: of integer tags; null: there are none, or they are asked for. */
  | { readonly kind: 'records'; readonly names: readonly string[] | null };
