/**
 * What computing δ once saves (lecture S7): the products of two numbers that are formed on the way from ∂J/∂J = 1 to the
 * gradients of u, of every W and b, and of x. f′(z) and p − y are there already, and sums are not counted.
 */
import { topUnits, type ModelShape } from '../model/parameters.ts';

export interface Multiplications {
  /** Every Jacobian written out, zeros and all, and multiplied from the left; each δ once (`byHand`). */
  readonly fullJacobians: number;
  /** Of each Jacobian only what is not zero, but each gradient by a chain of its own (`chainTo`). */
  readonly fromScratch: number;
  /** Of each Jacobian only what is not zero, each δ once (`byHandUpTo(0)`). */
  readonly deltaReused: number;
}

/**
 * By formula, for the pass of one window; for one score of one layer of n units on m inputs: 1 + 2n + 2n² + n²m + nm,
 * 4 + 7n + 2nm, and 1 + 3n + 2nm.
 */
export function multiplications(shape: ModelShape): Multiplications {
  const { inputs, hidden, outputs } = shape;
  const entriesOfU = outputs * topUnits(shape);
  const layers = hidden.map((n, l) => ({ n, m: l === 0 ? inputs : hidden[l - 1] }));
  /** ∂J/∂s and ∂J/∂U */
  const top = outputs + entriesOfU;
  /** From the objective to δ of each layer, by a chain of its own. */
  let toDelta = top;
  let scratch = top;
  for (const { n, m } of layers.toReversed()) {
    toDelta += n;
    // W and b, each after its own δ; ∂z/∂b = I costs nothing.
    scratch += 2 * toDelta + n * m;
    // On to h of the layer below, or to x.
    toDelta += n * m;
  }
  scratch += toDelta;
  const sum = (of: (layer: { n: number; m: number }) => number): number =>
    layers.reduce((total, layer) => total + of(layer), 0);
  return {
    fullJacobians:
      outputs + outputs * entriesOfU + entriesOfU + sum(({ n, m }) => 2 * n * n + n * n * m + n * m),
    fromScratch: scratch,
    deltaReused: top + entriesOfU + sum(({ n, m }) => n + 2 * n * m),
  };
}
