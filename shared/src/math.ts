/**
 * The transcendental functions of this package (SPEC NU1); log and erf, which few call, are in math-on-call.ts. An engine's
 * own Math.exp, tanh and log may differ in the last bit from another's; these are pure arithmetic (ports of FreeBSD msun and
 * Cephes by stdlib.io), so that a run has the same bits on every engine. Measured errors: exp and log1p < 1 ulp, tanh,
 * logistic and softplus < 2 ulp (math.test.ts).
 * `Math.abs`, `floor`, `min`, `max`, `sqrt`, `fround`, `imul` are exact by ECMAScript and allowed; a lint rule bans
 * the others and `**`.
 */
import stdlibExp from '@stdlib/math-base-special-exp';
import stdlibLog1p from '@stdlib/math-base-special-log1p';
import stdlibTanh from '@stdlib/math-base-special-tanh';

type Real = (x: number) => number;
export const exp: Real = stdlibExp;
export const tanh: Real = stdlibTanh;
export const log1p: Real = stdlibLog1p;

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
 * Φ(z), the Gaussian's cumulative, with e = e^(−z²/2) at hand: Φ(−a) is e/(a + 5) times a polynomial in (a − 5)/(a + 5), within
 * 10⁻¹⁵ up to a = 38.6, where it is no normal number any more (tables/polynomials.json).
 */
export function gaussianCumulative(z: number, e: number): number {
  const a = Math.min(Math.abs(z), 38.6);
  const t = (a - 5) / (a + 5);
  let p = -1.3239677184633546e-8;
  p = p * t - 4.887213735698705e-8;
  p = p * t + 6.101059468440251e-8;
  p = p * t + 4.190603882034128e-7;
  p = p * t - 3.6150521698207813e-7;
  p = p * t - 2.7653680514997165e-6;
  p = p * t + 3.997719747766825e-6;
  p = p * t + 1.6682505376214083e-5;
  p = p * t - 4.9769392586588466e-5;
  p = p * t - 5.9376981163934356e-5;
  p = p * t + 0.0005449006016603854;
  p = p * t - 0.0007978690226838482;
  p = p * t - 0.0029933769804215684;
  p = p * t + 0.020795066745727682;
  p = p * t - 0.06911863869076962;
  p = p * t + 0.16502036617404525;
  p = p * t - 0.313533156671831;
  p = p * t + 0.49530561596988437;
  p = p * t - 0.6653825028900514;
  p = p * t + 0.7691930497500633;
  const left = (e * p) / (a + 5);
  return z < 0 ? left : 1 - left;
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
