/** The kernels in float64: the reference that float32 training is held against. */
import { affine as affineOf, product } from '../model/forward.ts';
import { headOf } from '../model/head.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import { ADAGRAD_EPSILON, type Kernels } from './kernels.ts';
import { sumOfSquares } from './lanes.ts';

export const float64Kernels: Kernels<Float64Array> = {
  allocate: (length) => new Float64Array(length),
  get anywhere() {
    return float64Kernels;
  },
  store: (value) => value,
  differentiate: (head, s, y, out) => headOf(head).differentiate(s, y, out),
  affine(W, X, b, Z) {
    for (let k = 0, from = 0; k < Z.length; k += W.rows, from += W.columns) {
      const x = X.subarray(from, from + W.columns);
      Z.set(b ? affineOf(W, x, b) : product(W, x), k);
    }
  },
  activate(nonLinearity, Z, H, slopes) {
    const { f, derivative } = nonLinearities[nonLinearity];
    for (let i = 0; i < Z.length; i++) H[i] = f(Z[i]);
    if (slopes) for (let i = 0; i < Z.length; i++) slopes[i] = derivative(Z[i]);
  },
  transposed({ rows, columns, data }, Delta, out) {
    out.fill(0);
    for (let d = 0, to = 0; d < Delta.length; to += columns) {
      for (let i = 0, k = 0; i < rows; i++, d++) {
        for (let j = to; j < to + columns; j++, k++) out[j] += data[k] * Delta[d];
      }
    }
  },
  multiply(a, b, out) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] * b[i];
  },
  outer({ data, rows, columns }, Delta, X) {
    data.fill(0);
    for (let d = 0, from = 0; d < Delta.length; from += columns) {
      for (let i = 0, k = 0; i < rows; i++, d++) {
        for (let j = from; j < from + columns; j++, k++) data[k] += Delta[d] * X[j];
      }
    }
  },
  sumOfRows(g, Delta) {
    g.fill(0);
    for (let d = 0; d < Delta.length; d++) g[d % g.length] += Delta[d];
  },
  descendOuter(W, rate, delta, x, through) {
    if (through) float64Kernels.transposed(W, delta, through);
    for (let i = 0; i < W.rows; i++) {
      for (let j = 0; j < W.columns; j++) W.data[i * W.columns + j] -= rate * (delta[i] * x[j]);
    }
  },
  descend: (v, rate, g) => float64Kernels.descendPart(v, 0, rate, g, 0, v.length),
  descendPart(v, at, rate, g, from, length) {
    for (let i = 0; i < length; i++) v[at + i] -= rate * g[from + i];
  },
  addPart(g, at, v, from, length) {
    for (let i = 0; i < length; i++) g[at + i] += v[from + i];
  },
  addScaled(g, lambda, v) {
    for (let i = 0; i < g.length; i++) g[i] += lambda * v[i];
  },
  divide(g, n) {
    for (let i = 0; i < g.length; i++) g[i] /= n;
  },
  sumOfSquares,
  adapt: (v, rate, g, squares) => float64Kernels.adaptPart(v, squares, 0, rate, g, 0, v.length),
  adaptPart(v, squares, at, rate, g, from, length) {
    for (let k = at, i = from; k < at + length; k++, i++) {
      squares[k] += g[i] * g[i];
      v[k] -= (rate * g[i]) / (Math.sqrt(squares[k]) + ADAGRAD_EPSILON);
    }
  },
};
