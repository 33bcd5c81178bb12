import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Matrix } from '../model/matrix.ts';
import { createRandom } from '../random.ts';
import {
  dense,
  DENSE_LIMIT,
  diagonal,
  identity,
  materialise,
  multiply,
  rowBlock,
  type Jacobian,
} from './jacobian.ts';

const of = (rows: number, columns: number, ...entries: number[]): Matrix<Float64Array> => ({
  rows,
  columns,
  data: Float64Array.from(entries),
});
const entriesOf = (jacobian: Jacobian): number[] => {
  const written = materialise(jacobian);
  if (written.kind !== 'dense') throw new Error('not materialised');
  return Array.from(written.data);
};

describe('a Jacobian written out', () => {
  test('S4 diag(f′(z)) has its entries on the diagonal and I has ones', () => {
    expect(entriesOf(diagonal(Float64Array.of(3, 5)))).toEqual([3, 0, 0, 5]);
    expect(entriesOf(identity(3))).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  test('S8 ∂(Wx)/∂W for two rows and x = (7, 8, 9) is 2 × 6 with xᵀ in block i of row i', () => {
    const jacobian = rowBlock(2, Float64Array.of(7, 8, 9));
    expect([jacobian.rows, jacobian.columns]).toEqual([2, 6]);
    expect(entriesOf(jacobian)).toEqual([7, 8, 9, 0, 0, 0, 0, 0, 0, 7, 8, 9]);
  });

  test('GR7 is dense up to a million entries and structured above', () => {
    expect(DENSE_LIMIT).toBe(1_000_000);
    expect(materialise(identity(1000)).kind).toBe('dense');
    expect(materialise(identity(1001)).kind).toBe('identity');
    expect(materialise(diagonal(new Float64Array(1001))).kind).toBe('diagonal');
    expect(materialise(rowBlock(100, new Float64Array(101))).kind).toBe('row-block');
    expect(materialise(identity(3), 8).kind).toBe('identity');
  });
});

describe('a product with a Jacobian', () => {
  test('is the matrix product: [2×3] · [3×2] by hand', () => {
    const left = of(2, 3, 1, 2, 3, 4, 5, 6);
    const product = multiply(left, dense(3, 2, Float64Array.of(1, -1, 0, 2, 10, 0)));
    expect(product).toEqual(of(2, 2, 31, 3, 64, 6));
  });

  test('S8 of a row δ with ∂z/∂W is the row δ₁xᵀ | δ₂xᵀ', () => {
    const row = multiply(of(1, 2, 10, 100), rowBlock(2, Float64Array.of(7, 8, 9)));
    expect(row).toEqual(of(1, 6, 70, 80, 90, 700, 800, 900));
  });

  test('refuses other inner dimensions and names both shapes', () => {
    expect(() => multiply(of(1, 3, 1, 2, 3), identity(2))).toThrow('[1×3] · [2×2]');
  });

  test('GR7 is the same numbers whether the Jacobian is dense or structured', () => {
    const recipe = fc.record({
      kind: fc.constantFrom('diagonal', 'identity', 'row-block'),
      left: fc.integer({ min: 1, max: 4 }),
      n: fc.integer({ min: 1, max: 9 }),
      m: fc.integer({ min: 1, max: 12 }),
      seed: fc.integer(),
    });
    const property = fc.property(recipe, ({ kind, left, n, m, seed }) => {
      const random = createRandom(seed);
      const drawn = (length: number): number[] => Array.from({ length }, () => random.uniform() * 2 - 1);
      const vector = Float64Array.from(drawn(kind === 'row-block' ? m : n));
      const structured =
        kind === 'diagonal' ? diagonal(vector) : kind === 'identity' ? identity(n) : rowBlock(n, vector);
      const row = of(left, n, ...drawn(left * n));
      const written = materialise(structured);
      expect(written.kind).toBe('dense');
      expect(multiply(row, structured)).toEqual(multiply(row, written));
    });
    fc.assert(property, { numRuns: 300 });
  });
});
