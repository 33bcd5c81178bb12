/**
 * What is brought, as it was read: sentences with the labels that stand in the text, whatever those are called, and every
 * problem at once (SPEC IM1, IM6). What is trained on is made of it by `types.ts` and `../split.ts`.
 */

/** An entity under the name that the text gives its type. */
export interface NamedEntity {
  /** First token, 0-based. */
  readonly start: number;
  /** One past the last token. */
  readonly end: number;
  readonly type: string;
}

export interface ReadSentence {
  /** Never empty; none of them is empty or holds white space. */
  readonly tokens: readonly string[];
  /** In order, never empty, never overlapping. */
  readonly entities: readonly NamedEntity[];
  /** Where it begins in what was brought, 1-based. */
  readonly line: number;
}

export interface ReadDocument {
  readonly title: string;
  readonly sentences: readonly ReadSentence[];
}

/** What can be wrong at a place. Whatever has it is left out: a row, or where that would tear it, its sentence. */
export const problemKinds = [
  'columns', // fewer cells than the table has columns: `value` is their number
  'blank-token', // a tag without a token
  'bad-tag', // `value` is no tag
  'bracket', // one that is not closed, or was not opened: `value` is the character
  'no-label', // brackets without a label behind them
  'empty-entity', // brackets around nothing
  'long-sentence', // `value` is its number of words
  'long-entity', // `value` is its number of words
  'json', // a line that is no JSON, or has no text
  'span', // outside its text, empty or over another: `value` is what it says
  'lengths', // a tag for each token: `value` is both numbers
  'integer', // an integer tag that has no name: `value`
  'two-in-a-word', // the second name in one word is lost: `value` is the word
] as const;
export type ProblemKind = (typeof problemKinds)[number];

export interface Place {
  readonly line: number;
  /** UTF-16 code units, 1-based. */
  readonly column: number;
  readonly value: string;
}

export interface Problem extends Found {
  readonly kind: ProblemKind;
}

export interface Reading {
  readonly documents: readonly ReadDocument[];
  readonly problems: readonly Problem[];
}

const PLACES_KEPT = 3;
const VALUE_KEPT = 40;

/** What was found of a kind: how often, and where first. */
export interface Found {
  readonly count: number;
  /** The first three. */
  readonly places: readonly Place[];
}

/** Collects what was found by its kind. */
export class FoundByKind<Kind extends string> {
  readonly #kinds: readonly Kind[];
  readonly #found = new Map<Kind, { count: number; places: Place[] }>();

  /** @param kinds in the order in which they are listed */
  constructor(kinds: readonly Kind[]) {
    this.#kinds = kinds;
  }

  add(kind: Kind, line: number, column: number, value: string): void {
    const found = this.#found.get(kind) ?? { count: 0, places: [] };
    this.#found.set(kind, found);
    found.count++;
    if (found.places.length < PLACES_KEPT)
      found.places.push({ line, column, value: value.slice(0, VALUE_KEPT) });
  }

  get list(): readonly (Found & { readonly kind: Kind })[] {
    return this.#kinds.flatMap((kind) => {
      const found = this.#found.get(kind);
      return found ? [{ kind, ...found }] : [];
    });
  }
}

export class Problems extends FoundByKind<ProblemKind> {
  constructor() {
    super(problemKinds);
  }
}
