import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nonLinearities, nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { SMALLEST_NORMAL_FLOAT32 } from '../math.ts';
import { version2 } from './version-2.ts';

const pattern = new Uint32Array(1);
const asFloat = new Float32Array(pattern.buffer);
/** Every so-manieth of the 2³² float32s, finite ones; `npm run floats` takes all of them. */
function* floats(stride: number): Generator<number> {
  for (let bits = 0; bits < 2 ** 32; bits += stride) {
    pattern[0] = bits;
    if (Number.isFinite(asFloat[0])) yield asFloat[0];
  }
}

/** In units in the last place of the float32 at `exact`. */
function ulps(found: number, exact: number): number {
  const size = Math.max(SMALLEST_NORMAL_FLOAT32, Math.abs(exact));
  const unit = 2 ** (Math.floor(Math.log2(size)) - 23);
  return Math.abs(found - exact) / unit;
}

function computed(name: NonLinearityName, z: number): readonly [number, number] {
  const [h, slope] = [new Float32Array(1), new Float32Array(1)];
  version2.activate(name, Float32Array.of(z), h, slope);
  return [h[0], slope[0]];
}

describe.each(nonLinearityNames)('NU17 %s', (name) => {
  test('f and f′ are within 1 ulp of the exact value, and no denormal', () => {
    const { f, derivative } = nonLinearities[name];
    let worst = 0;
    for (const z of floats(65_537)) {
      // Beyond it z·Φ(z) of GELU and 0.01·z are no float32 any more.
      if (Math.abs(z) > 3e38 || (z !== 0 && Math.abs(z) < SMALLEST_NORMAL_FLOAT32)) continue;
      const found = computed(name, z);
      [f(z), derivative(z)].forEach((exact, k) => {
        if (Math.abs(exact) < SMALLEST_NORMAL_FLOAT32) expect(found[k]).toBe(0);
        else worst = Math.max(worst, ulps(found[k], exact));
      });
    }
    expect(worst).toBeLessThanOrEqual(name === 'leakyRelu' ? 1.5 : 1);
  });
});

describe('NU16 the functions are what SPEC says, written anew from the table of coefficients', () => {
  const table = JSON.parse(
    readFileSync(new URL('../../../tables/polynomials.json', import.meta.url), 'utf8'),
  ) as Record<'exp' | 'longExp' | 'tanh' | 'mills', { readonly coefficients: readonly number[] }>;
  const P = (name: keyof typeof table, x: number): number =>
    table[name].coefficients.reduceRight((sum, coefficient, k, all) =>
      k === all.length - 1 ? coefficient : sum * x + coefficient,
    );
  const exp = (x: number, name: 'exp' | 'longExp' = 'exp'): number => {
    const n = x * 1.4426950408889634 + 6755399441055744 - 6755399441055744;
    return P(name, x - n * 0.6931471805599453) * 2 ** n;
  };
  const cumulative = (z: number): number => {
    const a = Math.min(Math.abs(z), 37.4);
    const below = (exp(-0.5 * (a * a), 'longExp') * P('mills', (a - 5) / (a + 5))) / (a + 5);
    return z < 0 ? below : 1 - below;
  };
  const q = (e: number): number => 1 / (1 + e);
  const written = {
    logistic(z: number) {
      const e = exp(-Math.min(Math.abs(z), 700));
      return [z < 0 ? e * q(e) : q(e), e * q(e) * q(e)];
    },
    tanh(z: number) {
      const e = exp(-2 * Math.min(Math.abs(z), 350));
      const near = z + z * (z * z) * P('tanh', z * z);
      return [Math.abs(z) < 0.25 ? near : Math.sign(z) * ((1 - e) * q(e)), 4 * e * q(e) * q(e)];
    },
    gelu(z: number) {
      const a = Math.min(Math.abs(z), 37.4);
      return [z * cumulative(z), cumulative(z) + z * (0.3989422804014327 * exp(-0.5 * (a * a), 'longExp'))];
    },
  };

  test.each(['logistic', 'tanh', 'gelu'] as const)('%s', (name) => {
    const flush = (value: number): number =>
      Math.abs(value) < SMALLEST_NORMAL_FLOAT32 ? 0 : Math.fround(value);
    for (const z of floats(262_147)) {
      expect(computed(name, z), `${name}(${z})`).toEqual(
        written[name](z).map((value) => flush(Math.fround(value))),
      );
    }
  });
});
