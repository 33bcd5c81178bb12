/** The update as a phase of its step: −η∇J, with AdaGrad −η∇J / (√Σ∇J² + ε), and what it makes of every parameter in float32 (lecture S11). */
import { ADAGRAD_EPSILON } from '@deltaboard/shared/kernels/kernels.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import type { Change, PassPicture, Tensor, Update } from './picture.ts';
import { scoreWeights, tensor } from './tensor.ts';

/**
 * Of the open layer of a picture whose gradients are those that the update uses.
 *
 * @param squares AdaGrad's sums before this step; null with SGD
 * @param words x of the shown window before and after; null where word vectors are frozen
 */
export function updateOf(
  { layers, open, gradientOfU }: Pick<PassPicture, 'layers' | 'open' | 'gradientOfU'>,
  before: Parameters,
  after: Parameters,
  learningRate: number,
  squares: Parameters | null,
  words: { readonly before: Reals; readonly after: Reals } | null,
): Update {
  const descentOf = (slope: number, square: number | undefined): number =>
    square === undefined
      ? -learningRate * slope
      : (-learningRate * slope) / (Math.sqrt(square + slope * slope) + ADAGRAD_EPSILON);
  const change = (
    { rows, columns, values }: Tensor,
    difference: Tensor,
    sums: Reals | undefined,
  ): Change => ({
    descent: tensor(
      rows,
      columns,
      Float64Array.from(values, (slope, i) => descentOf(slope, sums?.[i])),
    ),
    difference,
  });
  const minus = (to: Reals, from: Reals): Float64Array =>
    Float64Array.from(to, (entry, i) => entry - from[i]);
  const ofU = scoreWeights(before.U, minus(after.u, before.u), layers.length > 0);
  const sumsOfU = squares ? scoreWeights(before.U, squares.u, layers.length > 0).values : undefined;
  const u = change(gradientOfU, ofU, sumsOfU);
  const x = words && open <= 0 ? ofWords(minus(words.after, words.before)) : null;
  if (open < 0) return { W: null, b: null, u, x };
  const [from, to] = [before.layers[open], after.layers[open]];
  const { gradientOfW, gradientOfB } = layers[open];
  const { rows, columns } = from.W;
  return {
    W: change(
      gradientOfW,
      tensor(rows, columns, minus(to.W.data, from.W.data)),
      squares?.layers[open].W.data,
    ),
    b: change(gradientOfB, tensor(rows, 1, minus(to.b, from.b)), squares?.layers[open].b),
    u,
    x,
  };
}

/** A word's vector is moved by every window of the step that has the word: the arrows are those of the whole step, as it was made. */
function ofWords(difference: Float64Array): Change {
  const made = tensor(1, difference.length, difference);
  return { descent: made, difference: made };
}
