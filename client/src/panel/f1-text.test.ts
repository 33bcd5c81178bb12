// @vitest-environment node
import { expect, test } from 'vitest';
import { charts } from './charts.en.ts';
import { f1Text } from './f1-text.ts';

const none = { precision: 0, recall: 0, f1: 0, correct: 0, guessed: 0, gold: 0 };
const some = { precision: 0.5, recall: 0.5, f1: 0.5, correct: 1, guessed: 2, gold: 2 };
const at = { step: 4, threshold: 0, branch: 0 };

test('EV4 where there is nothing to find no score of 0 is said', () => {
  expect(f1Text({ ...at, ...none }, none, charts)).toBe(
    'There is nothing to find in the test part: no score.',
  );
});

test('EV1 where there is something both scores are said, once there is one', () => {
  expect(f1Text({ ...at, ...some }, some, charts)).toBe('Now the network 0.500, the dictionary 0.500.');
  expect(f1Text(undefined, some, charts)).toBe(charts.noScore);
});
