/** f and f′ of numerics version 2 (SPEC NU16), in pairs of float64 lanes, rounded once. */

/** 1.5 · 2⁵²: added and taken away again it rounds to a whole number, which stands in the last bits meanwhile. */
const MAGIC: f64 = 6755399441055744;
const LOG2_E: f64 = 1.4426950408889634;
const LOG_2: f64 = 0.6931471805599453;

/**
 * Every constant of these functions: read from memory, which costs an engine less than making it of an instruction's bits.
 * First the coefficients of the polynomials (tables/polynomials.json), of each the highest first; then the others.
 */
const CONSTANTS: usize = memory.data<f64>([
  0.00019907569310848288,
  0.0013948578326459795,
  0.008333283538708528,
  0.041666218319291945,
  0.16666666786308587,
  0.5000000107729166,
  0.999999999995509,
  0.9999999999595618,
  2.7626357241447223e-07,
  2.764018079620985e-06,
  2.4801504346997686e-05,
  0.00019841170270440067,
  0.0013888888932488599,
  0.008333333385667782,
  0.04166666666657314,
  0.16666666666554406,
  0.5000000000000006,
  1.0000000000000067,
  1.0,
  0.020799047442261017,
  -0.05392688609507459,
  0.1333328184361586,
  -0.33333333232847023,
  -1.3239677184633546e-08,
  -4.887213735698705e-08,
  6.101059468440251e-08,
  4.190603882034128e-07,
  -3.6150521698207813e-07,
  -2.7653680514997165e-06,
  3.997719747766825e-06,
  1.6682505376214083e-05,
  -4.9769392586588466e-05,
  -5.9376981163934356e-05,
  0.0005449006016603854,
  -0.0007978690226838482,
  -0.0029933769804215684,
  0.020795066745727682,
  -0.06911863869076962,
  0.16502036617404525,
  -0.313533156671831,
  0.49530561596988437,
  -0.6653825028900514,
  0.7691930497500633,
  MAGIC,
  LOG2_E,
  LOG_2,
  1,
]);

// @ts-ignore: decorator
@inline
function constant(index: i32): v128 {
  return v128.load64_splat(CONSTANTS + (<usize>index << 3));
}
const OF_EXP = 0;
const OF_LONG_EXP = 8;
const OF_TANH = 19;
const OF_MILLS = 23;
const MAGIC_AT = 43;
const LOG2_E_AT = 44;
const LOG_2_AT = 45;
const ONE_AT = 46;

/** One more step of Horner's rule. */
// @ts-ignore: decorator
@inline
function next(p: v128, x: v128, index: i32): v128 {
  return f64x2.add(f64x2.mul(p, x), constant(index));
}

/** eˣ for −700 ≤ x ≤ 0, within 5 · 10⁻¹¹ of its value or, long, within 5 · 10⁻¹⁶. */
// @ts-ignore: decorator
@inline
function exp(x: v128, isLong: bool): v128 {
  const shifted = f64x2.add(f64x2.mul(x, constant(LOG2_E_AT)), constant(MAGIC_AT));
  const n = f64x2.sub(shifted, constant(MAGIC_AT));
  const r = f64x2.sub(x, f64x2.mul(n, constant(LOG_2_AT)));
  // 2ⁿ by its bits: n stands in the last ones of `shifted`.
  const power = i64x2.add(i64x2.shl(shifted, 52), i64x2.splat(1023 << 52));
  return f64x2.mul(isLong ? longExpOf(r) : expOf(r), power);
}

// @ts-ignore: decorator
@inline
function expOf(r: v128): v128 {
  let p = next(constant(OF_EXP), r, OF_EXP + 1);
  p = next(p, r, OF_EXP + 2);
  p = next(p, r, OF_EXP + 3);
  p = next(p, r, OF_EXP + 4);
  p = next(p, r, OF_EXP + 5);
  p = next(p, r, OF_EXP + 6);
  p = next(p, r, OF_EXP + 7);
  return p;
}

// @ts-ignore: decorator
@inline
function longExpOf(r: v128): v128 {
  let p = next(constant(OF_LONG_EXP), r, OF_LONG_EXP + 1);
  p = next(p, r, OF_LONG_EXP + 2);
  p = next(p, r, OF_LONG_EXP + 3);
  p = next(p, r, OF_LONG_EXP + 4);
  p = next(p, r, OF_LONG_EXP + 5);
  p = next(p, r, OF_LONG_EXP + 6);
  p = next(p, r, OF_LONG_EXP + 7);
  p = next(p, r, OF_LONG_EXP + 8);
  p = next(p, r, OF_LONG_EXP + 9);
  p = next(p, r, OF_LONG_EXP + 10);
  return p;
}

// @ts-ignore: decorator
@inline
function limited(z: v128, most: f64): v128 {
  return f64x2.min(f64x2.abs(z), f64x2.splat(most));
}

/** By the order of `nonLinearityNames`. */
export const LOGISTIC = 0;
export const TANH = 1;
export const HARD_TANH = 2;
export const RELU = 3;
export const LEAKY_RELU = 4;
export const GELU = 5;

/** What f and f′ have in common: e of tanh and σ, e^(−a²/2) of GELU. */
// @ts-ignore: decorator
@inline
export function prepared(name: i32, z: v128): v128 {
  switch (name) {
    case LOGISTIC:
      return exp(f64x2.neg(limited(z, 700)), false);
    case TANH:
      return exp(f64x2.mul(f64x2.splat(-2), limited(z, 350)), false);
    case GELU: {
      const a = limited(z, 37.4);
      return exp(f64x2.mul(f64x2.splat(-0.5), f64x2.mul(a, a)), true);
    }
    default:
      return z;
  }
}

