/**
 * The only transcendental functions of this package (SPEC NU1). An engine's own Math.exp, tanh and log may differ in
 * the last bit from another's; these are pure arithmetic (ports of FreeBSD msun and Cephes by stdlib.io), so that a run
 * has the same bits on every engine. Measured errors: exp, log, log1p, erf and erfc < 1 ulp, tanh, logistic and
 * softplus < 2 ulp (math.test.ts).
 * `Math.abs`, `floor`, `min`, `max`, `sqrt`, `fround`, `imul` are exact by ECMAScript and allowed; a lint rule bans
 * the others and `**`.
 */
import stdlibErf from '@stdlib/math-base-special-erf';
import stdlibErfc from '@stdlib/math-base-special-erfc';
import stdlibExp from '@stdlib/math-base-special-exp';
import stdlibLn from '@stdlib/math-base-special-ln';
import stdlibLog1p from '@stdlib/math-base-special-log1p';
import stdlibTanh from '@stdlib/math-base-special-tanh';

type Real = (x: number) => number;
export const exp: Real = stdlibExp;
export const tanh: Real = stdlibTanh;
export const log: Real = stdlibLn;
export const log1p: Real = stdlibLog1p;
export const erf: Real = stdlibErf;
/** 1 − erf(x), to its own last digits where erf is 1. */
export const erfc: Real = stdlibErfc;

/** σ(x) = 1 / (1 + e⁻ˣ), without overflow on either side. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** log(1 + eˣ), stable: x for large x, eˣ for very negative x, never infinite for finite x. */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/**
 * a + b + c, rounded once or as good as: within 2⁻⁵² of the exact sum, whose sign it has (Knuth's two-sum; The Art of
 * Computer Programming 2, 4.2.2). Where a partial sum is no number or infinite, that.
 */
export function exact3(a: number, b: number, c: number): number {
  const ab = a + b;
  const sum = ab + c;
  if (!Number.isFinite(sum)) return sum;
  return sum + (lostIn(a, b, ab) + lostIn(ab, c, sum));
}

/** What rounding has taken from a + b: exact. */
function lostIn(a: number, b: number, sum: number): number {
  const ofB = sum - a;
  return a - (sum - ofB) + (b - ofB);
}

/** The smallest normal float32, 2⁻¹²⁶. */
export const SMALLEST_NORMAL_FLOAT32 = 1.1754943508222875e-38;

/**
 * Round to float32; a denormal becomes +0 (SPEC NU2), because processors differ in speed and WebAssembly engines in
 * flags on denormals. Applied to every entry that is stored in a tensor.
 */
export function float32(x: number): number {
  const rounded = Math.fround(x);
  return Math.abs(rounded) < SMALLEST_NORMAL_FLOAT32 ? 0 : rounded;
}
