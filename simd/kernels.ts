/**
 * The kernels of numerics version 2 (SPEC NU10 and on) in AssemblyScript: four float32 lanes, two float64 lanes inside the
 * functions, no fused multiply-add. Bit for bit what shared/src/kernels/version-2.ts computes in plain TypeScript, where
 * each of them is explained; here stands only how four lanes do it. Pointers are bytes, lengths are entries.
 */

import {
  completed,
  GELU,
  HARD_TANH,
  isSmooth,
  LEAKY_RELU,
  LOGISTIC,
  pieceSlope,
  pieceValue,
  prepared,
  RELU,
  smooth,
  TANH,
} from './functions';

// ---- affine: Z ← X Wᵀ + b ----------------------------------------------------------------------------------------

/** (l₀ + l₁) + (l₂ + l₃) of four accumulators at once: one entry of the result an accumulator. */
// @ts-ignore: decorator
@inline
function combined(a: v128, b: v128, c: v128, d: v128): v128 {
  // Pairs of lanes side by side: (a0 b0 a1 b1), (a2 b2 a3 b3), …
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  const lane0 = v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5);
  const lane1 = v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7);
  const lane2 = v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5);
  const lane3 = v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7);
  return f32x4.add(f32x4.add(lane0, lane1), f32x4.add(lane2, lane3));
}

/** Denormals, and −0, to +0; NaN stays. */
// @ts-ignore: decorator
@inline
function flushed(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(1.1754943508222875e-38)));
}

// @ts-ignore: decorator
@inline
function flushedOne(v: f32): f32 {
  return abs<f32>(v) < <f32>1.1754943508222875e-38 ? <f32>0 : v;
}

/** Ones in the lanes of what is left over of a row, 0 to 3 of them. */
// @ts-ignore: decorator
@inline
function leftOver(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

// @ts-ignore: decorator
@inline
function multiplied(sum: v128, w: usize, x: v128): v128 {
  return f32x4.add(sum, f32x4.mul(v128.load(w), x));
}

// @ts-ignore: decorator
@inline
function multipliedPart(sum: v128, w: usize, x: v128, part: v128): v128 {
  return f32x4.add(sum, f32x4.mul(v128.and(v128.load(w), part), x));
}

/** Rows of W with one x, four at a time: four sums hide the time that an addition takes. `b`: 0 where there is none. */
function affineRow(W: usize, x: usize, b: usize, z: usize, rows: i32, columns: i32): void {
  const stride = <usize>columns << 2;
  const whole = (<usize>columns & ~3) << 2;
  const part = leftOver(columns & 3);
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    let w = W + <usize>i * stride;
    let px = x;
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (const end = w + whole; w < end; w += 16, px += 16) {
      const xs = v128.load(px);
      s0 = multiplied(s0, w, xs);
      s1 = multiplied(s1, w + stride, xs);
      s2 = multiplied(s2, w + 2 * stride, xs);
      s3 = multiplied(s3, w + 3 * stride, xs);
    }
    if (columns & 3) {
      const xs = v128.and(v128.load(px), part);
      s0 = multipliedPart(s0, w, xs, part);
      s1 = multipliedPart(s1, w + stride, xs, part);
      s2 = multipliedPart(s2, w + 2 * stride, xs, part);
      s3 = multipliedPart(s3, w + 3 * stride, xs, part);
    }
    let sums = combined(s0, s1, s2, s3);
    if (b) sums = f32x4.add(sums, v128.load(b + (<usize>i << 2)));
    v128.store(z + (<usize>i << 2), flushed(sums));
  }
  for (; i < rows; i++) {
    const w = W + <usize>i * stride;
    let sums = f32x4.splat(0);
    for (let j: usize = 0; j < whole; j += 16) sums = multiplied(sums, w + j, v128.load(x + j));
    if (columns & 3) sums = multipliedPart(sums, w + whole, v128.and(v128.load(x + whole), part), part);
    let sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
    if (b) sum += load<f32>(b + (<usize>i << 2));
    store<f32>(z + (<usize>i << 2), flushedOne(sum));
  }
}

