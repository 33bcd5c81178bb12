import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SMALLEST_NORMAL_FLOAT32 } from '../math.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import { createRandom } from '../random.ts';
import { float32Kernels } from './float32.ts';
import { float64Kernels } from './float64.ts';

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

const lengths = Array.from({ length: 40 }, (_, i) => i + 1);

describe('NU2 float32 kernels', () => {
  test.each(lengths)(
    'a dot product of length %i is four lanes, combined (0 + 1) + (2 + 3), bit for bit',
    (length) => {
      for (let seed = 0; seed < 50; seed++) {
        const a = drawn(length, 2 * seed);
        const b = drawn(length, 2 * seed + 1);
        expect(float32Kernels.dot(a, b)).toBe(slowDot(a, b));
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
      return float32Kernels.dot(a, b) !== plain(a, b);
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
        float32Kernels.descendOuter(W, rate, delta, x);
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

describe('NU2 the kernels of a minibatch, bit for bit as they are defined', () => {
  const vectors = fc.record({ length: fc.integer({ min: 1, max: 40 }), seed: fc.nat(1e9) });
  const each = (check: (v: Float32Array, g: Float32Array) => void): void =>
    fc.assert(
      fc.property(vectors, ({ length, seed }) => check(drawn(length, 2 * seed), drawn(length, 2 * seed + 1))),
    );

  test('G + δxᵀ: the product is rounded, then the sum', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, seed }) => {
        const before = drawn(rows * columns, seed);
        const delta = drawn(rows, seed + 1);
        const x = drawn(columns, seed + 2);
        const G = before.slice();
        float32Kernels.addOuter(asMatrix(rows, columns, G), delta, x);
        const expected = Array.from(before, (entry, k) =>
          stored(entry + stored(delta[Math.floor(k / columns)] * x[k % columns])),
        );
        expect(bits(G)).toEqual(bits(Float32Array.from(expected)));
      }),
    );
  });

  test('g + v, g + λv and g / n', () => {
    each((v, g) => {
      const plus = g.slice();
      float32Kernels.add(plus, v);
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
    float32Kernels.add(g, Float32Array.of(-tiny));
    expect(Object.is(g[0], 0)).toBe(true);
    const half = Float32Array.of(-tiny);
    float32Kernels.divide(half, 2);
    expect(Object.is(half[0], 0)).toBe(true);
    const squares = new Float32Array(1);
    float32Kernels.adapt(Float32Array.of(1), 0.1, Float32Array.of(1e-22), squares);
    expect(Object.is(squares[0], 0)).toBe(true);
  });
});

describe('NU2 denormals are flushed to +0', () => {
  const tiny = SMALLEST_NORMAL_FLOAT32 / 2;
  const half = Float32Array.of(0.5);
  const smallest = Float32Array.of(SMALLEST_NORMAL_FLOAT32);

  test('by store, dot, affine and transposed', () => {
    expect(float32Kernels.store(tiny)).toBe(0);
    expect(float32Kernels.store(-tiny)).toBe(0);
    expect(float32Kernels.store(-0)).toBe(0);
    expect(float32Kernels.dot(half, smallest)).toBe(0);
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
      float32Kernels.descendOuter(W, 0.5, Float32Array.of(sign), smallest);
      expect(W.data[0]).toBe(0);
    }
  });

  test('and the smallest normal number is kept', () => {
    expect(float32Kernels.dot(Float32Array.of(1), smallest)).toBe(SMALLEST_NORMAL_FLOAT32);
  });
});

describe('NU2 float32 against float64', () => {
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
      float32Kernels.descendOuter(narrow, 0.25, b, x);
      float64Kernels.descendOuter(exact, 0.25, wide(b), wide(x));
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
