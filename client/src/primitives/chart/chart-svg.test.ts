import { expect, test } from 'vitest';
import { chartSvg } from './chart-svg.ts';
import type { Line } from './line.ts';

const line = (points: Line['points'], stroke: Line['stroke'] = 'solid'): Line => ({
  name: 'J < 1 & "mean"',
  stroke,
  points,
});
const drawn = (lines: readonly Line[], logarithmic = false): Document => {
  const axis = logarithmic ? ({ logarithmic: true } as const) : ({ logarithmic: false, min: 0 } as const);
  const { text } = chartSvg({ title: 'Loss <J>', lines, axis, latest: 'Now 0.1 & less', across: 'steps' });
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  return parsed;
};
const pathOf = (document: Document): string =>
  [...document.querySelectorAll('path[fill=none]')].at(-1)?.getAttribute('d') ?? '';

test('PN3 a curve is drawn from its numbers, with ticks at round ones and what it says in words', () => {
  const document = drawn([
    line([
      { x: 0, y: 1 },
      { x: 50, y: 0.5 },
      { x: 100, y: 0 },
    ]),
  ]);
  const [first, middle, last] = [...pathOf(document).matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  expect(middle).toEqual([(first[0] + last[0]) / 2, (first[1] + last[1]) / 2]);
  const said = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
  expect(said).toEqual(
    expect.arrayContaining([
      'Loss <J>',
      'J < 1 & "mean"',
      '0',
      '20',
      '100',
      '0.5',
      '1',
      'steps',
      'Now 0.1 & less',
    ]),
  );
});

test('PN3 what is no number has no place, and interrupts the line', () => {
  const points = [1, NaN, 2, Infinity, 3, 3].map((y, x) => ({ x, y }));
  expect(pathOf(drawn([line(points)])).replace(/[\d. ]+/g, '')).toBe('MMML');
  expect(pathOf(drawn([line([])]))).toBe('');
});

test('PN3 a logarithmic axis has whole powers of ten', () => {
  const document = drawn(
    [
      line(
        [
          { x: 1, y: 0.02 },
          { x: 2, y: 30 },
        ],
        'dotted',
      ),
    ],
    true,
  );
  const said = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
  expect(said).toEqual(expect.arrayContaining(['0.01', '0.1', '1', '10', '100']));
});
