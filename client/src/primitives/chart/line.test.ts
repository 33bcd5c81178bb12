// @vitest-environment node
import { expect, test } from 'vitest';
import { configurationOf, short, type Ink, type Line } from './line.ts';

const ink: Ink = { ink: '#000000', muted: '#666666', rule: '#cccccc', font: 'sans', size: 11 };
const line = (points: Line['points'], stroke: Line['stroke'] = 'solid'): Line => ({
  name: 'a',
  stroke,
  points,
});

test('curves differ by dash and never by hue', () => {
  const lines = (['solid', 'dashed', 'dotted'] as const).map((stroke) => line([], stroke));
  const { datasets } = configurationOf(lines, { logarithmic: false }, ink).data;
  expect(new Set(datasets.map(({ borderColor }) => borderColor))).toEqual(new Set([ink.ink]));
  expect(new Set(datasets.map(({ borderDash }) => JSON.stringify(borderDash))).size).toBe(3);
});

test('nothing moves: no animation, no parsing', () => {
  expect(configurationOf([], { logarithmic: false }, ink).options).toMatchObject({
    animation: false,
    parsing: false,
  });
});

test('a logarithmic axis spans whole powers of ten', () => {
  const { options } = configurationOf(
    [
      line([
        { x: 1, y: 0.03 },
        { x: 2, y: 0.4 },
      ]),
    ],
    { logarithmic: true },
    ink,
  );
  expect(options?.scales?.['y']).toMatchObject({ type: 'logarithmic', min: 0.01, max: 1 });
});

test('the axis of steps ends with the last of all curves', () => {
  const { options } = configurationOf(
    [line([{ x: 7, y: 1 }]), line([{ x: 40, y: 1 }])],
    { logarithmic: false },
    ink,
  );
  expect(options?.scales?.['x']).toMatchObject({ min: 0, max: 40 });
});

test('CR5 rings are points of their own, and no curve', () => {
  const ringed = [{ x: 2, y: 0.5 }];
  const { datasets } = configurationOf([{ ...line([]), ringed }, line([])], { logarithmic: false }, ink).data;
  expect(datasets.map(({ data, showLine }) => [data, showLine])).toEqual([
    [[], true],
    [ringed, false],
    [[], true],
  ]);
});

test('names of an axis that differ stay different', () => {
  expect([0, 500, 1000, 1500, 2000, 9500, 12_000, 1_500_000, 5e41, 2.5e31].map(short)).toEqual([
    '0',
    '500',
    '1k',
    '1.5k',
    '2k',
    '9.5k',
    '12k',
    '1.5M',
    '5e41',
    '2.5e31',
  ]);
});
