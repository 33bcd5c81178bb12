/** Words drawn from a text, to see how many of them have a vector (SPEC IM12). */
import { WORD_LIMIT } from '@deltaboard/shared/protocol/limits.ts';
import type { ReadDocument } from '@deltaboard/shared/dataset/reading/reading.ts';

/** As many as four questions to the server hold. */
const DRAWN = 240;

/** Evenly over the whole text, as they occur: a frequent word counts as often as it stands there. */
export function drawnWords(documents: readonly ReadDocument[]): readonly string[] {
  const words = documents.flatMap(({ sentences }) => sentences.flatMap(({ tokens }) => tokens));
  const step = Math.max(1, words.length / DRAWN);
  return Array.from({ length: Math.min(DRAWN, words.length) }, (_, i) =>
    words[Math.floor(i * step)].slice(0, WORD_LIMIT),
  );
}
