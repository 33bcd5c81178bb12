import { expect, test } from 'vitest';
import { createContestant } from './contestant.ts';
import { EXTENT, pointsOf, tasks } from './plane.ts';

const POINTS = 160;
const SEED = 1;

test('LB4 points are a pure function of task and seed, in the square, as many of each class', () => {
  for (const task of tasks) {
    const { x, y } = pointsOf(task, POINTS, SEED);
    expect(pointsOf(task, POINTS, SEED)).toEqual({ x, y });
    expect(pointsOf(task, POINTS, SEED + 1).x).not.toEqual(x);
    expect(y.reduce((sum, label) => sum + label, 0)).toBe(POINTS / 2);
    expect(x.every((value) => Math.abs(value) <= EXTENT)).toBe(true);
  }
  expect(() => pointsOf('xor', 3, SEED)).toThrow('3 points');
});

test.each(tasks)(
  'LB4 S3 %s: with tanh nearly every point is right, with the identity a straight line',
  (task) => {
    const points = pointsOf(task, POINTS, SEED);
    const curved = createContestant(points, 'tanh', SEED);
    const straight = createContestant(points, 'identity', SEED);
    for (let epoch = 0; epoch < 200; epoch++) {
      curved.epoch();
      straight.epoch();
    }
    expect(curved.accuracy).toBeGreaterThanOrEqual(0.98);
    expect(straight.accuracy).toBeLessThan(0.8);
    expect(straight.losses.every(Number.isFinite)).toBe(true);
    // On a straight line the score in the middle is the mean of those at its ends.
    const [a, middle, b] = [straight.score(-0.8, 0.3), straight.score(0, 0.1), straight.score(0.8, -0.1)];
    expect(Math.abs(middle - (a + b) / 2)).toBeLessThan(1e-5);
  },
);

test('LB4 the same seed gives the same numbers, looked at or not, and both begin with the same θ', () => {
  const points = pointsOf('rings', POINTS, SEED);
  const [one, other, linear] = (['tanh', 'tanh', 'identity'] as const).map((name) =>
    createContestant(points, name, SEED),
  );
  expect(one.losses).toHaveLength(1);
  for (let epoch = 0; epoch < 5; epoch++) {
    one.epoch();
    one.score(0.3, epoch / 5);
    other.epoch();
    linear.epoch();
  }
  expect(one.losses).toEqual(other.losses);
  expect(linear.losses).not.toEqual(one.losses);
  expect(one.epochs).toBe(5);
});
