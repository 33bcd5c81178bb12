import { expect, test } from 'vitest';
import { tensor } from '../../picture/tensor.ts';
import { condensation, condensed, sharedCell, tensorOfJacobian, widthLimit } from './map.ts';

test('UI3 where entries are finer than pixels, a pixel shows the largest of them, sign and all', () => {
  const wide = tensor(2, 5, Float64Array.of(0, -3, 1, 2, 0, 4, 0, 0, -1, -2));
  const { rows, columns, values } = condensed(wide, condensation(5, 3));
  expect([rows, columns]).toEqual([2, 3]);
  expect([...values]).toEqual([-3, 2, 0, 4, -1, -2]);
  expect(condensed(wide, condensation(5, 5))).toEqual(wide);
});

test('UI2 a factor that the pass has not come to has no entries; one not written out has no picture', () => {
  const jacobian = { kind: 'identity', rows: 3, columns: 3 } as const;
  expect(tensorOfJacobian(jacobian, false)).toMatchObject({ state: 'not-yet', values: new Float64Array(0) });
  expect(tensorOfJacobian(jacobian, true)).toBeNull();
});

test('factors beside each other have cells of one size, whole pixels where they are large', () => {
  expect(sharedCell(1000, 17, 1, 40)).toBe(40);
  expect(sharedCell(1000, 33, 1, 40)).toBe(30);
  expect(sharedCell(1000, 417, 1, 40)).toBeCloseTo(2.398, 3);
});

test('UI10 where factors do not fit beside each other the widest give way, and only they', () => {
  expect(widthLimit([20, 160, 160, 1000], 100, 1420)).toBe(Infinity);
  expect(widthLimit([20, 160, 160, 8000], 100, 1420)).toBe(1000);
  expect(widthLimit([20, 160, 1000, 8000], 100, 1660)).toBe(700);
  const limit = widthLimit([20, 160, 1000, 8000], 100, 200);
  expect(limit).toBeGreaterThan(0);
  expect(limit).toBeLessThanOrEqual(100);
});
