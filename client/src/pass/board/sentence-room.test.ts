import { expect, test } from 'vitest';
import { aroundCentre } from './sentence-room.ts';

/** Words of these widths beside each other. */
const beside = (...widths: readonly number[]) => {
  let left = 0;
  return widths.map((width) => ({ left, right: (left += width) }));
};
const ten = beside(...Array.from({ length: 10 }, () => 10));

test('UI60 a sentence that has room is whole', () => {
  expect(aroundCentre(ten, 3, 100, 5)).toEqual({ from: 0, to: 10 });
});

test('UI60 of a longer one the words farthest from the centre give way, on both sides', () => {
  expect(aroundCentre(ten, 5, 60, 5)).toEqual({ from: 3, to: 8 });
});

test('UI60 at an end of the sentence the other side has the room', () => {
  expect(aroundCentre(ten, 0, 60, 5)).toEqual({ from: 0, to: 5 });
  expect(aroundCentre(ten, 9, 60, 5)).toEqual({ from: 5, to: 10 });
});

test('UI60 a long word gives way to the shorter ones on the other side', () => {
  expect(aroundCentre(beside(10, 10, 10, 90, 10), 2, 60, 5)).toEqual({ from: 0, to: 3 });
});

test('UI60 the centre stays where nothing has room', () => {
  expect(aroundCentre(ten, 4, 3, 5)).toEqual({ from: 4, to: 5 });
});
