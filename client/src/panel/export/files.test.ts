// @vitest-environment node
import { expect, test } from 'vitest';
import { moment, run } from '../../testing/example.ts';
import { exportedStep, fileNames, fileOf, type TakenRun } from './files.ts';

const taken: TakenRun = {
  run,
  moment: moment(2, 0),
  series: [{ step: 1, count: 2, J: [0.5, 0.75, 1], rms: [0.1, 0.2, 0.3] }],
  evaluations: [
    { step: 2, threshold: 0, precision: 0.5, recall: 1, f1: 0.6667, correct: 1, guessed: 2, gold: 1 },
  ],
};

test('XP2 the step on the board: θ before its update and its windows, and nothing that is computed', () => {
  const step = exportedStep(taken);
  expect(step?.step).toBe(1);
  expect(step?.examples).toHaveLength(1);
  expect(step?.examples[0].windows[0]).toHaveLength(30);
});

test('XP4 every file has a name of its own, with the run’s number and the step', () => {
  const names = fileNames.map((which) => fileOf(which, taken)?.name);
  expect(new Set(names).size).toBe(fileNames.length);
  expect(names).toContain(`deltaboard-run-${run.number + 1}-step-1.npz`);
});

test('XP4 while it runs there is no exact step, and before the first step no curve', () => {
  const none = { ...taken, moment: null, series: [], evaluations: [] };
  expect(fileNames.filter((which) => fileOf(which, none))).toEqual(['configuration']);
});

test('XP5 curves are tables', () => {
  expect(fileOf('losses', taken)?.bytes).toContain('1,2,0.5,0.75,1,0.1,0.2,0.3\r\n');
  expect(fileOf('scores', taken)?.bytes).toContain('2,0.5,1,0.6667,1,2,1\r\n');
});
