/** A sentence, unless it or a name in it is too long for a class. */
import { ENTITY_LIMIT, SENTENCE_LIMIT } from '../sentence.ts';
import type { NamedEntity, Problems, ReadSentence } from './reading.ts';

/** Null: it is a problem, and left out. */
export function checkedSentence(
  tokens: readonly string[],
  entities: readonly NamedEntity[],
  line: number,
  problems: Problems,
): ReadSentence | null {
  if (tokens.length === 0) return null;
  if (tokens.length > SENTENCE_LIMIT) {
    problems.add('long-sentence', line, 1, String(tokens.length));
    return null;
  }
  const long = entities.find(({ start, end }) => end - start > ENTITY_LIMIT);
  if (long) {
    problems.add('long-entity', line, 1, String(long.end - long.start));
    return null;
  }
  return { tokens, entities, line };
}
