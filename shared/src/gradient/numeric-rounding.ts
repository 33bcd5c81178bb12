/**
 * How far rounding may take the objective, computed in float64 from some value onwards, from what it is: a running error
 * analysis (Higham, Accuracy and Stability of Numerical Algorithms, 2002, chapter 3). By it a central difference says how
 * many of its digits are its own (SPEC GR8).
 */
import type { Model } from '../model/forward.ts';
import { headOf } from '../model/head.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import type { Objective } from './gradient.ts';

/** 2⁻⁵³ */
const UNIT = 1.1102230246251565e-16;
/** Of a function of this package, in units of 2⁻⁵³ of its value. */
const FUNCTION = 8;

/** Of one window, computed: x and h of each layer, then z of each layer. */
export interface ComputedWindow {
  readonly inputs: readonly Float64Array[];
  readonly zs: readonly Float64Array[];
}

export interface Roundings {
  /** Of the scores, from the input of layer l on (0-based; with l = layers: from what U multiplies on). */
  ofScores(window: ComputedWindow, l: number): Float64Array;
  /** The same from z of layer l on. */
  ofScoresFromZ(window: ComputedWindow, l: number): Float64Array;
  /** Of the objective, from the error of each score of the example. */
  ofObjective(s: Float64Array, errors: Float64Array): number;
}

export function roundings({ parameters, nonLinearity, head }: Model, objective: Objective): Roundings {
  const { layers, U } = parameters;
  const { f, derivative } = nonLinearities[nonLinearity];
  const { J, derivative: slopesOf } = headOf(head);

  function fromH({ inputs, zs }: ComputedWindow, l: number, errorsOfZ: Float64Array): Float64Array {
    const errors = errorsOfZ.map((error, i) => {
      const z = zs[l][i];
      // An argument's own rounding counts z times in e^(−z²/2).
      const ownError = nonLinearity === 'gelu' ? FUNCTION + z * z : FUNCTION;
      return Math.abs(derivative(z)) * error + ownError * UNIT * Math.abs(f(z));
    });
    return fromInput({ inputs, zs }, l + 1, errors);
  }
  function fromInput(window: ComputedWindow, l: number, errors: Float64Array): Float64Array {
    const input = window.inputs[l];
    return l === layers.length
      ? throughProduct(U, input, errors)
      : fromH(window, l, throughProduct(layers[l].W, input, errors, layers[l].b));
  }
  return {
    ofScores: (window, l) => fromInput(window, l, new Float64Array(window.inputs[l].length)),
    ofScoresFromZ: (window, l) => fromH(window, l, new Float64Array(window.zs[l].length)),
    ofObjective(s, errors) {
      if (objective.of === 's') return errors[objective.label];
      const slopes = slopesOf(s, objective.y);
      const largest = s.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
      return slopes.reduce(
        (sum, slope, k) => sum + Math.abs(slope) * (errors[k] + 4 * UNIT * largest),
        FUNCTION * UNIT * J(s, objective.y),
      );
    },
  };
}

/** Of Wx + b: what x brings, and a rounding of every product and sum. */
function throughProduct(
  { rows, columns, data }: Matrix,
  x: Float64Array,
  errors: Float64Array,
  b?: Reals,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let brought = 0;
    let size = b ? Math.abs(b[i]) : 0;
    for (let j = 0; j < columns; j++) {
      const weight = Math.abs(data[i * columns + j]);
      brought += weight * errors[j];
      size += weight * Math.abs(x[j]);
    }
    return brought + (Math.ceil(columns / 4) + 4) * UNIT * size;
  });
}
