/** A sentence of the corpus as the class looks at one: as many of its words about the one in question as a typed sentence may have. */
import type { EntityType } from '@deltaboard/shared/dataset/sentence.ts';
import type { Look } from '@deltaboard/shared/protocol/commands.ts';
import { SENTENCE_WORDS_LIMIT, WORD_LIMIT } from '@deltaboard/shared/protocol/limits.ts';

export function subjectOf(tokens: readonly string[], centre: number, goldType: EntityType | 'O'): Look {
  const from = Math.max(
    0,
    Math.min(centre - Math.floor(SENTENCE_WORDS_LIMIT / 2), tokens.length - SENTENCE_WORDS_LIMIT),
  );
  return {
    kind: 'sentence',
    tokens: tokens.slice(from, from + SENTENCE_WORDS_LIMIT).map((word) => word.slice(0, WORD_LIMIT)),
    centre: centre - from,
    goldType,
    operation: null,
  };
}
