/**
 * How far rounding may take the objective, computed in float64 from some value onwards, from what it is: a running error
 * analysis (Higham, Accuracy and Stability of Numerical Algorithms, 2002, chapter 3). By it a central difference says how
 * many of its digits are its own (SPEC GR8).
 */
import { forward, inputOf, scoresOf, type Activations, type Model } from '../model/forward.ts';
import { headOf } from '../model/head.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import type { Agreement } from './agreement.ts';
import { windowMark, type Objective } from './gradient.ts';
import type { NumericGradient } from './numeric.ts';

/** 2⁻⁵³ */
const UNIT = 1.1102230246251565e-16;
/** Of a function of this package, in units of 2⁻⁵³ of its value. */
const FUNCTION = 8;

/**
 * By the name of a tensor (`exampleTensors`): how far rounding may take the objective from there on.
 * @param xs x of each window of the example
 */
export function roundingsOf(
  { parameters, nonLinearity, head }: Model,
  xs: readonly Reals[],
  objective: Objective,
): (tensor: string) => number {
  const { layers, U } = parameters;
  const { f, derivative } = nonLinearities[nonLinearity];
  const { J, derivative: slopesOf } = headOf(head);
  const windows = xs.map((x) => forward({ parameters, nonLinearity }, x));
  const s = scoresOf(windows);

  /** Of the scores of a window, from z of layer l (0-based) on. */
  function fromZ(window: Activations, l: number, errorsOfZ: Float64Array): Float64Array {
    const errors = errorsOfZ.map((error, i) => {
      const z = window.layers[l].z[i];
      // An argument's own rounding counts z times in e^(−z²/2).
      const ownError = nonLinearity === 'gelu' ? FUNCTION + z * z : FUNCTION;
      return Math.abs(derivative(z)) * error + ownError * UNIT * Math.abs(f(z));
    });
    return fromInput(window, l + 1, errors);
  }
  /** The same from the input of layer l on; with l = layers: from what U multiplies on. */
  function fromInput(window: Activations, l: number, errors?: Float64Array): Float64Array {
    const input = inputOf(window, l);
    return l === layers.length
      ? throughProduct(U, input, errors)
      : fromZ(window, l, throughProduct(layers[l].W, input, errors, layers[l].b));
  }
  /** Of the objective, from the errors of the scores, of each window its own. */
  function ofObjective(of: (window: Activations, w: number) => Float64Array): number {
    const errors = windows.flatMap((window, w) => Array.from(of(window, w)));
    if (objective.of === 's') return errors[objective.label];
    const largest = s.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
    return slopesOf(s, objective.y).reduce(
      (sum, slope, k) => sum + Math.abs(slope) * (errors[k] + 4 * UNIT * largest),
      FUNCTION * UNIT * J(s, objective.y),
    );
  }
  const none = (length: number): Float64Array => new Float64Array(length);
  const fromAll = (l: number): number => ofObjective((window) => fromInput(window, l));
  const found = new Map([['u', fromAll(layers.length)]]);
  layers.forEach((_, l) => found.set(`W${l + 1}`, fromAll(l)).set(`b${l + 1}`, fromAll(l)));
  windows.forEach((window, w) => {
    const mark = windowMark(w);
    const own = (errors: Float64Array): number =>
      ofObjective((_, other) => (other === w ? errors : none(U.rows)));
    found.set(`s${mark}`, own(none(U.rows))).set(`x${mark}`, own(fromInput(window, 0)));
    window.layers.forEach(({ z }, l) =>
      found
        .set(`z${l + 1}${mark}`, own(fromZ(window, l, none(z.length))))
        .set(`h${l + 1}${mark}`, own(fromInput(window, l + 1))),
    );
  });
  return (tensor) => found.get(tensor) ?? Infinity;
}

/** Of Wx + b: what x brings, and a rounding of every product and sum. */
function throughProduct(
  { rows, columns, data }: Matrix,
  x: Float64Array,
  errors: Float64Array = new Float64Array(x.length),
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

/** Of a difference whose error is at most this share of it, the relative distance says something. */
const COMPARABLE = 1e-8;

/**
 * How far a gradient is from the differences, relative to each entry by itself, |a − b| / max(|a|, |b|), over those entries of
 * which the difference has the digits: what is small beside 1 is not passed over. `numeric` was made with `roundingsOf`.
 */
export function relativeAgreement(
  gradient: ReadonlyMap<string, Reals>,
  numeric: NumericGradient,
): Agreement & { /** How many entries could be compared. */ readonly compared: number } {
  let worst: Agreement = { tensor: '', difference: 0, entry: 0 };
  let compared = 0;
  for (const [tensor, { entries, values, errors }] of numeric) {
    const own = gradient.get(tensor);
    if (!own) throw new RangeError(`${tensor} is missing in one gradient`);
    entries.forEach((entry, k) => {
      const scale = Math.max(Math.abs(own[entry]), Math.abs(values[k]));
      if (!(errors[k] < COMPARABLE * scale)) return;
      compared++;
      const difference = Math.abs(own[entry] - values[k]) / scale;
      if (!(difference <= worst.difference)) worst = { tensor, difference, entry };
    });
  }
  return { ...worst, compared };
}
