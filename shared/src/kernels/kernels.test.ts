import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SMALLEST_NORMAL_FLOAT32 } from '../math.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { createRandom } from '../random.ts';
import { compiledKernels } from './compiled.ts';
import { float64Kernels } from './float64.ts';
import type { Kernels } from './kernels.ts';
import { copyingKernels } from './testing/copying.ts';
import { version1 } from './version-1.ts';
import { version2 } from './version-2.ts';

/** Float32 numbers of sizes from 2⁻¹⁰ to 2¹⁰, some of them zero. */
function drawn(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => {
    if (random.below(16) === 0) return 0;
    return (2 * random.uniform() - 1) * 2 ** (random.below(21) - 10);
  });
}

const bits = (values: Reals): number[] => Array.from(new Int32Array(Float32Array.from(values).buffer));
const asMatrix = <A extends Reals>(rows: number, columns: number, data: A): Matrix<A> => ({
  rows,
  columns,
  data,
});
const wide = (values: Float32Array): Float64Array => Float64Array.from(values);

const cell = new Float32Array(1);
/** One float32 operation: through memory, not fround. */
function rounded(value: number): number {
  cell[0] = value;
  return cell[0];
}
const sum = (values: number[]): number => values.reduce((total, value) => rounded(total + value), 0);

/** The four-lane dot product, written as its definition. */
function slowDot(a: Float32Array, b: Float32Array): number {
  const lanes = [0, 1, 2, 3].map((lane) =>
    sum(Array.from(a, (entry, j) => rounded(entry * b[j])).filter((_, j) => j % 4 === lane)),
  );
  const total = rounded(rounded(lanes[0] + lanes[1]) + rounded(lanes[2] + lanes[3]));
  return Math.abs(total) < 2 ** -126 ? 0 : total;
}

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  columns: fc.integer({ min: 1, max: 40 }),
  seed: fc.integer({ min: 0, max: 1e9 }),
});

/** What trains, each held to the same sentences; version 2 in WebAssembly too. */
const implementations = [
  ['version 1', version1],
  ['version 2', version2],
  ['version 2 in WebAssembly', copyingKernels()],
] as const;

function dot(kernels: Kernels<Float32Array>, a: Float32Array, b: Float32Array): number {
  const s = new Float32Array(1);
  kernels.affine(asMatrix(1, a.length, a), b, null, s);
  return s[0];
}

const lengths = Array.from({ length: 40 }, (_, i) => i + 1);