/** Two rows of W with four x: of a minibatch W is read half as often as it would be example by example. */
function affineFour(W: usize, x: usize, b: usize, z: usize, rows: i32, columns: i32): void {
  const stride = <usize>columns << 2;
  const across = <usize>rows << 2;
  const whole = (<usize>columns & ~3) << 2;
  const part = leftOver(columns & 3);
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  let i = 0;
  for (; i + 2 <= rows; i += 2) {
    const w0 = W + <usize>i * stride;
    const w1 = w0 + stride;
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let a2 = f32x4.splat(0);
    let a3 = f32x4.splat(0);
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let c2 = f32x4.splat(0);
    let c3 = f32x4.splat(0);
    for (let j: usize = 0; j < whole; j += 16) {
      const v0 = v128.load(w0 + j);
      const v1 = v128.load(w1 + j);
      let xs = v128.load(x + j);
      a0 = f32x4.add(a0, f32x4.mul(v0, xs));
      c0 = f32x4.add(c0, f32x4.mul(v1, xs));
      xs = v128.load(x1 + j);
      a1 = f32x4.add(a1, f32x4.mul(v0, xs));
      c1 = f32x4.add(c1, f32x4.mul(v1, xs));
      xs = v128.load(x2 + j);
      a2 = f32x4.add(a2, f32x4.mul(v0, xs));
      c2 = f32x4.add(c2, f32x4.mul(v1, xs));
      xs = v128.load(x3 + j);
      a3 = f32x4.add(a3, f32x4.mul(v0, xs));
      c3 = f32x4.add(c3, f32x4.mul(v1, xs));
    }
    if (columns & 3) {
      const v0 = v128.and(v128.load(w0 + whole), part);
      const v1 = v128.and(v128.load(w1 + whole), part);
      let xs = v128.and(v128.load(x + whole), part);
      a0 = f32x4.add(a0, f32x4.mul(v0, xs));
      c0 = f32x4.add(c0, f32x4.mul(v1, xs));
      xs = v128.and(v128.load(x1 + whole), part);
      a1 = f32x4.add(a1, f32x4.mul(v0, xs));
      c1 = f32x4.add(c1, f32x4.mul(v1, xs));
      xs = v128.and(v128.load(x2 + whole), part);
      a2 = f32x4.add(a2, f32x4.mul(v0, xs));
      c2 = f32x4.add(c2, f32x4.mul(v1, xs));
      xs = v128.and(v128.load(x3 + whole), part);
      a3 = f32x4.add(a3, f32x4.mul(v0, xs));
      c3 = f32x4.add(c3, f32x4.mul(v1, xs));
    }
    let first = combined(a0, a1, a2, a3);
    let second = combined(c0, c1, c2, c3);
    const at = z + (<usize>i << 2);
    if (b) {
      first = f32x4.add(first, v128.load32_splat(b + (<usize>i << 2)));
      second = f32x4.add(second, v128.load32_splat(b + (<usize>i << 2) + 4));
    }
    scatter(at, across, flushed(first));
    scatter(at + 4, across, flushed(second));
  }
  if (i < rows) {
    const w = W + <usize>i * stride;
    const bias = b ? b + (<usize>i << 2) : 0;
    for (let e: usize = 0; e < 4; e++) {
      affineRow(w, x + e * stride, bias, z + e * across + (<usize>i << 2), 1, columns);
    }
  }
}

/** One lane an example. */
// @ts-ignore: decorator
@inline
function scatter(z: usize, across: usize, values: v128): void {
  v128.store32_lane(z, values, 0);
  v128.store32_lane(z + across, values, 1);
  v128.store32_lane(z + 2 * across, values, 2);
  v128.store32_lane(z + 3 * across, values, 3);
}

export function affine(W: usize, X: usize, b: usize, Z: usize, rows: i32, columns: i32, count: i32): void {
  let e = 0;
  for (; e + 4 <= count; e += 4) {
    affineFour(W, X + ((<usize>e * columns) << 2), b, Z + ((<usize>e * rows) << 2), rows, columns);
  }
  for (; e < count; e++) {
    affineRow(W, X + ((<usize>e * columns) << 2), b, Z + ((<usize>e * rows) << 2), rows, columns);
  }
}

// ---- transposed: out ← Δ W ---------------------------------------------------------------------------------------

/**
 * The rows of W in ascending order for every entry: four columns a vector, sixteen at a time in registers for the whole
 * way down, so that nothing but W is read.
 */
