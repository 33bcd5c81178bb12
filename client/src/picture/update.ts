/** The update as a phase of its step: −η∇J, and what it makes of every parameter in float32 (lecture S11). */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import type { Change, PassPicture, Tensor, Update } from './picture.ts';
import { scoreWeights, tensor } from './tensor.ts';

/** Of the open layer of a picture whose gradients are those that the update uses. */
export function updateOf(
  { layers, open, gradientOfU }: Pick<PassPicture, 'layers' | 'open' | 'gradientOfU'>,
  before: Parameters,
  after: Parameters,
  learningRate: number,
): Update {
  const change = ({ rows, columns, values }: Tensor, difference: Tensor): Change => ({
    descent: tensor(
      rows,
      columns,
      Float64Array.from(values, (slope) => -learningRate * slope),
    ),
    difference,
  });
  const minus = (to: Reals, from: Reals): Float64Array =>
    Float64Array.from(to, (entry, i) => entry - from[i]);
  const ofU = scoreWeights(before.U, minus(after.u, before.u), layers.length > 0);
  const u = change(gradientOfU, ofU);
  if (open < 0) return { W: null, b: null, u };
  const [from, to] = [before.layers[open], after.layers[open]];
  const { gradientOfW, gradientOfB } = layers[open];
  const { rows, columns } = from.W;
  return {
    W: change(gradientOfW, tensor(rows, columns, minus(to.W.data, from.W.data))),
    b: change(gradientOfB, tensor(rows, 1, minus(to.b, from.b))),
    u,
  };
}
