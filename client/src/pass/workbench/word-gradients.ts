/** The gradient into the words of the window (lecture S11). */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Picture } from '../../picture/picture.ts';

/**
 * Where the word as it stands pushes the probability p of LOCATION: the sign of ∂s/∂xᵏ · xᵏ, the word's block of ∂s/∂x
 * against its block of x. To first order that is by how much s, and with it p = σ(s), would grow if the word's vector were
 * longer. Of J it is read as (∂J/∂xᵏ · xᵏ) / (∂J/∂s), since ∂J/∂x = ∂J/∂s · ∂s/∂x. With several labels it is the gold label's
 * p, or the score of the label that is differentiated. `zero`: its x is zero, so it does not
 * push at all (padding); `flat`: the product is 0.
 */
export type Push = 'up' | 'down' | 'flat' | 'zero';

export interface WordGradient {
  /** '' for padding. */
  readonly word: string;
  /** Its block of ∂J/∂x. */
  readonly values: Reals;
  /** Root of the mean square of its entries. */
  readonly rms: number;
  readonly push: Push;
}

/** Several places of the window with one vector: its gradient is the sum of theirs. */
export interface SharedVector {
  readonly word: string;
  /** 0-based places in the window. */
  readonly places: readonly number[];
  readonly rmsOfSum: number;
}

/** Null where ∂J/∂x is not yet. */
export function wordGradients({
  header,
  gradientOfX,
  gradientOfS,
  x,
  wordWidth,
  head,
  objective,
}: Picture): readonly WordGradient[] | null {
  if (!header || gradientOfX.state === 'not-yet' || gradientOfS.state === 'not-yet') return null;
  // Of several labels: what makes J smaller makes the gold one more probable.
  const slope = head !== 'softmax' ? gradientOfS.values[0] : objective === 'J' ? -1 : 1;
  return header.words.map((word, k): WordGradient => {
    const [from, to] = [k * wordWidth, (k + 1) * wordWidth];
    const values = gradientOfX.values.subarray(from, to);
    const entries = x.values.subarray(from, to);
    return { word, values, rms: rmsOf(values), push: pushOf(values, entries, slope) };
  });
}

/** Words are looked up in lower case; unknown ones have one vector, and so has padding. */
export function sharedVectors(
  { x, wordWidth }: Picture,
  words: readonly WordGradient[],
): readonly SharedVector[] {
  const block = (k: number): Reals => x.values.subarray(k * wordWidth, (k + 1) * wordWidth);
  const same = (a: number, b: number): boolean =>
    words[a].word.toLowerCase() === words[b].word.toLowerCase() ||
    block(a).every((entry, j) => entry === block(b)[j]);
  const shared: SharedVector[] = [];
  const taken = new Set<number>();
  for (let k = 0; k < words.length; k++) {
    if (taken.has(k)) continue;
    const places = words.map((_, other) => other).filter((other) => other >= k && same(k, other));
    places.forEach((place) => taken.add(place));
    if (places.length < 2) continue;
    const sum = Float64Array.from(words[k].values, (_, j) =>
      places.reduce((total, place) => total + words[place].values[j], 0),
    );
    shared.push({ word: words[k].word, places, rmsOfSum: rmsOf(sum) });
  }
  return shared;
}

function pushOf(gradient: Reals, x: Reals, gradientOfS: number): Push {
  if (x.every((entry) => entry === 0)) return 'zero';
  const along = sumOf(gradient, (entry, j) => entry * x[j]) / gradientOfS;
  if (!(Math.abs(along) > 0)) return 'flat';
  return along > 0 ? 'up' : 'down';
}

const rmsOf = (values: Reals): number => Math.sqrt(sumOf(values, (entry) => entry * entry) / values.length);

function sumOf(values: Reals, of: (entry: number, index: number) => number): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += of(values[j], j);
  return sum;
}
