/** Wx + b, Wᵀδ and Σ δxᵀ. */
import { flushed, flushedOne, leftOver } from './lanes';

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