describe.each(implementations)('NU2 float32 kernels of %s', (_name, float32Kernels) => {
  test.each(lengths)(
    'a dot product of length %i is four lanes, combined (0 + 1) + (2 + 3), bit for bit',
    (length) => {
      for (let seed = 0; seed < 50; seed++) {
        const a = drawn(length, 2 * seed);
        const b = drawn(length, 2 * seed + 1);
        expect(dot(float32Kernels, a, b)).toBe(slowDot(a, b));
      }
    },
  );

  test('the order shows: lanes give other bits than a plain sum', () => {
    const plain = (a: Float32Array, b: Float32Array): number =>
      sum(Array.from(a, (entry, j) => rounded(entry * b[j])));
    const seeds = Array.from({ length: 50 }, (_, seed) => seed);
    const others = seeds.filter((seed) => {
      const a = drawn(40, 2 * seed);
      const b = drawn(40, 2 * seed + 1);
      return dot(float32Kernels, a, b) !== plain(a, b);
    });
    expect(others.length).toBeGreaterThan(25);
  });

  test('z = Wx + b is a dot product a row and one rounded addition', () => {
    const property = fc.property(shapes, ({ rows, columns, seed }) => {
      const W = asMatrix(rows, columns, drawn(rows * columns, seed));
      const x = drawn(columns, seed + 1);
      const b = drawn(rows, seed + 2);
      const z = new Float32Array(rows);
      float32Kernels.affine(W, x, b, z);
      const expected = Array.from(b, (bias, i) => {
        const row = W.data.slice(i * columns, (i + 1) * columns);
        return rounded(slowDot(row, x) + bias);
      });
      expect(Array.from(z)).toEqual(expected);
    });
    fc.assert(property);
  });

  test('Wᵀδ is summed over the rows in ascending order', () => {
    const property = fc.property(shapes, ({ rows, columns, seed }) => {
      const W = asMatrix(rows, columns, drawn(rows * columns, seed));
      const delta = drawn(rows, seed + 1);
      const out = drawn(columns, seed + 2);
      float32Kernels.transposed(W, delta, out);
      const expected = Array.from(out, (_, j) =>
        sum(Array.from(delta, (entry, i) => rounded(W.data[i * columns + j] * entry))),
      );
      expect(bits(out)).toEqual(bits(Float32Array.from(expected)));
    });
    fc.assert(property);
  });

  test('W − η·δxᵀ is the materialised gradient subtracted, bit for bit', () => {
    const property = fc.property(
      shapes,
      fc.double({ min: 1e-4, max: 1 }),
      ({ rows, columns, seed }, rate) => {
        const W = asMatrix(rows, columns, drawn(rows * columns, seed));
        const delta = drawn(rows, seed + 1);
        const x = drawn(columns, seed + 2);
        const gradient = Float32Array.from(W.data, (_, k) =>
          float32Kernels.store(delta[Math.floor(k / columns)] * x[k % columns]),
        );
        const expected = W.data.slice();
        float32Kernels.descend(expected, rate, gradient);
        float32Kernels.descendOuter(W, rate, delta, x, null);
        expect(bits(W.data)).toEqual(bits(expected));
      },
    );
    fc.assert(property);
  });

  test('v − η·g rounds η, the product and the difference', () => {
    const v = drawn(37, 1);
    const g = drawn(37, 2);
    const expected = Array.from(v, (entry, i) => rounded(entry - rounded(rounded(0.05) * g[i])));
    float32Kernels.descend(v, 0.05, g);
    expect(Array.from(v)).toEqual(expected);
  });
});

/** Stored in a tensor: rounded, a denormal to 0. */
const stored = (value: number): number => (Math.abs(rounded(value)) < 2 ** -126 ? 0 : rounded(value));

