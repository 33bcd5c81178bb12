/** Tags a sentence with the network, word by word, in the asker's own browser (lecture S1). */
import { capitalisation } from '@deltaboard/shared/dataset/token.ts';
import { fillWindow, inputLength, type InputShape } from '@deltaboard/shared/dataset/windows.ts';
import { forward, probabilityOf, type Model } from '@deltaboard/shared/model/forward.ts';
import { locationScore } from '@deltaboard/shared/model/head.ts';

/** What the network says of a word: p of LOCATION, or the score of a head that has none. */
export interface Figure {
  readonly value: number;
  readonly isLocation: boolean;
}

/**
 * Of every token, p ≥ ½ (with several labels: LOCATION the most probable) or a score that reaches the threshold being
 * LOCATION.
 *
 * @param vectors of each token, `input.dimensions` numbers
 * @param threshold of `locationScore`, as the newest evaluation has it
 */
export function figuresOf(
  model: Model,
  input: InputShape,
  tokens: readonly string[],
  vectors: readonly Float32Array[],
  threshold: number,
): readonly Figure[] {
  const { radius, dimensions } = input;
  // Row 0 is padding; the sentence's tokens follow.
  const table = new Float32Array((tokens.length + 1) * dimensions);
  vectors.forEach((vector, k) => table.set(vector, (k + 1) * dimensions));
  const rows = new Int32Array(tokens.length + 2 * radius);
  const cases = new Int8Array(tokens.length + 2 * radius).fill(-1);
  tokens.forEach((token, k) => {
    rows[k + radius] = k + 1;
    cases[k + radius] = capitalisation(token);
  });
  const x = new Float32Array(inputLength(input));
  return tokens.map((_, k) => {
    fillWindow(x, { rows, cases }, k + radius, input, table);
    const { s } = forward(model, x);
    const score = locationScore(s);
    return { value: probabilityOf(model.head, s) ?? score, isLocation: score >= threshold };
  });
}
