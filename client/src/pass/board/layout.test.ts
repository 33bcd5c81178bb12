// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxOf, cellBox, heightOf, indexAt, widthOf, type Box } from './grid.ts';
import type { LayoutInput } from './board-layout.ts';
import { layoutOf, shapeOf } from './layout.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { momentPicture } from '../../picture/exact.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { notYet } from '../../picture/tensor.ts';
import { printing } from './printing.ts';
import { presentTensors, scalarNames, tensorOf, type QuantityName } from './tensors.ts';

const desk: LayoutInput = {
  width: 1070,
  height: 540,
  rem: 14,
  pixelRatio: 1,
  far: false,
  units: 8,
  topUnits: 8,
  inputs: 50,
  words: 5,
  hasLayer: true,
  scores: 1,
  hasProbabilities: false,
  folded: [],
};
const projector: LayoutInput = { ...desk, width: 1830, height: 560, rem: 22, far: true };
const tablet: LayoutInput = { ...desk, width: 748, height: 640 };
const phone: LayoutInput = { ...desk, width: 335, height: 0, rem: 16, pixelRatio: 3 };
const judge: LayoutInput = { ...desk, units: 100, topUnits: 100, inputs: 250 };

/** The same of every kind of network: folded layers on either side, five scores, none hidden. */
const family = (input: LayoutInput): readonly LayoutInput[] => [
  input,
  { ...input, scores: 5, hasProbabilities: true },
  {
    ...input,
    scores: 5,
    hasProbabilities: true,
    topUnits: 6,
    folded: [1, 2, 3].map((layer) => ({ layer, units: 6, side: 'above' })),
  },
  {
    ...input,
    inputs: 6,
    words: 1,
    topUnits: 5,
    folded: [
      { layer: 0, units: 8, side: 'below' },
      { layer: 2, units: 5, side: 'above' },
    ],
  },
  { ...input, units: 1, topUnits: 1, hasLayer: false },
  { ...input, units: 5, topUnits: 5, hasLayer: false, scores: 5, hasProbabilities: true },
];

const inputs = fc
  .record<LayoutInput>({
    far: fc.boolean(),
    width: fc.integer({ min: 300, max: 2400 }),
    height: fc.integer({ min: 0, max: 1400 }),
    rem: fc.constantFrom(14, 16, 22),
    pixelRatio: fc.constantFrom(1, 1.5, 2, 3),
    units: fc.constantFrom(1, 2, 8, 17, 100, 512),
    inputs: fc.constantFrom(10, 50, 250, 525),
    words: fc.constantFrom(1, 5),
    topUnits: fc.constantFrom(1, 6, 512),
    hasLayer: fc.boolean(),
    scores: fc.constantFrom(1, 5),
    hasProbabilities: fc.boolean(),
    folded: fc.constantFrom<LayoutInput['folded']>(
      [],
      [{ layer: 1, units: 6, side: 'above' }],
      [
        { layer: 0, units: 512, side: 'below' },
        { layer: 2, units: 4, side: 'above' },
        { layer: 3, units: 20, side: 'above' },
      ],
    ),
  })
  .filter(({ hasLayer, folded }) => hasLayer || folded.length === 0);

const all = ({ hasLayer, hasProbabilities }: LayoutInput): readonly QuantityName[] => [
  ...presentTensors({ open: hasLayer ? 0 : -1, probabilities: hasProbabilities ? PROBABILITIES : null }),
  ...scalarNames,
];
const PROBABILITIES = notYet(5, 1);
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width - 0.01 &&
  b.left < a.left + a.width - 0.01 &&
  a.top < b.top + b.height - 0.01 &&
  b.top < a.top + a.height - 0.01;

test('UI3 ∂J/∂W lies in the very columns of W, and x and ∂J/∂x in the same', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { grids } = layoutOf(input);
      const [theMatrix, itsGradient] = input.hasLayer
        ? (['W', 'gradientOfW'] as const)
        : (['u', 'gradientOfU'] as const);
      const columns = ({ left, columns: count, cellWidth, gap, blocks }: (typeof grids)['W']) => ({
        left,
        count,
        cellWidth,
        gap,
        blocks,
      });
      for (const name of ['x', 'gradientOfX', itsGradient] as const) {
        expect(columns(grids[name])).toEqual(columns(grids[theMatrix]));
      }
    }),
  );
});

