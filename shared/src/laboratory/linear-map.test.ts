import { expect, test } from 'vitest';
import { forward } from '../model/forward.ts';
import { inFloat64, initialParameters } from '../model/parameters.ts';
import { stream } from '../random.ts';
import { applied, linearMap, matrixProduct } from './linear-map.ts';

test('LB1 S3 with the identity a network of 0 to 4 layers is one matrix and one vector', () => {
  const random = stream(7, 1);
  const uniform = () => 2 * random.uniform() - 1;
  for (const hidden of [[], [3], [4, 2], [5, 6, 3], [2, 7, 1, 4]]) {
    const parameters = inFloat64(initialParameters({ inputs: 6, hidden, outputs: 2 }, 11));
    for (const { b } of parameters.layers) b.forEach((_, i) => (b[i] = uniform()));
    const map = linearMap(parameters);
    expect([map.M.rows, map.M.columns, map.c.length]).toEqual([2, 6, 2]);
    for (let trial = 0; trial < 20; trial++) {
      const x = Float64Array.from({ length: 6 }, uniform);
      const { s } = forward({ parameters, nonLinearity: 'identity' }, x);
      applied(map, x).forEach((value, k) => expect(Math.abs(value - s[k])).toBeLessThan(1e-14));
    }
    if (hidden.length === 0) continue;
    const x = Float64Array.from({ length: 6 }, uniform);
    const { s } = forward({ parameters, nonLinearity: 'tanh' }, x);
    expect(Math.abs(applied(map, x)[0] - s[0]), 'with tanh it is not').toBeGreaterThan(1e-6);
  }
});

test('LB1 a product is row by column, and shapes that do not fit are refused', () => {
  const A = { rows: 2, columns: 2, data: Float64Array.of(1, 2, 3, 4) };
  const B = { rows: 2, columns: 3, data: Float64Array.of(1, 0, 2, 0, 1, -1) };
  expect(Array.from(matrixProduct(A, B).data)).toEqual([1, 2, 0, 3, 4, 2]);
  expect(() => matrixProduct(B, A)).toThrow('[2 × 3] times [2 × 2]');
});
