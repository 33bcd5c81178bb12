/** The update as a phase of its step: −η∇J, and what it makes of every parameter in float32 (lecture S11). */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import type { Change, ComputedPass, Update } from './picture.ts';
import { tensor } from './tensor.ts';

/** Of the open layer. */
export function updateOf(
  { gradient }: ComputedPass,
  before: Parameters,
  after: Parameters,
  learningRate: number,
): Update {
  const [layer] = gradient.layers;
  const change = (rows: number, of: Reals, from: Reals, to: Reals): Change => ({
    descent: tensor(
      rows,
      of.length / rows,
      Float64Array.from(of, (slope) => -learningRate * slope),
    ),
    difference: tensor(
      rows,
      of.length / rows,
      Float64Array.from(to, (entry, i) => entry - from[i]),
    ),
  });
  const [from] = before.layers;
  const [to] = after.layers;
  return {
    W: change(from.W.rows, layer.W.data, from.W.data, to.W.data),
    b: change(from.b.length, layer.b, from.b, to.b),
    u: change(before.u.length, gradient.u, before.u, after.u),
  };
}
