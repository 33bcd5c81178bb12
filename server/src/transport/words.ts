/** A viewer's own words, validated at the door (SPEC PR4). */
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import { SENTENCE_WORDS_LIMIT, WORD_LIMIT } from '@deltaboard/shared/protocol/limits.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { parseWith, z } from '@deltaboard/shared/schema.ts';

const wordsSchema = z.array(z.string().check(z.maxLength(WORD_LIMIT)));

/** As the model sees them. Throws Refusal 'sentence-too-long', or 'command' with the path. */
export function parseWords(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.length > SENTENCE_WORDS_LIMIT) {
    throw new Refusal('sentence-too-long', { words: value.length, limit: SENTENCE_WORDS_LIMIT });
  }
  return parseWith(wordsSchema, value, 'command').map(normalise);
}
