import { expect, test } from 'vitest';
import { lanesOf, sightOf } from './branches.ts';

const branches = [
  { from: null, head: 300, commands: [] },
  { from: { branch: 0, step: 120 }, head: 150, commands: [] },
];

test('UI41 every branch is a line from where it left to its head; that of the shown one grows with the run', () => {
  expect(lanesOf({ branches, branch: 1 }, 160)).toEqual([
    { branch: 0, from: 0, head: 300, isShown: false },
    { branch: 1, from: 120, head: 160, isShown: true },
  ]);
});

test('UI41 of very many branches the shown one and the newest have a line', () => {
  const many = Array.from({ length: 9 }, (_, k) => ({
    from: k === 0 ? null : { branch: 0, step: k },
    head: 10 + k,
    commands: [],
  }));
  expect(lanesOf({ branches: many, branch: 0 }, 0).map(({ branch }) => branch)).toEqual([0, 5, 6, 7, 8]);
});

test('UI41 what lies outside the steps in sight has no line', () => {
  const [, lane] = lanesOf({ branches, branch: 0 }, 0);
  expect(sightOf(lane, { from: 100, to: 200 })).toEqual({ left: 0.2, right: 0.5 });
  expect(sightOf(lane, { from: 140, to: 160 })).toEqual({ left: 0, right: 0.5 });
  expect(sightOf(lane, { from: 200, to: 400 })).toBeNull();
});