export function transposed(W: usize, D: usize, out: usize, rows: i32, columns: i32, count: i32): void {
  const stride = <usize>columns << 2;
  for (let e = 0; e < count; e++) {
    const d = D + ((<usize>e * rows) << 2);
    const o = out + ((<usize>e * columns) << 2);
    const end = d + (<usize>rows << 2);
    let j: usize = 0;
    for (; j + 64 <= stride; j += 64) {
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      let w = W + j;
      for (let at = d; at < end; at += 4, w += stride) {
        const one = v128.load32_splat(at);
        s0 = f32x4.add(s0, f32x4.mul(v128.load(w), one));
        s1 = f32x4.add(s1, f32x4.mul(v128.load(w, 16), one));
        s2 = f32x4.add(s2, f32x4.mul(v128.load(w, 32), one));
        s3 = f32x4.add(s3, f32x4.mul(v128.load(w, 48), one));
      }
      v128.store(o + j, flushed(s0));
      v128.store(o + j, flushed(s1), 16);
      v128.store(o + j, flushed(s2), 32);
      v128.store(o + j, flushed(s3), 48);
    }
    for (; j + 16 <= stride; j += 16) {
      let s0 = f32x4.splat(0);
      let w = W + j;
      for (let at = d; at < end; at += 4, w += stride) {
        s0 = f32x4.add(s0, f32x4.mul(v128.load(w), v128.load32_splat(at)));
      }
      v128.store(o + j, flushed(s0));
    }
    for (; j < stride; j += 4) {
      let s0: f32 = 0;
      let w = W + j;
      for (let at = d; at < end; at += 4, w += stride) s0 += load<f32>(w) * load<f32>(at);
      store<f32>(o + j, flushedOne(s0));
    }
  }
}

// ---- sums over the windows of a step -----------------------------------------------------------------------------

/** G ← Σ δ xᵀ over the windows in ascending order: of four rows and eight columns at a time the sums stay in registers. */
export function outer(G: usize, D: usize, X: usize, rows: i32, columns: i32, count: i32): void {
  const stride = <usize>columns << 2;
  const across = <usize>rows << 2;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const g0 = G + <usize>i * stride;
    const g1 = g0 + stride;
    const g2 = g1 + stride;
    const g3 = g2 + stride;
    const d = D + (<usize>i << 2);
    let j: usize = 0;
    for (; j + 32 <= stride; j += 32) {
      let a0 = f32x4.splat(0);
      let a1 = f32x4.splat(0);
      let a2 = f32x4.splat(0);
      let a3 = f32x4.splat(0);
      let c0 = f32x4.splat(0);
      let c1 = f32x4.splat(0);
      let c2 = f32x4.splat(0);
      let c3 = f32x4.splat(0);
      let at = d;
      let x = X + j;
      for (let e = 0; e < count; e++, at += across, x += stride) {
        const x0 = v128.load(x);
        const x1 = v128.load(x, 16);
        let one = v128.load32_splat(at);
        a0 = f32x4.add(a0, f32x4.mul(one, x0));
        c0 = f32x4.add(c0, f32x4.mul(one, x1));
        one = v128.load32_splat(at, 4);
        a1 = f32x4.add(a1, f32x4.mul(one, x0));
        c1 = f32x4.add(c1, f32x4.mul(one, x1));
        one = v128.load32_splat(at, 8);
        a2 = f32x4.add(a2, f32x4.mul(one, x0));
        c2 = f32x4.add(c2, f32x4.mul(one, x1));
        one = v128.load32_splat(at, 12);
        a3 = f32x4.add(a3, f32x4.mul(one, x0));
        c3 = f32x4.add(c3, f32x4.mul(one, x1));
      }
      v128.store(g0 + j, flushed(a0));
      v128.store(g0 + j, flushed(c0), 16);
      v128.store(g1 + j, flushed(a1));
      v128.store(g1 + j, flushed(c1), 16);
      v128.store(g2 + j, flushed(a2));
      v128.store(g2 + j, flushed(c2), 16);
      v128.store(g3 + j, flushed(a3));
      v128.store(g3 + j, flushed(c3), 16);
    }
    for (let row: usize = 0; row < 4; row++) {
      outerEnd(g0 + row * stride, d + (row << 2), X, j, stride, across, count);
    }
  }
  for (; i < rows; i++) {
    outerEnd(G + <usize>i * stride, D + (<usize>i << 2), X, 0, stride, across, count);
  }
}

