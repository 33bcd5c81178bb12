/** Labels set by hand, a word at a time: words of one type beside each other are one name (SPEC IM10). */
import type { Document, EntityType, Sentence } from '../sentence.ts';
import { entitiesOf, type Tag } from './tag.ts';

/** The sentence with a token under `type`; null: it is no name, and what stood around it stays. */
export function labelled(sentence: Sentence, token: number, type: EntityType | null): Sentence {
  const tags: (Tag<EntityType> | null)[] = sentence.tokens.map(() => null);
  for (const { start, end, type: was } of sentence.entities) {
    for (let t = start; t < end; t++) tags[t] = { type: was, begins: t === start, ends: false };
  }
  const next = tags.at(token + 1);
  // What was one name with the token begins anew behind it; what is of its type goes on from it.
  if (next) tags[token + 1] = { ...next, begins: next.type !== type };
  tags[token] = type && { type, begins: false, ends: false };
  return { ...sentence, entities: entitiesOf(tags) };
}

/** The same of every occurrence of the token's word, as it is written. */
export const labelledEverywhere = (
  documents: readonly Document[],
  word: string,
  type: EntityType | null,
): Document[] =>
  documents.map(({ sentences, ...document }) => ({
    ...document,
    sentences: sentences.map((sentence) =>
      sentence.tokens.reduce(
        (changed, token, t) => (token === word ? labelled(changed, t, type) : changed),
        sentence,
      ),
    ),
  }));