test('UI3 on a desk every vector has the rows of W, and δ those of ∂J/∂W', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { form, grids } = layoutOf(input);
      fc.pre(form === 'desktop' && input.hasLayer);
      const rows = ({ top, rows: count, cellHeight }: (typeof grids)['W']) => ({ top, count, cellHeight });
      // Above folded layers U has the rows of the last of them.
      const isTop = input.topUnits === input.units;
      for (const name of ['b', 'z', 'h', ...(isTop ? (['u'] as const) : [])] as const)
        expect(rows(grids[name])).toEqual(rows(grids.W));
      for (const name of [
        'gradientOfB',
        'delta',
        'gradientOfH',
        ...(isTop ? (['gradientOfU'] as const) : []),
      ] as const) {
        expect(rows(grids[name])).toEqual(rows(grids.gradientOfW));
      }
    }),
  );
});

test('every gradient lies in the columns of its value, on a desk and on a phone', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { grids } = layoutOf(input);
      const pairs = [
        ['b', 'gradientOfB'],
        ['z', 'delta'],
        ['h', 'gradientOfH'],
        ['u', 'gradientOfU'],
        ['s', 'gradientOfS'],
        ['J', 'gradientOfJ'],
      ] as const;
      for (const [value, gradient] of pairs) {
        if (!all(input).includes(value)) continue;
        expect(grids[gradient].left).toBe(grids[value].left);
        expect(widthOf(grids[gradient])).toBe(widthOf(grids[value]));
        expect(grids[gradient].top).toBeGreaterThan(grids[value].top);
      }
    }),
  );
});

test('nothing is drawn over anything else', () => {
  for (const input of [desk, projector, tablet, phone, judge].flatMap(family)) {
    const { grids } = layoutOf(input);
    const { folds } = layoutOf(input);
    const boxes = [
      ...all(input).map((name) => ({ name: String(name), box: boxOf(grids[name]) })),
      ...folds.flatMap(({ layer, grids: folded }) =>
        Object.entries(folded).map(([name, grid]) => ({ name: `${name}${layer}`, box: boxOf(grid) })),
      ),
    ];
    for (const a of boxes) {
      for (const b of boxes) if (a !== b) expect([a.name, b.name, overlap(a.box, b.box)]).toContain(false);
    }
  }
});

test('the pictures fit into the width at every size the product is made for', () => {
  for (const input of [
    desk,
    projector,
    tablet,
    phone,
    judge,
    { ...phone, inputs: 250, units: 100, topUnits: 100 },
  ].flatMap(family)) {
    const { grids } = layoutOf(input);
    for (const name of all(input)) {
      const { left, width } = boxOf(grids[name]);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(input.width);
    }
  }
});

test('a desk’s board fills the height it is given and no more', () => {
  for (const height of [480, 560, 700]) {
    const layout = layoutOf({ ...desk, height });
    expect(layout.height).toBeLessThanOrEqual(height);
    expect(layout.height).toBeGreaterThan(height - 2 * desk.units - 4);
  }
});

test('UI61 on a tablet the columns beside the matrix draw in, and their entries are still printed', () => {
  const { grids } = layoutOf(tablet);
  const ample = layoutOf(desk).grids;
  expect(grids.h.cellWidth).toBeLessThan(ample.h.cellWidth);
  expect(printing(grids.delta, 4, tablet.rem, tablet.far)).toMatchObject({ decimals: 4 });
  expect(grids.W.cellWidth).toBeGreaterThanOrEqual(4);
});

test('UI9 a low window lowers the rows of a few units down to what is still printed, and then no more', () => {
  for (const low of [
    { ...desk, height: 300 },
    { ...projector, height: 400 },
  ]) {
    const { grids, rem, height } = layoutOf(low);
    expect(printing(grids.delta, 3, rem, low.far)).not.toBeNull();
    expect(printing({ ...grids.delta, cellHeight: grids.delta.cellHeight - 2 }, 3, rem, low.far)).toBeNull();
    expect(height).toBe(layoutOf({ ...low, height: 0 }).height);
  }
});