/** Of one row the columns from byte j on. */
function outerEnd(g: usize, d: usize, X: usize, from: usize, stride: usize, across: usize, count: i32): void {
  let j = from;
  for (; j + 16 <= stride; j += 16) {
    let sum = f32x4.splat(0);
    let at = d;
    let x = X + j;
    for (let e = 0; e < count; e++, at += across, x += stride) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(at), v128.load(x)));
    }
    v128.store(g + j, flushed(sum));
  }
  for (; j < stride; j += 4) {
    let sum: f32 = 0;
    let at = d;
    let x = X + j;
    for (let e = 0; e < count; e++, at += across, x += stride) sum += load<f32>(at) * load<f32>(x);
    store<f32>(g + j, flushedOne(sum));
  }
}

/** g ← Σ δ */
export function sumOfRows(g: usize, D: usize, length: i32, count: i32): void {
  const stride = <usize>length << 2;
  for (let j: usize = 0; j < stride; j += 4) {
    let sum: f32 = 0;
    let at = D + j;
    for (let e = 0; e < count; e++, at += stride) sum += load<f32>(at);
    store<f32>(g + j, flushedOne(sum));
  }
}

// ---- updates -----------------------------------------------------------------------------------------------------

/** The smallest |x| that is not 0; infinite if there is none. */
function leastMagnitude(x: usize, length: i32): f32 {
  let least = f32x4.splat(Infinity);
  const end = x + (<usize>length << 2);
  let at = x;
  for (; at + 16 <= end; at += 16) {
    const size = f32x4.abs(v128.load(at));
    // 0 gives way to infinity.
    const other = v128.or(size, v128.and(f32x4.eq(size, f32x4.splat(0)), f32x4.splat(Infinity)));
    least = f32x4.pmin(least, other);
  }
  let one: f32 = min(
    min(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1)),
    min(f32x4.extract_lane(least, 2), f32x4.extract_lane(least, 3)),
  );
  for (; at < end; at += 4) {
    const size = abs<f32>(load<f32>(at));
    if (size > 0 && size < one) one = size;
  }
  return one;
}

/** 2⁻⁹⁰: with every η·|δ|·|x| and |δ|·|x| that is not 0 above it, nothing can become a denormal: see `descendOuter`. */
const SAFE: f32 = 8.077935669463161e-28;

// @ts-ignore: decorator
@inline
function moved(w: v128, rate: v128, one: v128, x: v128, isSafe: bool): v128 {
  const g = f32x4.mul(one, x);
  return isSafe
    ? f32x4.sub(w, f32x4.mul(rate, g))
    : flushed(f32x4.sub(w, f32x4.mul(rate, flushed(g))));
}

/** W of so many columns, whose x stay in registers all the way down: eight vectors. */
// @ts-ignore: decorator
@inline
function downEight(W: usize, rate: v128, d: usize, end: usize, x: usize, stride: usize, isSafe: bool): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, 16);
  const x2 = v128.load(x, 32);
  const x3 = v128.load(x, 48);
  const x4 = v128.load(x, 64);
  const x5 = v128.load(x, 80);
  const x6 = v128.load(x, 96);
  const x7 = v128.load(x, 112);
  let w = W;
  for (let at = d; at < end; at += 4, w += stride) {
    const one = v128.load32_splat(at);
    v128.store(w, moved(v128.load(w), rate, one, x0, isSafe));
    v128.store(w, moved(v128.load(w, 16), rate, one, x1, isSafe), 16);
    v128.store(w, moved(v128.load(w, 32), rate, one, x2, isSafe), 32);
    v128.store(w, moved(v128.load(w, 48), rate, one, x3, isSafe), 48);
    v128.store(w, moved(v128.load(w, 64), rate, one, x4, isSafe), 64);
    v128.store(w, moved(v128.load(w, 80), rate, one, x5, isSafe), 80);
    v128.store(w, moved(v128.load(w, 96), rate, one, x6, isSafe), 96);
    v128.store(w, moved(v128.load(w, 112), rate, one, x7, isSafe), 112);
  }
}

