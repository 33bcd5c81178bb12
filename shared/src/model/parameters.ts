/**
 * θ: every parameter of a network in one array, with a named view on each tensor.
 * Order: W⁽¹⁾, b⁽¹⁾, W⁽²⁾, b⁽²⁾, …, U. One array makes a checkpoint, a hash and an update one loop each.
 */
import { stream, type Random } from '../random.ts';
import type { Matrix, Reals } from './matrix.ts';

export interface ModelShape {
  /** Length of x: (2r + 1) · (d + features). */
  readonly inputs: number;
  /** Units of each hidden layer, the first nearest to x; without one the scores are linear in x. */
  readonly hidden: readonly number[];
  /** Scores: 1, or one a label. */
  readonly outputs: number;
}

export interface Layer<A extends Reals = Reals> {
  /** units × inputs of the layer */
  readonly W: Matrix<A>;
  /** units */
  readonly b: A;
}

export interface Parameters<A extends Reals = Reals> {
  readonly shape: ModelShape;
  readonly theta: A;
  readonly layers: readonly Layer<A>[];
  /** outputs × units of the last layer (without a layer: inputs). s = Uh; with one score U is uᵀ. */
  readonly U: Matrix<A>;
  /** The entries of U, row after row. */
  readonly u: A;
}

/** Units of the last layer, what U multiplies. */
export const topUnits = ({ inputs, hidden }: Pick<ModelShape, 'inputs' | 'hidden'>): number =>
  hidden.at(-1) ?? inputs;

export function parameterCount({ inputs, hidden, outputs }: ModelShape): number {
  let count = 0;
  let fanIn = inputs;
  for (const units of hidden) {
    count += units * (fanIn + 1);
    fanIn = units;
  }
  return count + outputs * fanIn;
}

/** Views on `theta`, whose length is `parameterCount(shape)`; nothing is copied. Throws RangeError on another length. */
export function parametersOn<A extends Reals>(theta: A, shape: ModelShape): Parameters<A> {
  if (theta.length !== parameterCount(shape)) {
    throw new RangeError(`θ has ${theta.length} entries, its shape asks for ${parameterCount(shape)}`);
  }
  let offset = 0;
  const view = (length: number): A => theta.subarray(offset, (offset += length)) as A;
  const layers: Layer<A>[] = [];
  let fanIn = shape.inputs;
  for (const units of shape.hidden) {
    layers.push({ W: { rows: units, columns: fanIn, data: view(units * fanIn) }, b: view(units) });
    fanIn = units;
  }
  const u = view(shape.outputs * fanIn);
  return { shape, theta, layers, U: { rows: shape.outputs, columns: fanIn, data: u }, u };
}

/** The same parameters in float64; exact, since every float32 is a float64. */
export const inFloat64 = ({ theta, shape }: Parameters): Parameters<Float64Array> =>
  parametersOn(Float64Array.from(theta), shape);

const INITIALISATION = 1;

/**
 * θ at step 0, in float32: W and U uniform in ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010), b zero.
 * A pure function of shape and seed.
 */
export function initialParameters(shape: ModelShape, seed: number): Parameters<Float32Array> {
  const parameters = parametersOn(new Float32Array(parameterCount(shape)), shape);
  parameters.layers.forEach(({ W }, l) =>
    fillXavier(W.data, W.columns, W.rows, stream(seed, INITIALISATION, l)),
  );
  const { U } = parameters;
  fillXavier(U.data, U.columns, U.rows, stream(seed, INITIALISATION, shape.hidden.length));
  return parameters;
}

function fillXavier(entries: Float32Array, fanIn: number, fanOut: number, random: Random): void {
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  for (let i = 0; i < entries.length; i++) entries[i] = (2 * random.uniform() - 1) * bound;
}
