/**
 * f and f′ of numerics version 2 (SPEC NU16), in plain TypeScript: of a float32, computed in float64 with + − × ÷ alone, to be
 * rounded once. The coefficients are those of tables/polynomials.json, evaluated by Horner's rule; simd/functions.ts has the
 * same operations in the same order.
 */
import { gaussianCumulative } from '../math.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';

/** 1.5 · 2⁵²: added and taken away again it rounds to a whole number, the nearest, of two the even one. */
const MAGIC = 6755399441055744;
const LOG2_E = 1.4426950408889634;
const LOG_2 = 0.6931471805599453;
const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
const LEAK = Math.fround(0.01);

/** 2⁻ⁿ for n from 0 to 1011. */
const powers = new Float64Array(1012);
powers[0] = 1;
for (let n = 1; n < powers.length; n++) powers[n] = powers[n - 1] / 2;

/** eˣ for −700 ≤ x ≤ 0, within 6 · 10⁻¹¹ of its value. */
function exp(x: number): number {
  const n = x * LOG2_E + MAGIC - MAGIC;
  const r = x - n * LOG_2;
  let p = 0.00019907569310848288;
  p = p * r + 0.0013948578326459795;
  p = p * r + 0.008333283538708528;
  p = p * r + 0.041666218319291945;
  p = p * r + 0.16666666786308587;
  p = p * r + 0.5000000107729166;
  p = p * r + 0.999999999995509;
  p = p * r + 0.9999999999595618;
  return p * powers[-n | 0];
}

/** The same within 5 · 10⁻¹⁶: of GELU′, which has a root, no digit may be lost. */
function longExp(x: number): number {
  const n = x * LOG2_E + MAGIC - MAGIC;
  const r = x - n * LOG_2;
  let p = 2.7626357241447223e-7;
  p = p * r + 2.764018079620985e-6;
  p = p * r + 2.4801504346997686e-5;
  p = p * r + 0.00019841170270440067;
  p = p * r + 0.0013888888932488599;
  p = p * r + 0.008333333385667782;
  p = p * r + 0.04166666666657314;
  p = p * r + 0.16666666666554406;
  p = p * r + 0.5000000000000006;
  p = p * r + 1.0000000000000067;
  p = p * r + 1.0;
  return p * powers[-n | 0];
}

const limited = (z: number, most: number): number => Math.min(Math.abs(z), most);

function tanh(z: number, e: number, q: number): number {
  if (Math.abs(z) < 0.25) {
    const w = z * z;
    let p = 0.020799047442261017;
    p = p * w - 0.05392688609507459;
    p = p * w + 0.1333328184361586;
    p = p * w - 0.33333333232847023;
    return z + z * w * p;
  }
  const far = (1 - e) * q;
  return z < 0 ? -far : far;
}

/** Puts f(z) at 0 and f′(z) at 1; neither is rounded yet. */
type Elementwise = (z: number, out: Float64Array) => void;

export const elementwise: Readonly<Record<NonLinearityName, Elementwise>> = {
  logistic(z, out) {
    const e = exp(-limited(z, 700));
    const q = 1 / (1 + e);
    out[0] = z < 0 ? e * q : q;
    out[1] = e * q * q;
  },
  tanh(z, out) {
    const e = exp(-2 * limited(z, 350));
    const q = 1 / (1 + e);
    out[0] = tanh(z, e, q);
    out[1] = 4 * e * q * q;
  },
  hardTanh(z, out) {
    out[0] = Math.max(-1, Math.min(1, z));
    out[1] = z > -1 && z < 1 ? 1 : 0;
  },
  relu(z, out) {
    out[0] = Math.max(0, z);
    out[1] = z > 0 ? 1 : 0;
  },
  leakyRelu(z, out) {
    out[0] = z > 0 ? z : LEAK * z;
    out[1] = z > 0 ? 1 : LEAK;
  },
  gelu(z, out) {
    const a = limited(z, 37.4);
    const e = longExp(-0.5 * (a * a));
    const below = gaussianCumulative(z < 0 ? -a : a, e);
    out[0] = z * below;
    out[1] = below + z * (INVERSE_SQRT_TWO_PI * e);
  },
  identity(z, out) {
    out[0] = z;
    out[1] = 1;
  },
};