/** Of four vectors. */
// @ts-ignore: decorator
@inline
function downFour(W: usize, rate: v128, d: usize, end: usize, x: usize, stride: usize, isSafe: bool): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, 16);
  const x2 = v128.load(x, 32);
  const x3 = v128.load(x, 48);
  let w = W;
  for (let at = d; at < end; at += 4, w += stride) {
    const one = v128.load32_splat(at);
    v128.store(w, moved(v128.load(w), rate, one, x0, isSafe));
    v128.store(w, moved(v128.load(w, 16), rate, one, x1, isSafe), 16);
    v128.store(w, moved(v128.load(w, 32), rate, one, x2, isSafe), 32);
    v128.store(w, moved(v128.load(w, 48), rate, one, x3, isSafe), 48);
  }
}

/** Of four vectors, and out ← Wᵀδ of the W that was. */
// @ts-ignore: decorator
@inline
function throughFour(
  W: usize,
  rate: v128,
  d: usize,
  end: usize,
  x: usize,
  out: usize,
  stride: usize,
  isSafe: bool,
): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, 16);
  const x2 = v128.load(x, 32);
  const x3 = v128.load(x, 48);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let w = W;
  for (let at = d; at < end; at += 4, w += stride) {
    const one = v128.load32_splat(at);
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const w2 = v128.load(w, 32);
    const w3 = v128.load(w, 48);
    s0 = f32x4.add(s0, f32x4.mul(w0, one));
    s1 = f32x4.add(s1, f32x4.mul(w1, one));
    s2 = f32x4.add(s2, f32x4.mul(w2, one));
    s3 = f32x4.add(s3, f32x4.mul(w3, one));
    v128.store(w, moved(w0, rate, one, x0, isSafe));
    v128.store(w, moved(w1, rate, one, x1, isSafe), 16);
    v128.store(w, moved(w2, rate, one, x2, isSafe), 32);
    v128.store(w, moved(w3, rate, one, x3, isSafe), 48);
  }
  v128.store(out, flushed(s0));
  v128.store(out, flushed(s1), 16);
  v128.store(out, flushed(s2), 32);
  v128.store(out, flushed(s3), 48);
}

/**
 * Column after column. What is left over at the right is a vector that reaches into the row below, whose entries are written
 * back as they were; of x and the sums it takes its own part.
 */
// @ts-ignore: decorator
@inline
function descendDown(
  W: usize,
  eta: f32,
  d: usize,
  x: usize,
  out: usize,
  rows: i32,
  columns: i32,
  isSafe: bool,
  isThrough: bool,
): void {
  const stride = <usize>columns << 2;
  const rate = f32x4.splat(eta);
  const end = d + (<usize>rows << 2);
  let j: usize = 0;
  if (isThrough) {
    for (; j + 64 <= stride; j += 64) throughFour(W + j, rate, d, end, x + j, out + j, stride, isSafe);
  } else {
    for (; j + 128 <= stride; j += 128) downEight(W + j, rate, d, end, x + j, stride, isSafe);
    if (j + 64 <= stride) {
      downFour(W + j, rate, d, end, x + j, stride, isSafe);
      j += 64;
    }
  }
  for (; j < stride; j += 16) {
    const rest = stride - j;
    const part = leftOver(<i32>min<usize>(rest >> 2, 4));
    const xs = v128.and(v128.load(x + j), part);
    let sum = f32x4.splat(0);
    let w = W + j;
    for (let at = d; at < end; at += 4, w += stride) {
      const one = v128.load32_splat(at);
      const before = v128.load(w);
      if (isThrough) sum = f32x4.add(sum, f32x4.mul(before, one));
      v128.store(w, v128.bitselect(moved(before, rate, one, xs, isSafe), before, part));
    }
    if (!isThrough) continue;
    if (rest < 16) storePart(out + j, flushed(sum), rest);
    else v128.store(out + j, flushed(sum));
  }
}

// Functions of their own, and exported so that they stay it: together the compiler of the engine finds no registers for them.
export function movedOnly(W: usize, eta: f32, d: usize, x: usize, rows: i32, columns: i32): void {
  descendDown(W, eta, d, x, 0, rows, columns, true, false);
}