describe.each(implementations)(
  'NU2 the kernels of a minibatch, bit for bit as they are defined, of %s',
  (_name, float32Kernels) => {
    const vectors = fc.record({ length: fc.integer({ min: 1, max: 40 }), seed: fc.nat(1e9) });
    const each = (check: (v: Float32Array, g: Float32Array) => void): void =>
      fc.assert(
        fc.property(vectors, ({ length, seed }) =>
          check(drawn(length, 2 * seed), drawn(length, 2 * seed + 1)),
        ),
      );

    test('Z ← XWᵀ + b and out ← ΔW are their rows, whatever they are computed with', () => {
      fc.assert(
        fc.property(shapes, fc.integer({ min: 1, max: 9 }), ({ rows, columns, seed }, count) => {
          const W = asMatrix(rows, columns, drawn(rows * columns, seed));
          const X = drawn(count * columns, seed + 1);
          const Delta = drawn(count * rows, seed + 2);
          const b = drawn(rows, seed + 3);
          const [Z, out] = [new Float32Array(count * rows), new Float32Array(count * columns)];
          float32Kernels.affine(W, X, b, Z);
          float32Kernels.transposed(W, Delta, out);
          for (let e = 0; e < count; e++) {
            const [z, row] = [new Float32Array(rows), new Float32Array(columns)];
            float32Kernels.affine(W, X.slice(e * columns, (e + 1) * columns), b, z);
            float32Kernels.transposed(W, Delta.slice(e * rows, (e + 1) * rows), row);
            expect(bits(Z.slice(e * rows, (e + 1) * rows))).toEqual(bits(z));
            expect(bits(out.slice(e * columns, (e + 1) * columns))).toEqual(bits(row));
          }
        }),
      );
    });

    test('the sum over one window is δxᵀ, each product rounded, and what goes through W is that of the W that was', () => {
      fc.assert(
        fc.property(shapes, ({ rows, columns, seed }) => {
          const delta = drawn(rows, seed + 1);
          const x = drawn(columns, seed + 2);
          const G = asMatrix(rows, columns, drawn(rows * columns, seed));
          const W = asMatrix(rows, columns, G.data.slice());
          const [expected, through] = [new Float32Array(columns), new Float32Array(columns)];
          float32Kernels.transposed(W, delta, expected);
          float32Kernels.descendOuter(W, 0.1, delta, x, through);
          expect(bits(through)).toEqual(bits(expected));
          float32Kernels.outer(G, delta, x);
          expect(bits(G.data)).toEqual(
            bits(G.data.map((_, k) => stored(delta[Math.floor(k / columns)] * x[k % columns]))),
          );
        }),
      );
    });

    test('g + v, g + λv and g / n', () => {
      each((v, g) => {
        const plus = g.slice();
        float32Kernels.addPart(plus, 0, v, 0, v.length);
        expect(bits(plus)).toEqual(bits(g.map((entry, i) => stored(entry + v[i]))));
        const scaled = g.slice();
        float32Kernels.addScaled(scaled, 0.1, v);
        expect(bits(scaled)).toEqual(bits(g.map((entry, i) => stored(entry + rounded(rounded(0.1) * v[i])))));
        const divided = g.slice();
        float32Kernels.divide(divided, 7);
        expect(bits(divided)).toEqual(bits(g.map((entry) => stored(entry / 7))));
      });
    });

    test('AdaGrad: the square is added first, then ηg / (√Q + ε), each operation rounded', () => {
      each((v, g) => {
        const squares = v.map((entry) => Math.abs(entry));
        const Q = squares.map((square, i) => stored(square + rounded(g[i] * g[i])));
        const expected = v.map((entry, i) =>
          stored(
            entry - rounded(rounded(rounded(0.1) * g[i]) / rounded(rounded(Math.sqrt(Q[i])) + rounded(1e-8))),
          ),
        );
        const moved = v.slice();
        float32Kernels.adapt(moved, 0.1, g, squares);
        expect(bits(squares)).toEqual(bits(Q));
        expect(bits(moved)).toEqual(bits(expected));
      });
    });

    test('AdaGrad: the first step is ±η wherever there is a gradient, and nothing elsewhere', () => {
      const v = new Float64Array(3);
      float64Kernels.adapt(v, 0.5, Float64Array.of(3, -0.001, 0), new Float64Array(3));
      expect(v[0]).toBeCloseTo(-0.5, 7);
      expect(v[1]).toBeCloseTo(0.5, 4);
      expect(v[2]).toBe(0);
    });

    test('a denormal sum, quotient or square is +0', () => {
      const tiny = SMALLEST_NORMAL_FLOAT32;
      const g = Float32Array.of(1.5 * tiny);
      float32Kernels.addPart(g, 0, Float32Array.of(-tiny), 0, 1);
      expect(Object.is(g[0], 0)).toBe(true);
      const half = Float32Array.of(-tiny);
      float32Kernels.divide(half, 2);
      expect(Object.is(half[0], 0)).toBe(true);
      const squares = new Float32Array(1);
      float32Kernels.adapt(Float32Array.of(1), 0.1, Float32Array.of(1e-22), squares);
      expect(Object.is(squares[0], 0)).toBe(true);
    });
  },
);

describe.each(implementations)('NU2 denormals are flushed to +0 by %s', (_name, float32Kernels) => {
  const tiny = SMALLEST_NORMAL_FLOAT32 / 2;
  const half = Float32Array.of(0.5);
  const smallest = Float32Array.of(SMALLEST_NORMAL_FLOAT32);

  test('by store, dot, affine and transposed', () => {
    expect(float32Kernels.store(tiny)).toBe(0);
    expect(float32Kernels.store(-tiny)).toBe(0);
    expect(float32Kernels.store(-0)).toBe(0);
    expect(dot(float32Kernels, half, smallest)).toBe(0);
    const z = Float32Array.of(1);
    float32Kernels.affine(asMatrix(1, 1, half), smallest, Float32Array.of(0), z);
    expect(z[0]).toBe(0);
    const out = Float32Array.of(1);
    float32Kernels.transposed(asMatrix(1, 1, half), smallest, out);
    expect(out[0]).toBe(0);
  });

  test('by both updates, of either sign', () => {
    for (const sign of [1, -1]) {
      const v = Float32Array.of(sign * SMALLEST_NORMAL_FLOAT32);
      float32Kernels.descend(v, 0.5, Float32Array.of(sign * SMALLEST_NORMAL_FLOAT32));
      expect(v[0]).toBe(0);
      const W = asMatrix(1, 1, Float32Array.of(sign * SMALLEST_NORMAL_FLOAT32));
      float32Kernels.descendOuter(W, 0.5, Float32Array.of(sign), smallest, null);
      expect(W.data[0]).toBe(0);
    }
  });

  test('and the smallest normal number is kept', () => {
    expect(dot(float32Kernels, Float32Array.of(1), smallest)).toBe(SMALLEST_NORMAL_FLOAT32);
  });
});

