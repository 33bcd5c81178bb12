import { expect, test } from 'vitest';
import { nonLinearities, nonLinearityNames } from '@deltaboard/shared/model/non-linearity.ts';
import { curvesOf } from './curves.ts';
import { legible, lifted, pathOf, placeOn, samples } from './plot.ts';

test('UI18 the curves reach every z, and are f and f′ at each of their points', () => {
  for (const name of nonLinearityNames) {
    const { x, y, f, derivative } = curvesOf(name, Float64Array.of(-7, 0.5));
    expect([x.from, x.to]).toEqual([-10, 10]);
    f.points.forEach(([z, value]) => expect(value).toBe(nonLinearities[name].f(z)));
    derivative.points.forEach(([z, value]) => expect(value).toBe(nonLinearities[name].derivative(z)));
    for (const [, value] of [...f.points, ...derivative.points]) {
      expect(value).toBeGreaterThanOrEqual(y.from);
      expect(value).toBeLessThanOrEqual(y.to);
    }
  }
  const { x } = curvesOf('tanh', new Float64Array());
  expect([x.from, x.to]).toEqual([-4, 4]);
});

test('a value has its place between two edges, also where the axis points upwards', () => {
  const place = placeOn({ from: 0, to: 2 }, 100, 20);
  expect([place(0), place(1), place(2)]).toEqual([100, 60, 20]);
  expect(samples(-1, 1, 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(
    pathOf([
      [0, 1],
      [2, 3.25],
    ]),
  ).toBe('M0.0 1.0L2.0 3.3');
});

test('LB21 of ticks that would meet every second, third, … one stays, zero among them', () => {
  const ticks = [-1, -0.5, 0, 0.5, 1].map((at) => ({ at, text: String(at) }));
  const at = (pixels: number) =>
    legible(
      ticks,
      (value) => pixels * value,
      () => 12,
    ).map((tick) => tick.at);
  expect(at(100)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(at(15)).toEqual([-1, 0, 1]);
  expect(at(3)).toEqual([0]);
});

test('LB21 numbers of points that lie on one another are lifted until none does', () => {
  const points = [
    [10, 50],
    [12, 50],
    [14, 52],
    [60, 50],
  ] as const;
  const tops = lifted(points, { width: 8, height: 10, below: 20, top: 35 });
  expect(tops[3]).toBe(50);
  for (const [a, b] of [
    [0, 1],
    [1, 2],
    [0, 2],
  ])
    expect(Math.abs(tops[a] - tops[b])).toBeGreaterThanOrEqual(10);
  for (const top of tops) expect(top).toBeGreaterThanOrEqual(35);
});
