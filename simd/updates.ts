/** What moves θ, and what is added up on the way. */
import { flushed, flushedOne, leftOver, loadPart, storePart } from './lanes';

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