export function movedOnlyFlushed(W: usize, eta: f32, d: usize, x: usize, rows: i32, columns: i32): void {
  descendDown(W, eta, d, x, 0, rows, columns, false, false);
}

export function movedThrough(W: usize, eta: f32, d: usize, x: usize, out: usize, rows: i32, columns: i32): void {
  descendDown(W, eta, d, x, out, rows, columns, true, true);
}

export function movedThroughFlushed(W: usize, eta: f32, d: usize, x: usize, out: usize, rows: i32, columns: i32): void {
  descendDown(W, eta, d, x, out, rows, columns, false, true);
}

/**
 * W ← W − η·δxᵀ; `out` ← Wᵀδ of the W that was, or 0. Where no product can be small nothing is looked for entry by entry: a
 * difference of two floats is a multiple of the smaller one's last place, so it is 0 or no denormal unless both are below
 * 2⁻¹⁰². 0 − (±0) is +0, and no entry of W is −0 or a denormal.
 */
export function descendOuter(
  W: usize,
  eta: f32,
  d: usize,
  x: usize,
  out: usize,
  rows: i32,
  columns: i32,
): void {
  const size = leastMagnitude(d, rows) * leastMagnitude(x, columns);
  const isSafe = size > SAFE && size * eta > SAFE;
  if (out) {
    if (isSafe) movedThrough(W, eta, d, x, out, rows, columns);
    else movedThroughFlushed(W, eta, d, x, out, rows, columns);
  } else {
    if (isSafe) movedOnly(W, eta, d, x, rows, columns);
    else movedOnlyFlushed(W, eta, d, x, rows, columns);
  }
}

/** v ← v − η·g */
export function descend(v: usize, eta: f32, g: usize, length: i32): void {
  const rate = f32x4.splat(eta);
  const end = <usize>length << 2;
  let j: usize = 0;
  for (; j + 16 <= end; j += 16) {
    v128.store(v + j, flushed(f32x4.sub(v128.load(v + j), f32x4.mul(rate, v128.load(g + j)))));
  }
  for (; j < end; j += 4) store<f32>(v + j, flushedOne(load<f32>(v + j) - eta * load<f32>(g + j)));
}

/** g ← g + v */
export function add(g: usize, v: usize, length: i32): void {
  const end = <usize>length << 2;
  let j: usize = 0;
  for (; j + 16 <= end; j += 16) v128.store(g + j, flushed(f32x4.add(v128.load(g + j), v128.load(v + j))));
  for (; j < end; j += 4) store<f32>(g + j, flushedOne(load<f32>(g + j) + load<f32>(v + j)));
}

/** g ← g + λv */
export function addScaled(g: usize, lambda: f32, v: usize, length: i32): void {
  const factor = f32x4.splat(lambda);
  const end = <usize>length << 2;
  let j: usize = 0;
  for (; j + 16 <= end; j += 16) {
    v128.store(g + j, flushed(f32x4.add(v128.load(g + j), f32x4.mul(factor, v128.load(v + j)))));
  }
  for (; j < end; j += 4) store<f32>(g + j, flushedOne(load<f32>(g + j) + lambda * load<f32>(v + j)));
}

/** g ← g / n */
export function divide(g: usize, n: f32, length: i32): void {
  const by = f32x4.splat(n);
  const end = <usize>length << 2;
  let j: usize = 0;
  for (; j + 16 <= end; j += 16) v128.store(g + j, flushed(f32x4.div(v128.load(g + j), by)));
  for (; j < end; j += 4) store<f32>(g + j, flushedOne(load<f32>(g + j) / n));
}

/** Q ← Q + g², v ← v − ηg / (√Q + ε) */
export function adapt(v: usize, eta: f32, g: usize, Q: usize, epsilon: f32, length: i32): void {
  const rate = f32x4.splat(eta);
  const least = f32x4.splat(epsilon);
  const end = <usize>length << 2;
  let j: usize = 0;
  for (; j + 16 <= end; j += 16) {
    const slope = v128.load(g + j);
    const square = flushed(f32x4.add(v128.load(Q + j), f32x4.mul(slope, slope)));
    v128.store(Q + j, square);
    const step = f32x4.div(f32x4.mul(rate, slope), f32x4.add(f32x4.sqrt(square), least));
    v128.store(v + j, flushed(f32x4.sub(v128.load(v + j), step)));
  }
  for (; j < end; j += 4) {
    const slope = load<f32>(g + j);
    const square = flushedOne(load<f32>(Q + j) + slope * slope);
    store<f32>(Q + j, square);
    store<f32>(v + j, flushedOne(load<f32>(v + j) - (eta * slope) / (sqrt<f32>(square) + epsilon)));
  }
}