/** And with e at hand: q = 1 / (1 + e) of tanh and σ, Φ(z) of GELU. */
// @ts-ignore: decorator
@inline
export function completed(name: i32, z: v128, e: v128): v128 {
  switch (name) {
    case LOGISTIC:
    case TANH:
      return f64x2.div(constant(ONE_AT), f64x2.add(constant(ONE_AT), e));
    case GELU:
      return cumulative(z, e);
    default:
      return z;
  }
}

// @ts-ignore: decorator
@inline
function tanh(z: v128, e: v128, q: v128): v128 {
  const far = f64x2.mul(f64x2.sub(constant(ONE_AT), e), q);
  const sign = v128.and(z, f64x2.splat(-0.0));
  const w = f64x2.mul(z, z);
  let p = next(constant(OF_TANH), w, OF_TANH + 1);
  p = next(p, w, OF_TANH + 2);
  p = next(p, w, OF_TANH + 3);
  const near = f64x2.add(z, f64x2.mul(f64x2.mul(z, w), p));
  return v128.bitselect(near, v128.or(far, sign), f64x2.lt(f64x2.abs(z), f64x2.splat(0.25)));
}

/** Φ(z) */
// @ts-ignore: decorator
@inline
function cumulative(z: v128, e: v128): v128 {
  const a = limited(z, 37.4);
  const sum = f64x2.add(a, f64x2.splat(5));
  const t = f64x2.div(f64x2.sub(a, f64x2.splat(5)), sum);
  let p = next(constant(OF_MILLS), t, OF_MILLS + 1);
  p = next(p, t, OF_MILLS + 2);
  p = next(p, t, OF_MILLS + 3);
  p = next(p, t, OF_MILLS + 4);
  p = next(p, t, OF_MILLS + 5);
  p = next(p, t, OF_MILLS + 6);
  p = next(p, t, OF_MILLS + 7);
  p = next(p, t, OF_MILLS + 8);
  p = next(p, t, OF_MILLS + 9);
  p = next(p, t, OF_MILLS + 10);
  p = next(p, t, OF_MILLS + 11);
  p = next(p, t, OF_MILLS + 12);
  p = next(p, t, OF_MILLS + 13);
  p = next(p, t, OF_MILLS + 14);
  p = next(p, t, OF_MILLS + 15);
  p = next(p, t, OF_MILLS + 16);
  p = next(p, t, OF_MILLS + 17);
  p = next(p, t, OF_MILLS + 18);
  p = next(p, t, OF_MILLS + 19);
  const left = f64x2.div(f64x2.mul(e, p), sum);
  return v128.bitselect(left, f64x2.sub(constant(ONE_AT), left), f64x2.lt(z, f64x2.splat(0)));
}

/** f(z) of two, with e and q (or Φ) at hand. */
// @ts-ignore: decorator
@inline
function smoothValue(name: i32, z: v128, e: v128, q: v128): v128 {
  switch (name) {
    case TANH:
      return tanh(z, e, q);
    case LOGISTIC:
      return v128.bitselect(f64x2.mul(e, q), q, f64x2.lt(z, f64x2.splat(0)));
    default:
      return f64x2.mul(z, q);
  }
}

/** f′(z) likewise. */
// @ts-ignore: decorator
@inline
function smoothSlope(name: i32, z: v128, e: v128, q: v128): v128 {
  switch (name) {
    case TANH:
      return f64x2.mul(f64x2.mul(f64x2.mul(f64x2.splat(4), e), q), q);
    case LOGISTIC:
      return f64x2.mul(f64x2.mul(e, q), q);
    default:
      return f64x2.add(q, f64x2.mul(z, f64x2.mul(f64x2.splat(0.3989422804014327), e)));
  }
}

/** Whether f is computed in float64. */
// @ts-ignore: decorator
@inline
export function isSmooth(name: i32): bool {
  return name == TANH || name == LOGISTIC || name == GELU;
}

/** Four of f (or of f′) from the lower and the upper two. */
// @ts-ignore: decorator
@inline
export function smooth(
  name: i32,
  isSlope: bool,
  low: v128,
  high: v128,
  eLow: v128,
  eHigh: v128,
  qLow: v128,
  qHigh: v128,
): v128 {
  const first = isSlope ? smoothSlope(name, low, eLow, qLow) : smoothValue(name, low, eLow, qLow);
  const second = isSlope ? smoothSlope(name, high, eHigh, qHigh) : smoothValue(name, high, eHigh, qHigh);
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 2);
}

/** fround(0.01) */
const LEAK: f32 = 0.009999999776482582;

/** f of the others, piecewise linear. */
// @ts-ignore: decorator
@inline
export function pieceValue(name: i32, z: v128): v128 {
  switch (name) {
    case HARD_TANH:
      return f32x4.max(f32x4.splat(-1), f32x4.min(f32x4.splat(1), z));
    case RELU:
      return f32x4.max(f32x4.splat(0), z);
    case LEAKY_RELU:
      return v128.bitselect(z, f32x4.mul(f32x4.splat(LEAK), z), f32x4.gt(z, f32x4.splat(0)));
    default:
      return z;
  }
}

/** f′ of them. */
// @ts-ignore: decorator
@inline
export function pieceSlope(name: i32, z: v128): v128 {
  const one = f32x4.splat(1);
  switch (name) {
    case HARD_TANH:
      return v128.and(one, v128.and(f32x4.gt(z, f32x4.splat(-1)), f32x4.lt(z, one)));
    case RELU:
      return v128.and(one, f32x4.gt(z, f32x4.splat(0)));
    case LEAKY_RELU:
      return v128.bitselect(one, f32x4.splat(LEAK), f32x4.gt(z, f32x4.splat(0)));
    default:
      return one;
  }
}
