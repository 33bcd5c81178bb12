/** Vectors drawn for the words of a text, to be trained: where nobody has any (SPEC VE8). */
import { stream } from '../../random.ts';
import { NUMBER } from '../token.ts';
import type { VectorCut } from './cut.ts';
import type { WordCounts } from './wanted.ts';

/** Of the random streams of a seed; a run's own begin at 1. */
const DRAWING = 0x1e;

/**
 * Every word that occurs twice has a vector of its own; those that occur once share the unknown one, so that it is trained for the words that
 * training never sees. Entries are uniform in [−½, ½], the size of the bundled vectors' own, in the words' order.
 */
export function randomVectors(words: WordCounts, dimensions: number, seed: number): VectorCut {
  const own = [...words].flatMap(([word, count]) => (word !== NUMBER && count > 1 ? [word] : []));
  const random = stream(seed, DRAWING);
  const drawn = (length: number): Float32Array => Float32Array.from({ length }, () => random.uniform() - 0.5);
  return {
    dimensions,
    words: own,
    frequent: 0,
    unknown: drawn(dimensions),
    number: drawn(dimensions),
    rows: drawn(own.length * dimensions),
  };
}