/** Σ v², in float64: four lanes (index mod 4), combined (0 + 1) + (2 + 3). */
export function sumOfSquares(v: usize, length: i32): f64 {
  const end = v + (<usize>length << 2);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at = v; at < end; at += 16) {
    const rest = end - at;
    const entries = rest < 16 ? loadPart(at, rest) : v128.load(at);
    const first = f64x2.promote_low_f32x4(entries);
    const second = f64x2.promote_low_f32x4(v128.shuffle<i64>(entries, entries, 1, 1));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  return (
    f64x2.extract_lane(low, 0) +
    f64x2.extract_lane(low, 1) +
    (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1))
  );
}

// ---- entry by entry ----------------------------------------------------------------------------------------------

/** The 1 to 3 entries that are left over at the end; the other lanes are 0. */
function loadPart(at: usize, bytes: usize): v128 {
  let v = v128.load32_zero(at);
  if (bytes > 4) v = v128.load32_lane(at, v, 1, 4);
  if (bytes > 8) v = v128.load32_lane(at, v, 2, 8);
  return v;
}

function storePart(at: usize, v: v128, bytes: usize): void {
  v128.store32_lane(at, v, 0);
  if (bytes > 4) v128.store32_lane(at, v, 1, 4);
  if (bytes > 8) v128.store32_lane(at, v, 2, 8);
}

/** `slopes`: 0, or where f′(Z) goes. */
// @ts-ignore: decorator
@inline
function activateBy(name: i32, z: usize, h: usize, slopes: usize, length: i32): void {
  const end = <usize>length << 2;
  for (let j: usize = 0; j < end; j += 16) {
    const rest = end - j;
    const values = rest < 16 ? loadPart(z + j, rest) : v128.load(z + j);
    let made: v128;
    let slope: v128;
    if (isSmooth(name)) {
      const low = f64x2.promote_low_f32x4(values);
      const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1));
      const eLow = prepared(name, low);
      const eHigh = prepared(name, high);
      const qLow = completed(name, low, eLow);
      const qHigh = completed(name, high, eHigh);
      made = smooth(name, false, low, high, eLow, eHigh, qLow, qHigh);
      slope = smooth(name, true, low, high, eLow, eHigh, qLow, qHigh);
    } else {
      made = pieceValue(name, values);
      slope = pieceSlope(name, values);
    }
    if (rest < 16) storePart(h + j, flushed(made), rest);
    else v128.store(h + j, flushed(made));
    if (!slopes) continue;
    if (rest < 16) storePart(slopes + j, flushed(slope), rest);
    else v128.store(slopes + j, flushed(slope));
  }
}

/** H ← f(Z), and f′(Z) unless `slopes` is 0; a loop of its own for each f, so that nothing is chosen within it. */
export function activate(name: i32, z: usize, h: usize, slopes: usize, length: i32): void {
  switch (name) {
    case LOGISTIC:
      return activateBy(LOGISTIC, z, h, slopes, length);
    case TANH:
      return activateBy(TANH, z, h, slopes, length);
    case HARD_TANH:
      return activateBy(HARD_TANH, z, h, slopes, length);
    case RELU:
      return activateBy(RELU, z, h, slopes, length);
    case LEAKY_RELU:
      return activateBy(LEAKY_RELU, z, h, slopes, length);
    case GELU:
      return activateBy(GELU, z, h, slopes, length);
    default:
      return activateBy(-1, z, h, slopes, length);
  }
}

/** out ← a ∘ b */
export function multiply(a: usize, b: usize, out: usize, length: i32): void {
  const end = <usize>length << 2;
  let j: usize = 0;
  for (; j + 16 <= end; j += 16) v128.store(out + j, flushed(f32x4.mul(v128.load(a + j), v128.load(b + j))));
  for (; j < end; j += 4) store<f32>(out + j, flushedOne(load<f32>(a + j) * load<f32>(b + j)));
}
