// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { exactProbe } from '../../testing/example-frame.ts';
import { layouts } from '../../testing/example-layout.ts';
import { boxOf, cellBox } from './grid.ts';
import { crosshair, lightBox } from './light.ts';
import { readingOf } from './reading.ts';

const { desk, phone } = layouts;

describe.each(Object.entries(layouts))('on a %s', (_, layout) => {
  test('a row of W is as wide as W, a column as high', () => {
    const W = boxOf(layout.grids.W);
    expect(lightBox(layout, { quantity: 'W', row: 1, column: null })).toMatchObject({
      left: W.left,
      width: W.width,
    });
    expect(lightBox(layout, { quantity: 'W', row: null, column: 4 })).toMatchObject({
      top: W.top,
      height: W.height,
    });
    expect(lightBox(layout, { quantity: 'W', row: null, column: null })).toEqual(W);
  });

  test('an entry of a vector is named by its row, one of x by its column', () => {
    expect(lightBox(layout, { quantity: 'delta', row: 2, column: null })).toEqual(
      cellBox(layout.grids.delta, 2),
    );
    expect(lightBox(layout, { quantity: 'x', row: null, column: 7 })).toEqual(cellBox(layout.grids.x, 7));
  });
});

describe('UI4 the crosshair of an entry of ∂J/∂W', () => {
  const place = { quantity: 'gradientOfW', index: 37 } as const;
  const { lights } = readingOf(exactProbe, place);

  test('leads to its factors on a desk, passing under ∂J/∂b', () => {
    const { gradientOfB, delta, x } = desk.grids;
    const paths = crosshair(desk, place, lights);
    expect(paths).toHaveLength(3);
    expect(paths[0]).toMatch(new RegExp(`H${gradientOfB.left}$`));
    expect(paths[1]).toMatch(new RegExp(`H${delta.left}$`));
    expect(paths[2]).toMatch(new RegExp(`V${x.top + x.cellHeight}$`));
  });

  test('leads to x alone on a phone, where δ is a row of its own', () => {
    expect(crosshair(phone, place, lights)).toEqual([expect.stringContaining('V')]);
  });
});
