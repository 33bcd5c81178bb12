/** Against values computed with many digits (tables/generate.py, independent of all code here). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { headOf, type HeadName } from './head.ts';
import { nonLinearities, type NonLinearityName } from './non-linearity.ts';

type Tabulated = string | null;
const table = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../tables/${name}.json`, import.meta.url), 'utf8'));

const RELATIVE = 1e-12;
/** Beside a root, where no relative bound is possible. */
const BESIDE_A_ROOT = 1e-15;

/** |found − exact| beside what is allowed, or null where the table has no value: it is no normal number. */
function expectExact(found: number, exact: Tabulated, what: string): void {
  if (exact === null) return;
  const value = Number(exact);
  const error = Math.abs(found - value);
  expect(error, `${what} is ${found}, exactly ${exact}`).toBeLessThanOrEqual(
    Math.max(RELATIVE * Math.abs(value), Math.abs(value) < 1e-3 && isBesideRoot(what) ? BESIDE_A_ROOT : 0),
  );
}

/** GELU′ has a root at −0.7518. */
const isBesideRoot = (what: string): boolean => /^gelu′\(-0\.75/.test(what);

describe('MO7 f and f′ within 1e-12 of the exact value', () => {
  const rows = table('non-linearities') as readonly [NonLinearityName, string, Tabulated, Tabulated][];

  test.each(['logistic', 'tanh', 'gelu'] as const)('%s', (name) => {
    const own = rows.filter(([of]) => of === name);
    expect(own.length).toBeGreaterThan(150);
    for (const [, z, value, slope] of own) {
      const { f, derivative } = nonLinearities[name];
      expectExact(f(Number(z)), value, `${name}(${z})`);
      expectExact(derivative(Number(z)), slope, `${name}′(${z})`);
    }
  });
});

describe('MO7 J and ∂J/∂s within 1e-12 of the exact value', () => {
  const rows = table('heads') as readonly [HeadName, readonly string[], number, Tabulated, ...Tabulated[]][];

  test.each(['logistic', 'softmax', 'max-margin'] as const)('%s', (name) => {
    const own = rows.filter(([of]) => of === name);
    expect(own.length).toBeGreaterThan(20);
    for (const [, written, y, loss, ...slopes] of own) {
      const s = Float64Array.from(written, Number);
      const { J, derivative } = headOf(name);
      expectExact(J(s, y), loss, `J(${written.join()}; ${y})`);
      derivative(s, y).forEach((slope, k) =>
        expectExact(slope, slopes[k], `∂J/∂s${k}(${written.join()}; ${y})`),
      );
    }
  });

  test('of scores that are no numbers neither J nor a slope is one', () => {
    for (const name of ['logistic', 'softmax', 'max-margin'] as const) {
      const { J, derivative, outputs, windows } = headOf(name);
      for (let k = 0; k < outputs * windows; k++) {
        const s = new Float64Array(outputs * windows).fill(3);
        s[k] = NaN;
        expect(J(s, 1)).toBeNaN();
        expect(derivative(s, 1).every(Number.isNaN)).toBe(true);
      }
    }
  });
});
