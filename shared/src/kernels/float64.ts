/** The kernels in float64: the reference that float32 training is held against. */
import { affine as affineOf, dot as dotAt } from '../model/forward.ts';
import { headOf } from '../model/head.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import { ADAGRAD_EPSILON, type Kernels } from './kernels.ts';

export const float64Kernels: Kernels<Float64Array> = {
  functions: { nonLinearity: (name) => nonLinearities[name], head: headOf },
  allocate: (length) => new Float64Array(length),
  store: (value) => value,
  dot: (a, b) => dotAt(a, b, 0),
  affine: (W, x, b, z) => z.set(affineOf(W, x, b)),
  transposed(W, delta, out) {
    out.fill(0);
    for (let i = 0; i < W.rows; i++) {
      for (let j = 0; j < W.columns; j++) out[j] += W.data[i * W.columns + j] * delta[i];
    }
  },
  descendOuter(W, rate, delta, x) {
    for (let i = 0; i < W.rows; i++) {
      for (let j = 0; j < W.columns; j++) W.data[i * W.columns + j] -= rate * (delta[i] * x[j]);
    }
  },
  descend(v, rate, g) {
    for (let i = 0; i < v.length; i++) v[i] -= rate * g[i];
  },
  addOuter(G, delta, x) {
    for (let i = 0, k = 0; i < G.rows; i++) {
      for (let j = 0; j < G.columns; j++, k++) G.data[k] += delta[i] * x[j];
    }
  },
  add(g, v) {
    for (let i = 0; i < g.length; i++) g[i] += v[i];
  },
  addScaled(g, lambda, v) {
    for (let i = 0; i < g.length; i++) g[i] += lambda * v[i];
  },
  divide(g, n) {
    for (let i = 0; i < g.length; i++) g[i] /= n;
  },
  adapt(v, rate, g, squares) {
    for (let i = 0; i < v.length; i++) {
      squares[i] += g[i] * g[i];
      v[i] -= (rate * g[i]) / (Math.sqrt(squares[i]) + ADAGRAD_EPSILON);
    }
  },
};
