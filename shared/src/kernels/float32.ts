/**
 * The kernels in float32, plain TypeScript. `Math.fround` around every operation is what lets the engine compile to
 * float32 instructions; the operations and their order are those of four-lane SIMD without fused multiply-add.
 */
import { float32, SMALLEST_NORMAL_FLOAT32 } from '../math.ts';
import { functionsOfVersion1 } from './functions-1.ts';
import { ADAGRAD_EPSILON, type Kernels } from './kernels.ts';

const round = Math.fround;

export const float32Kernels: Kernels<Float32Array> = {
  functions: functionsOfVersion1,
  allocate: (length) => new Float32Array(length),
  store: float32,
  dot: (a, b) => float32(dotAt(a, 0, b)),
  affine(W, x, b, z) {
    for (let i = 0; i < W.rows; i++) z[i] = float32(round(dotAt(W.data, i * W.columns, x) + b[i]));
  },
  transposed(W, delta, out) {
    out.fill(0);
    for (let i = 0, k = 0; i < W.rows; i++) {
      const d = delta[i];
      for (let j = 0; j < W.columns; j++, k++) out[j] = round(out[j] + round(W.data[k] * d));
    }
    for (let j = 0; j < out.length; j++) out[j] = float32(out[j]);
  },
  descendOuter({ data, rows, columns }, rate, delta, x) {
    const eta = round(rate);
    const least = leastMagnitude(x);
    for (let i = 0; i < rows; i++) {
      const d = delta[i];
      // Where no product of the row can be a denormal, it is not looked for entry by entry.
      if (Math.abs(d) * least >= SMALLEST_NORMAL_FLOAT32) descendRow(data, i * columns, eta, d, x);
      else descendRowFlushed(data, i * columns, eta, d, x);
    }
  },
  descend(v, rate, g) {
    const eta = round(rate);
    for (let i = 0; i < v.length; i++) v[i] = flush(round(v[i] - round(eta * g[i])));
  },
  addOuter({ data, rows, columns }, delta, x) {
    for (let i = 0, k = 0; i < rows; i++) {
      const d = delta[i];
      for (let j = 0; j < columns; j++, k++) data[k] = flush(round(data[k] + flush(round(d * x[j]))));
    }
  },
  add(g, v) {
    for (let i = 0; i < g.length; i++) g[i] = flush(round(g[i] + v[i]));
  },
  addScaled(g, lambda, v) {
    const factor = round(lambda);
    for (let i = 0; i < g.length; i++) g[i] = flush(round(g[i] + round(factor * v[i])));
  },
  divide(g, n) {
    for (let i = 0; i < g.length; i++) g[i] = flush(round(g[i] / n));
  },
  adapt(v, rate, g, squares) {
    const eta = round(rate);
    const epsilon = round(ADAGRAD_EPSILON);
    for (let i = 0; i < v.length; i++) {
      const slope = g[i];
      const square = flush(round(squares[i] + round(slope * slope)));
      squares[i] = square;
      v[i] = flush(round(v[i] - round(round(eta * slope) / round(round(Math.sqrt(square)) + epsilon))));
    }
  },
};

function descendRow(data: Float32Array, offset: number, eta: number, d: number, x: Float32Array): void {
  for (let j = 0, k = offset; j < x.length; j++, k++) {
    const moved = round(data[k] - round(eta * round(d * x[j])));
    data[k] = moved;
    // Stored first: a tenth faster than choosing before the store.
    if (moved < SMALLEST_NORMAL_FLOAT32 && moved > -SMALLEST_NORMAL_FLOAT32) data[k] = 0;
  }
}

function descendRowFlushed(
  data: Float32Array,
  offset: number,
  eta: number,
  d: number,
  x: Float32Array,
): void {
  for (let j = 0, k = offset; j < x.length; j++, k++) {
    data[k] = flush(round(data[k] - round(eta * flush(round(d * x[j])))));
  }
}

/** The smallest |xⱼ| that is not zero; Infinity if there is none. */
function leastMagnitude(x: Float32Array): number {
  let least = Infinity;
  for (let j = 0; j < x.length; j++) {
    const magnitude = Math.abs(x[j]);
    if (magnitude > 0 && magnitude < least) least = magnitude;
  }
  return least;
}

/** `value` is a float32 already. */
function flush(value: number): number {
  return value < SMALLEST_NORMAL_FLOAT32 && value > -SMALLEST_NORMAL_FLOAT32 ? 0 : value;
}

function dotAt(a: Float32Array, offset: number, x: Float32Array): number {
  let s0 = round(0);
  let s1 = round(0);
  let s2 = round(0);
  let s3 = round(0);
  const whole = x.length - (x.length % 4);
  let j = 0;
  for (; j < whole; j += 4) {
    const k = offset + j;
    s0 = round(s0 + round(a[k] * x[j]));
    s1 = round(s1 + round(a[k + 1] * x[j + 1]));
    s2 = round(s2 + round(a[k + 2] * x[j + 2]));
    s3 = round(s3 + round(a[k + 3] * x[j + 3]));
  }
  if (j < x.length) s0 = round(s0 + round(a[offset + j] * x[j]));
  if (j + 1 < x.length) s1 = round(s1 + round(a[offset + j + 1] * x[j + 1]));
  if (j + 2 < x.length) s2 = round(s2 + round(a[offset + j + 2] * x[j + 2]));
  return round(round(s0 + s1) + round(s2 + s3));
}
