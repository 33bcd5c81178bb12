import { describe, expect, test } from 'vitest';
import { inFloat64, initialParameters, parameterCount, parametersOn, type ModelShape } from './parameters.ts';

const shapes: readonly ModelShape[] = [
  { inputs: 50, hidden: [8], outputs: 1 },
  { inputs: 250, hidden: [100], outputs: 1 },
  { inputs: 7, hidden: [5, 1, 9], outputs: 1 },
  { inputs: 50, hidden: [], outputs: 5 },
];

describe('θ on one array', () => {
  test('is W, b of each layer and then u, each in its shape', () => {
    const theta = Float64Array.from({ length: 19 }, (_, i) => i);
    const { layers, u } = parametersOn(theta, { inputs: 2, hidden: [3, 2], outputs: 1 });
    expect(layers[0].W).toEqual({ rows: 3, columns: 2, data: Float64Array.of(0, 1, 2, 3, 4, 5) });
    expect(Array.from(layers[0].b)).toEqual([6, 7, 8]);
    expect(layers[1].W).toEqual({ rows: 2, columns: 3, data: Float64Array.of(9, 10, 11, 12, 13, 14) });
    expect(Array.from(layers[1].b)).toEqual([15, 16]);
    expect(Array.from(u)).toEqual([17, 18]);
  });

  test('has parameterCount entries: 8·50 + 8 + 8 on the Board preset', () => {
    expect(parameterCount({ inputs: 50, hidden: [8], outputs: 1 })).toBe(416);
    expect(parameterCount({ inputs: 2, hidden: [3, 2], outputs: 1 })).toBe(3 * 2 + 3 + 2 * 3 + 2 + 2);
    expect(() => parametersOn(new Float32Array(415), { inputs: 50, hidden: [8], outputs: 1 })).toThrow(
      RangeError,
    );
  });

  test('is viewed, not copied', () => {
    const { theta, layers, u } = parametersOn(new Float32Array(416), { inputs: 50, hidden: [8], outputs: 1 });
    layers[0].W.data[399] = 1;
    layers[0].b[0] = 2;
    u[7] = 3;
    expect([theta[399], theta[400], theta[415]]).toEqual([1, 2, 3]);
  });

  test('widens to float64 exactly and on its own array', () => {
    const narrow = initialParameters({ inputs: 50, hidden: [8], outputs: 1 }, 4);
    const wide = inFloat64(narrow);
    expect(Array.from(wide.theta)).toEqual(Array.from(narrow.theta));
    wide.theta[0] = 9;
    expect(narrow.theta[0]).not.toBe(9);
  });
});

describe.each(shapes)('MO1 θ at step 0 of $inputs inputs and $hidden units', (shape) => {
  const { theta, layers, U } = initialParameters(shape, 20);

  test('is within Xavier’s bound √(6 / (fan in + fan out)), and uses it', () => {
    const tensors = [...layers.map(({ W }) => W), U].map(({ data, rows, columns }) => ({
      data,
      fans: rows + columns,
    }));
    for (const { data, fans } of tensors) {
      const bound = Math.fround(Math.sqrt(6 / fans));
      const sizes = Array.from(data, Math.abs);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(bound);
      if (data.length < 100) continue;
      expect(Math.max(...sizes)).toBeGreaterThan(0.95 * bound);
      const meanSquare = sizes.reduce((sum, size) => sum + size * size, 0) / data.length;
      expect(meanSquare / (bound * bound)).toBeCloseTo(1 / 3, 1);
    }
  });

  test('has b zero', () => {
    for (const { b } of layers) expect(b.every((bias) => bias === 0)).toBe(true);
  });

  test('is a pure function of shape and seed', () => {
    expect(initialParameters(shape, 20).theta).toEqual(theta);
    expect(initialParameters(shape, 21).theta).not.toEqual(theta);
  });
});
