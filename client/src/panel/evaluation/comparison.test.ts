import type { ComparedSeed } from '@deltaboard/shared/evaluation/comparison.ts';
import type { ToldComparison } from '@deltaboard/shared/protocol/events.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { expect, test } from 'vitest';
import { comparedLines, comparedRuns, verdictOf } from './comparison.ts';

const seed = (...f1: readonly number[]): ComparedSeed => ({
  points: f1.map((value, k) => ({ step: 10 * (k + 1), location: value, all: value / 2, J: 1 - value })),
  diverged: false,
});
const told = (...seeds: ToldComparison['seeds']): ToldComparison => ({
  runs: seeds.map((_, k) => k),
  configurations: seeds.map(() => presets.board),
  epochs: 1,
  seeds,
});

test('CR3 a table has mean and range of the ends, and says what diverged or could not be made', () => {
  const diverged: ComparedSeed = { points: seed(0.9).points, diverged: true };
  const failed: ComparedSeed = { points: [], diverged: false };
  const rows = comparedRuns(
    told([seed(0.1, 0.4), seed(0.2, 0.6), null], [diverged, failed, null]),
    'location',
  );
  expect(rows[0].f1).toEqual({ mean: 0.5, least: 0.4, greatest: 0.6 });
  expect(rows[0].J?.least).toBeCloseTo(0.4, 12);
  expect(rows[1]).toEqual({ run: 1, f1: null, J: null, diverged: true, failed: true });
});

test('CR3 curves are means of the seeds that have come there, each with a stroke of its own', () => {
  const six = told(...Array.from({ length: 6 }, () => [seed(0.2, 0.4), seed(0.4), null]));
  const lines = comparedLines(six, 'location', (run) => `Run ${run + 1}`);
  expect(lines[0].points.map(({ x }) => x)).toEqual([10, 20]);
  expect(lines[0].points[0].y).toBeCloseTo(0.3, 12);
  expect(lines[0].points[1].y).toBe(0.4);
  expect(new Set(lines.map(({ stroke }) => stroke)).size).toBe(6);
});

test('CR3 a difference within the spread of the seeds is said to be, once all are there', () => {
  const seeds = (...ends: readonly number[]): readonly ComparedSeed[] => ends.map((end) => seed(end));
  const all = told(seeds(0.5, 0.6, 0.7), seeds(0.65, 0.7, 0.75), seeds(0.1, 0.2, 0.3));
  const verdict = (of: ToldComparison) => verdictOf(of, comparedRuns(of, 'location'));
  expect(verdict(all)).toEqual({ best: 1, within: [0], beyond: [2] });
  expect(verdict(told([...seeds(0.5, 0.6), null], seeds(0.1, 0.2, 0.3)))).toBeNull();
});
