/** Labelled text: what every notation parses to and prints from. */
import { Refusal } from '../refusal.ts';

export const entityTypes = ['PER', 'LOC', 'ORG', 'MISC'] as const;
export type EntityType = (typeof entityTypes)[number];

/** What a word is labelled as, in the order of the scores of a softmax head: 1 is LOCATION, as in y ∈ {0, 1}. */
export const labels = ['O', 'LOC', 'PER', 'ORG', 'MISC'] as const satisfies readonly (EntityType | 'O')[];

export interface Entity {
  /** First token, 0-based. */
  readonly start: number;
  /** One past the last token. */
  readonly end: number;
  readonly type: EntityType;
}

export interface Sentence {
  readonly tokens: readonly string[];
  /** In order, never empty, never overlapping. */
  readonly entities: readonly Entity[];
}

/** Entities from a label a token: every maximal run of one label other than O is one. */
export function entityRuns(tokens: number, labelAt: (token: number) => EntityType | 'O'): Entity[] {
  const entities: Entity[] = [];
  for (let start = 0; start < tokens;) {
    const type = labelAt(start);
    let end = start + 1;
    while (end < tokens && labelAt(end) === type) end++;
    if (type !== 'O') entities.push({ start, end, type });
    start = end;
  }
  return entities;
}

/** Longer ones are no sentence of a class: they would make the board and its pages slow for everybody. */
export const SENTENCE_LIMIT = 500;
export const ENTITY_LIMIT = 50;

/** The sentence, whose first token stands in `line`. Throws Refusal corpus-long-sentence or corpus-long-entity. */
export function withinLimits(sentence: Sentence, line: number): Sentence {
  const at = { line, column: 1 };
  const { length } = sentence.tokens;
  if (length > SENTENCE_LIMIT) {
    throw new Refusal('corpus-long-sentence', { ...at, words: length, limit: SENTENCE_LIMIT });
  }
  for (const { start, end } of sentence.entities) {
    const words = end - start;
    if (words > ENTITY_LIMIT) throw new Refusal('corpus-long-entity', { ...at, words, limit: ENTITY_LIMIT });
  }
  return sentence;
}

export const partNames = ['train', 'dev', 'test'] as const;
export type PartName = (typeof partNames)[number];

export interface Document {
  readonly title: string;
  readonly sentences: readonly Sentence[];
  /** Which part of the corpus it is said to be; absent: that is not said. */
  readonly part?: PartName;
}