describe('a grid', () => {
  test('finds the entry at the middle of each of its cells', () => {
    for (const input of [desk, projector, phone, judge]) {
      const { grids } = layoutOf(input);
      for (const name of all(input)) {
        const grid = grids[name];
        for (let index = 0; index < grid.rows * grid.columns; index += 7) {
          const { left, top, width, height } = cellBox(grid, index);
          expect(indexAt(grid, left + width / 2, top + height / 2)).toBe(index);
        }
      }
    }
  });

  test('holds nothing outside itself', () => {
    const { W } = layoutOf(desk).grids;
    expect(indexAt(W, W.left - 1, W.top + 1)).toBeNull();
    expect(indexAt(W, W.left + 1, W.top + heightOf(W))).toBeNull();
  });

  test('ends its cells on device pixels where they are large enough', () => {
    const { W } = layoutOf({ ...desk, pixelRatio: 1.5 }).grids;
    expect((W.cellWidth * 1.5) % 1).toBeCloseTo(0, 9);
    expect((W.cellHeight * 1.5) % 1).toBeCloseTo(0, 9);
  });
});

describe('printing', () => {
  test('SZ3 eight units are printed on a desk and a projector', () => {
    for (const input of [desk, projector]) {
      const { grids, rem } = layoutOf(input);
      for (const name of ['b', 'z', 'h', 'u', 'delta', 'gradientOfH'] as const) {
        expect(printing(grids[name], 3, rem, input.far)).not.toBeNull();
      }
    }
  });

  test('SZ3 on a projector as large as its main text, on a desk in 12 px at the least', () => {
    for (const [input, least] of [
      [projector, 22],
      [desk, 12],
    ] as const) {
      const { grids, rem } = layoutOf(input);
      expect(printing(grids.delta, 3, rem, input.far)?.size).toBeGreaterThanOrEqual(least);
    }
  });

  test('a hundred units are not', () => {
    const { grids, rem } = layoutOf(judge);
    expect(printing(grids.delta, 3, rem, judge.far)).toBeNull();
  });

  test('nor what would need more decimals than fit', () => {
    const { grids, rem } = layoutOf(phone);
    expect(printing(grids.delta, 5, rem, phone.far)).toBeNull();
  });
});

describe.each<[string, Partial<Configuration>]>([
  ['a softmax on two layers', { hidden: [8, 6], head: 'softmax', batch: 3 }],
  ['four layers', { hidden: [5, 4, 3, 2] }],
  ['no layer', { hidden: [] }],
  ['a softmax without a layer', { hidden: [], head: 'softmax' }],
  ['a pair', { head: 'max-margin' }],
])('of %s', (_, changed) => {
  const { run, momentAt } = familyRun(changed);
  const { configuration } = run;
  const at = (operation: number, layer: number, objective: 'J' | 's' = 'J') =>
    momentPicture(momentAt(operation), run, { compare: false, objective, layer });

  test.each([1, 2, 3, 4])('UI21 every tensor has a grid of its own shape with layer %i open', (layer) => {
    const picture = at(0, layer);
    for (const input of [desk, projector, phone]) {
      const { form, grids, folds } = layoutOf({ ...input, ...shapeOf(picture) });
      for (const name of presentTensors(picture)) {
        const { rows, columns } = tensorOf(picture, name);
        const drawn = [grids[name].rows, grids[name].columns];
        // On a phone a vector lies in a row.
        expect([name, drawn]).toEqual([
          name,
          form === 'phone' && columns === 1 && rows > 1 && drawn[0] === 1 ? [1, rows] : [rows, columns],
        ]);
      }
      expect(folds.map((fold) => fold.layer)).toEqual(
        configuration.hidden.map((_units, l) => l).filter((l) => l !== picture.open),
      );
    }
  });

  test('UI9 nothing moves from operation to operation, nor where s is differentiated', () => {
    const shape = shapeOf(at(0, 1));
    for (let done = 1; done < operationsOf(stepPlan(configuration)).length; done++) {
      expect(shapeOf(at(done, 1))).toEqual(shape);
    }
    expect(shapeOf(at(1, 1, 's'))).toEqual(shape);
  });
});
