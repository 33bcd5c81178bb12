/** Labelled text: what every notation parses to and prints from. */
export const entityTypes = ['PER', 'LOC', 'ORG', 'MISC'] as const;
export type EntityType = (typeof entityTypes)[number];

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

export interface Document {
  readonly title: string;
  readonly sentences: readonly Sentence[];
}
