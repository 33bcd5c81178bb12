/** Which words of a text want a vector, and how many of them find one (SPEC VE3, VE5). */
import type { Sentence } from '../sentence.ts';
import { normalise, NUMBER } from '../token.ts';
import { spellings, type Vocabulary } from '../vocabulary.ts';

/** Words as the model sees them, each with how often it occurs. */
export type WordCounts = ReadonlyMap<string, number>;

export function wordCounts(sentences: Iterable<Pick<Sentence, 'tokens'>>): WordCounts {
  const counts = new Map<string, number>();
  for (const { tokens } of sentences) {
    for (const token of tokens) {
      const word = normalise(token);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** Every spelling under which one of the words is looked for. */
export function wantedOf(words: WordCounts): ReadonlySet<string> {
  const wanted = new Set<string>();
  for (const word of words.keys())
    if (word !== NUMBER) for (const spelling of spellings(word)) wanted.add(spelling);
  return wanted;
}

/** Of the words of the text, and of the running ones, those that have no vector. */
export interface Without {
  readonly words: number;
  readonly of: number;
  readonly running: number;
  readonly ofRunning: number;
}

export function withoutVector(words: WordCounts, vocabulary: Vocabulary): Without {
  let [without, running, ofRunning] = [0, 0, 0];
  for (const [word, count] of words) {
    ofRunning += count;
    if (vocabulary.rowOf(word) !== vocabulary.unknown) continue;
    without++;
    running += count;
  }
  return { words: without, of: words.size, running, ofRunning };
}