describe.each(implementations)('NU2 float32 of %s against float64', (_name, float32Kernels) => {
  /** Of float32's unit roundoff, for the sizes of the terms: γ(k) = k·2⁻²⁴ for k roundings. */
  const within = (narrow: Reals, exact: Reals, sizes: number[], roundings: number): void =>
    narrow.forEach((entry, i) => {
      expect(Math.abs(entry - exact[i])).toBeLessThanOrEqual(
        (roundings * sizes[i] * 1.001) / 2 ** 24 + 2 ** -126,
      );
    });

  test('every kernel stays within its roundings', () => {
    const property = fc.property(shapes, ({ rows, columns, seed }) => {
      const W = drawn(rows * columns, seed);
      const x = drawn(columns, seed + 1);
      const b = drawn(rows, seed + 2);
      const narrow = asMatrix(rows, columns, W);
      const exact = asMatrix(rows, columns, wide(W));

      const z = [new Float32Array(rows), new Float64Array(rows)] as const;
      float32Kernels.affine(narrow, x, b, z[0]);
      float64Kernels.affine(exact, wide(x), wide(b), z[1]);
      const terms = Array.from(b, (bias, i) =>
        x.reduce((size, entry, j) => size + Math.abs(W[i * columns + j] * entry), Math.abs(bias)),
      );
      within(z[0], z[1], terms, Math.ceil(columns / 4) + 3);

      const out = [new Float32Array(columns), new Float64Array(columns)] as const;
      float32Kernels.transposed(narrow, b, out[0]);
      float64Kernels.transposed(exact, wide(b), out[1]);
      const columnTerms = Array.from(x, (_, j) =>
        b.reduce((size, entry, i) => size + Math.abs(W[i * columns + j] * entry), 0),
      );
      within(out[0], out[1], columnTerms, rows);

      const sizes = Array.from(
        W,
        (weight, k) => Math.abs(weight) + Math.abs(b[Math.floor(k / columns)] * x[k % columns]),
      );
      float32Kernels.descendOuter(narrow, 0.25, b, x, null);
      float64Kernels.descendOuter(exact, 0.25, wide(b), wide(x), null);
      within(narrow.data, exact.data, sizes, 3);
    });
    fc.assert(property);
  });

  test('float64 stores what it is given', () => {
    expect(float64Kernels.store(0.1)).toBe(0.1);
    expect(float64Kernels.store(5e-324)).toBe(5e-324);
    const v = Float64Array.of(1, 2);
    float64Kernels.descend(v, 0.1, Float64Array.of(10, -10));
    expect(Array.from(v)).toEqual([0, 3]);
  });
});

