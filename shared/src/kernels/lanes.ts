/**
 * What both numerics versions have in common, in plain TypeScript: the dot product in four lanes and the updates (SPEC
 * NU2). `Math.fround` around every operation is what lets the engine compile to float32 instructions; the operations and
 * their order are those of four-lane SIMD without fused multiply-add.
 */
import { float32, SMALLEST_NORMAL_FLOAT32 } from '../math.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import { ADAGRAD_EPSILON, type Kernels } from './kernels.ts';

const round = Math.fround;

/** `value` is a float32 already: a denormal, or −0, becomes +0. */
export function flush(value: number): number {
  return value < SMALLEST_NORMAL_FLOAT32 && value > -SMALLEST_NORMAL_FLOAT32 ? 0 : value;
}

export const lanes: Pick<
  Kernels<Float32Array>,
  | 'allocate'
  | 'store'
  | 'affine'
  | 'transposed'
  | 'multiply'
  | 'descendOuter'
  | 'descend'
  | 'descendPart'
  | 'addPart'
  | 'addScaled'
  | 'divide'
  | 'sumOfSquares'
  | 'adapt'
  | 'adaptPart'
> = {
  allocate: (length) => new Float32Array(length),
  store: float32,
  affine(W, X, b, Z) {
    const { rows, columns, data } = W;
    for (let k = 0, from = 0; k < Z.length; from += columns) {
      for (let i = 0; i < rows; i++, k++) {
        const product = dotAt(data, i * columns, X, from, columns);
        Z[k] = flush(b ? round(product + b[i]) : product);
      }
    }
  },
  transposed(W, Delta, out) {
    const { rows, columns } = W;
    for (let from = 0, to = 0; to < out.length; from += rows, to += columns) {
      transposedRow(W, Delta, from, out, to);
    }
  },
  multiply(a, b, out) {
    for (let i = 0; i < out.length; i++) out[i] = flush(round(a[i] * b[i]));
  },
  descendOuter(W, rate, delta, x, through) {
    if (through) transposedRow(W, delta, 0, through, 0);
    const { data, rows, columns } = W;
    const eta = round(rate);
    const least = leastMagnitude(x);
    for (let i = 0; i < rows; i++) {
      const d = delta[i];
      // Where no product of the row can be a denormal, it is not looked for entry by entry.
      if (Math.abs(d) * least >= SMALLEST_NORMAL_FLOAT32) descendRow(data, i * columns, eta, d, x);
      else descendRowFlushed(data, i * columns, eta, d, x);
    }
  },
  descend: (v, rate, g) => lanes.descendPart(v, 0, rate, g, 0, v.length),
  descendPart(v, at, rate, g, from, length) {
    const eta = round(rate);
    for (let i = 0; i < length; i++) v[at + i] = flush(round(v[at + i] - round(eta * g[from + i])));
  },
  addPart(g, at, v, from, length) {
    for (let i = 0; i < length; i++) g[at + i] = flush(round(g[at + i] + v[from + i]));
  },
  addScaled(g, lambda, v) {
    const factor = round(lambda);
    for (let i = 0; i < g.length; i++) g[i] = flush(round(g[i] + round(factor * v[i])));
  },
  divide(g, n) {
    for (let i = 0; i < g.length; i++) g[i] = flush(round(g[i] / n));
  },
  sumOfSquares,
  adapt: (v, rate, g, squares) => lanes.adaptPart(v, squares, 0, rate, g, 0, v.length),
  adaptPart(v, squares, at, rate, g, from, length) {
    const eta = round(rate);
    const epsilon = round(ADAGRAD_EPSILON);
    for (let k = at, i = from; k < at + length; k++, i++) {
      const slope = g[i];
      const square = flush(round(squares[k] + round(slope * slope)));
      squares[k] = square;
      v[k] = flush(round(v[k] - round(round(eta * slope) / round(round(Math.sqrt(square)) + epsilon))));
    }
  },
};

/** In the lanes of a dot product, so that it is the same in WebAssembly. */
export function sumOfSquares(v: Reals): number {
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < v.length; i++) sums[i & 3] += v[i] * v[i];
  return sums[0] + sums[1] + (sums[2] + sums[3]);
}

/** out[to …] ← Wᵀ·δ[from …] */
function transposedRow(
  { rows, columns, data }: Matrix<Float32Array>,
  delta: Float32Array,
  from: number,
  out: Float32Array,
  to: number,
): void {
  for (let j = to; j < to + columns; j++) out[j] = 0;
  for (let i = 0, k = 0; i < rows; i++) {
    const d = delta[from + i];
    for (let j = to; j < to + columns; j++, k++) out[j] = round(out[j] + round(data[k] * d));
  }
  for (let j = to; j < to + columns; j++) out[j] = flush(out[j]);
}

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

/** Σ a[offset + j]·x[from + j] of so many, in four lanes (j mod 4) combined (0 + 1) + (2 + 3). */
function dotAt(a: Float32Array, offset: number, x: Float32Array, from: number, length: number): number {
  let s0 = round(0);
  let s1 = round(0);
  let s2 = round(0);
  let s3 = round(0);
  const whole = length - (length % 4);
  let j = 0;
  for (; j < whole; j += 4) {
    const k = offset + j;
    const l = from + j;
    s0 = round(s0 + round(a[k] * x[l]));
    s1 = round(s1 + round(a[k + 1] * x[l + 1]));
    s2 = round(s2 + round(a[k + 2] * x[l + 2]));
    s3 = round(s3 + round(a[k + 3] * x[l + 3]));
  }
  if (j < length) s0 = round(s0 + round(a[offset + j] * x[from + j]));
  if (j + 1 < length) s1 = round(s1 + round(a[offset + j + 1] * x[from + j + 1]));
  if (j + 2 < length) s2 = round(s2 + round(a[offset + j + 2] * x[from + j + 2]));
  return round(round(s0 + s1) + round(s2 + s3));
}
