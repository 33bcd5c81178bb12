import { expect, test } from 'vitest';
import { LEAST_SPAN } from '@deltaboard/shared/protocol/view.ts';
import { about, canZoom, followed, niceAbove, placeOf, stepAt, whole, zoomed } from './range.ts';

test('UI12 the axis grows by 1-2-5 numbers, and always holds every step', () => {
  expect([0, 1, 5, 6, 300, 1204, 24_000].map((last) => whole(last).to)).toEqual([
    5, 5, 5, 10, 300, 1500, 30_000,
  ]);
  const ends = new Set<number>();
  for (let last = 0; last <= 100_000; last += 7) {
    const { from, to } = whole(last);
    expect(from).toBe(0);
    expect(to).toBeGreaterThanOrEqual(last);
    ends.add(to);
  }
  expect(ends.size).toBeLessThan(80);
});

test('1-2-5 numbers', () => {
  expect([0.3, 1, 1.1, 3, 5, 7, 12, 480].map(niceAbove)).toEqual([0.5, 1, 2, 5, 5, 10, 20, 500]);
});

test('UI12 zooming in ends at single steps, zooming out at the whole', () => {
  let span: number | null = null;
  const spans: (number | null)[] = [];
  while (canZoom(span, 'in', 24_000)) spans.push((span = zoomed(span, 'in', 24_000)));
  expect(spans.at(-1)).toBe(LEAST_SPAN);
  expect(spans).toEqual([...spans].sort((a, b) => Number(b) - Number(a)));
  while (canZoom(span, 'out', 24_000)) span = zoomed(span, 'out', 24_000);
  expect(span).toBeNull();
  expect(canZoom(null, 'in', 10)).toBe(false);
});

test('the range stays while the cursor is in it, and lies within the whole', () => {
  expect(about(1000, 100, 24_000)).toEqual({ from: 950, to: 1050 });
  expect(about(3, 100, 24_000)).toEqual({ from: 0, to: 100 });
  expect(about(24_000, 100, 24_000)).toEqual({ from: 23_950, to: 24_050 });
  const shown = { from: 950, to: 1050 };
  expect(followed(shown, 950, 100, 24_000)).toBe(shown);
  expect(followed(shown, 1051, 100, 24_000)).toEqual({ from: 1001, to: 1101 });
  expect(followed(shown, 1000, 50, 24_000)).toEqual({ from: 975, to: 1025 });
});

test('UI12 every step in the range can be pointed at, none beyond the last', () => {
  const range = { from: 950, to: 1050 };
  for (let step = 950; step <= 1050; step++) expect(stepAt(placeOf(step, range), range, 2000)).toBe(step);
  expect(stepAt(1.4, range, 1003)).toBe(1003);
  expect(stepAt(-2, range, 1003)).toBe(950);
});