describe('NU12 NU14 sums over several windows', () => {
  /** [count, rows, columns] and a seed. */
  const several = fc.record({ shape: shapes, count: fc.integer({ min: 1, max: 7 }) });
  const sums = (kernels: Kernels<Float32Array>, flushes: (value: number) => number): void =>
    fc.assert(
      fc.property(several, ({ shape: { rows, columns, seed }, count }) => {
        const Delta = drawn(count * rows, seed);
        const X = drawn(count * columns, seed + 1);
        const G = asMatrix(rows, columns, new Float32Array(rows * columns));
        const g = new Float32Array(rows);
        kernels.outer(G, Delta, X);
        kernels.sumOfRows(g, Delta);
        const over = (term: (e: number) => number): number =>
          stored(
            Array.from({ length: count }, (_, e) => e).reduce((sum, e) => flushes(rounded(sum + term(e))), 0),
          );
        expect(bits(g)).toEqual(bits(g.map((_, i) => over((e) => Delta[e * rows + i]))));
        const product = (e: number, k: number): number =>
          flushes(rounded(Delta[e * rows + Math.floor(k / columns)] * X[e * columns + (k % columns)]));
        expect(bits(G.data)).toEqual(bits(G.data.map((_, k) => over((e) => product(e, k)))));
      }),
    );

  test('version 1 stores every product and every sum', () => sums(version1, stored));
  test('version 2 stores the sum when it is complete', () => sums(version2, (value) => value));
  test('and so in WebAssembly', () => sums(copyingKernels(), (value) => value));
});

describe('NU18 version 2 in WebAssembly has the bits of TypeScript, whatever it computes with', () => {
  const compiled = copyingKernels();
  /** Numbers of every size and kind that a tensor can hold: no denormal, no −0. */
  const wild = fc.oneof(
    { weight: 6, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 6, arbitrary: fc.float({ min: -4, max: 4, noNaN: true }) },
    fc.constantFrom(0, 1.1754943508222875e-38, -1.2e-38, 3.4e38, -3.4e38, Infinity, -Infinity, NaN),
  );
  const array = (length: number): fc.Arbitrary<Float32Array> =>
    fc
      .array(wild, { minLength: length, maxLength: length })
      .map((values) => Float32Array.from(values, stored));
  const cases = fc
    .record({
      rows: fc.integer({ min: 1, max: 11 }),
      columns: fc.integer({ min: 1, max: 37 }),
      count: fc.integer({ min: 1, max: 9 }),
    })
    .chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        W: array(shape.rows * shape.columns),
        Delta: array(shape.count * shape.rows),
        X: array(shape.count * shape.columns),
        b: array(shape.rows),
        rate: fc.double({ min: 1e-45, max: 10, noNaN: true }),
      }),
    );
  /** NaN as NaN: its sign and payload are nobody's. */
  const known = (values: Float32Array): number[] =>
    bits(values).map((pattern, i) => (Number.isNaN(values[i]) ? NaN : pattern));

  test('every kernel', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...nonLinearityNames), ({ shape, W, Delta, X, b, rate }, name) => {
        const { rows, columns, count } = shape;
        const results = [version2, compiled].map((kernels) => {
          const matrix = asMatrix(rows, columns, W.slice());
          const [Z, H, slopes] = [0, 0, 0].map(() => new Float32Array(count * rows));
          const [delta, out, through] = [Delta, X, X.subarray(0, columns)].map(
            ({ length }) => new Float32Array(length),
          );
          const G = asMatrix(rows, columns, new Float32Array(W.length));
          const g = new Float32Array(rows);
          const squares = W.map(Math.abs);
          kernels.affine(matrix, X, b, Z);
          kernels.activate(name, Z, H, slopes);
          kernels.multiply(Delta, slopes, delta);
          kernels.transposed(matrix, Delta, out);
          kernels.outer(G, Delta, X);
          kernels.sumOfRows(g, Delta);
          const sums = G.data.slice();
          kernels.divide(G.data, count);
          kernels.addScaled(G.data, rate, W);
          kernels.descendOuter(matrix, rate, Delta.slice(0, rows), X.slice(0, columns), through);
          const once = matrix.data.slice();
          kernels.descend(matrix.data, rate, sums);
          kernels.adapt(matrix.data, rate, G.data, squares);
          expect(kernels.sumOfSquares(X)).toBe(version2.sumOfSquares(X));
          return [Z, H, slopes, delta, out, sums, g, G.data, once, through, squares, matrix.data].map(known);
        });
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: 300 },
    );
  });

  test('an array for which there is no room is refused', () => {
    const kernels = compiledKernels()?.(16);
    expect(() => kernels?.allocate(1_000_000)).toThrow(RangeError);
  });
});
