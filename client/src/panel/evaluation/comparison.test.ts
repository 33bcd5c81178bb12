import { FAILED, type ComparedSeed } from '@deltaboard/shared/evaluation/comparison.ts';
import type { ToldComparison } from '@deltaboard/shared/protocol/state.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { expect, test } from 'vitest';
import { comparedLines, comparedRuns, verdictOf } from './comparison.ts';

const seed = (...f1: readonly number[]): ComparedSeed => ({
  points: f1.map((value, k) => ({ step: 10 * (k + 1), location: value, all: value / 2, J: 1 - value })),
  best: 10 * (f1.indexOf(Math.max(...f1)) + 1),
  ended: 'epochs',
});
const told = (...seeds: ToldComparison['seeds']): ToldComparison => ({
  runs: seeds.map((_, k) => k),
  ...{ epochs: 1, patience: null },
  seeds,
});

const { corpus, ...board } = presets.board;
const runs = Array.from({ length: 6 }, () => ({ configuration: { ...board, corpus: corpus.kind } }));

test('CR3 CR5 a table has mean and range at the best steps, and of each seed its best step and how it ended', () => {
  const diverged: ComparedSeed = { ...seed(0.9), ended: 'diverged' };
  const stopped: ComparedSeed = { ...seed(0.2, 0.6, 0.5, 0.4), ended: 'patience' };
  const rows = comparedRuns(
    told([seed(0.1, 0.4), stopped, null], [diverged, FAILED, null]),
    runs,
    'location',
  );
  expect(rows[0].f1).toEqual({ mean: 0.5, least: 0.4, greatest: 0.6 });
  expect(rows[0].J?.least).toBeCloseTo(0.4, 12);
  const first = presets.board.seed;
  const rest = { stoppedAt: null, diverged: false, failed: false };
  expect(rows[0].seeds).toEqual([
    { ...rest, seed: first, best: { step: 20, f1: 0.4 } },
    { ...rest, seed: first + 1, best: { step: 20, f1: 0.6 }, stoppedAt: 40 },
    { ...rest, seed: first + 2, best: null },
  ]);
  expect(rows[1]).toMatchObject({ run: 1, f1: null, J: null });
  expect(rows[1].seeds.map(({ diverged, failed }) => [diverged, failed])).toEqual([
    [true, false],
    [false, true],
    [false, false],
  ]);
});

test('CR5 EV4 where there is nothing to find there is no figure, and no point', () => {
  const points = [10, 20].map((step) => ({ step, location: null, all: null, J: 1 }));
  const nothing = told([{ points, best: 20, ended: 'epochs' }]);
  expect(comparedRuns(nothing, runs, 'all')[0]).toMatchObject({ f1: null, J: { mean: 1 } });
  const [line] = comparedLines(nothing, 'all', String);
  expect([line.points, line.ringed]).toEqual([[], []]);
});

test('CR5 a ring marks the best step of each seed, at its own height', () => {
  const of = told([seed(0.2, 0.6, 0.4), seed(0.3, 0.2), null]);
  const ringed = (figure: 'location' | 'J') => comparedLines(of, figure, String)[0].ringed;
  expect(ringed('location')).toEqual([
    { x: 20, y: 0.6 },
    { x: 10, y: 0.3 },
  ]);
  expect(ringed('J')).toEqual([
    { x: 20, y: 0.4 },
    { x: 10, y: 0.7 },
  ]);
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
  const verdict = (of: ToldComparison) => verdictOf(of, comparedRuns(of, runs, 'location'));
  expect(verdict(all)).toEqual({ best: 1, within: [0], beyond: [2] });
  expect(verdict(told([...seeds(0.5, 0.6), null], seeds(0.1, 0.2, 0.3)))).toBeNull();
});
