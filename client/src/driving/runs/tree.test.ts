import { expect, test } from 'vitest';
import { state } from '../../testing/example.ts';
import { runTrees } from './tree.ts';

const [summary] = state.runs;
const change = { setting: 'learningRate', value: 0.2 } as const;
const branches = [
  { from: null, commands: [], head: 900 },
  { from: { branch: 0, step: 300 }, commands: [{ afterStep: 300, change }], head: 300 },
  { from: { branch: 1, step: 300 }, commands: [], head: 310 },
];

test('RN6 branches stand under the one they left, with the step and what was changed there', () => {
  const [present, old] = runTrees({ runs: [summary, { ...summary, branches }], branches, branch: 1 }, 1);
  expect(present.first).toMatchObject({ run: 1, branch: 0, head: 900, isPresent: false, changes: [] });
  const [left] = present.first.children;
  expect(left).toMatchObject({ branch: 1, from: { step: 300 }, changes: [change], isPresent: true });
  expect(left.children).toMatchObject([{ branch: 2, head: 310, children: [] }]);
  expect(old.first).toMatchObject({ run: 0, branch: 0, isPresent: false, children: [] });
});

test('RN7 every run is there, the newest first', () => {
  const trees = runTrees({ ...state, runs: Array.from({ length: 100 }, () => summary) }, 3);
  expect(trees.map(({ first }) => first.run)).toEqual(Array.from({ length: 100 }, (_, k) => 99 - k));
  expect(trees.filter(({ first }) => first.isPresent)).toHaveLength(1);
});
