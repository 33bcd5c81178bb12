import { expect, test } from 'vitest';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { objectives, operationsOf } from '@deltaboard/shared/training/operations.ts';
import { momentPicture } from '../../picture/exact.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { foldedLayers, madeBy, networkOf, type Network } from './network.ts';

const family: readonly [string, Partial<Configuration>][] = [
  ['one layer', {}],
  ['no layer', { hidden: [] }],
  ['three layers', { hidden: [5, 4, 3] }],
  ['softmax, three examples', { hidden: [4, 3], head: 'softmax', batch: 3 }],
  ['pairs', { head: 'max-margin' }],
];
const ids = ({ nodes }: Network): readonly string[] => nodes.map(({ id }) => id);
const none: ReadonlySet<number> = new Set();

test.each(family)('SG7 every operation makes nodes that are there, folded or not: %s', (_name, change) => {
  const { run, momentAt } = familyRun(change);
  for (const objective of objectives) {
    const operations = operationsOf(stepPlan(run.configuration), objective);
    operations.forEach((operation, k) => {
      const done = objective === 'J' ? (k + 1) % operations.length : k + 1;
      const picture = momentPicture(momentAt(done), run, { compare: false, objective });
      for (const folded of [none, foldedLayers(picture, null), new Set(picture.layers.keys())]) {
        const network = networkOf(picture, folded);
        const made = madeBy(operation, network, folded);
        expect(made.length).toBeGreaterThan(0);
        expect(ids(network)).toEqual(expect.arrayContaining([...made]));
        for (const { from, to } of network.edges)
          expect(ids(network)).toEqual(expect.arrayContaining([from, to]));
      }
    });
  }
});

test('SG7 a gradient stands on an edge once it has come, from the loss down, and never before', () => {
  const { run, momentAt } = familyRun({ hidden: [4, 3] });
  const operations = operationsOf(stepPlan(run.configuration));
  let before = 0;
  for (let done = 1; done < operations.length; done++) {
    const picture = momentPicture(momentAt(done), run, { compare: false, objective: 'J' });
    const come = networkOf(picture, none).edges.filter(({ local, hasCome }) => local !== null && hasCome);
    if (operations[done - 1].phase === 'forward') expect(come).toHaveLength(0);
    expect(come.length).toBeGreaterThanOrEqual(before);
    before = come.length;
  }
  const { edges } = networkOf(momentPicture(momentAt(0), run, { compare: false, objective: 'J' }), none);
  expect(edges.filter(({ local }) => local !== null).every(({ hasCome }) => hasCome)).toBe(true);
  expect(edges.find(({ id }) => id === 'W0-a0')?.local?.lines).toEqual([{ tex: 'x^\\top', text: 'xᵀ' }]);
  // No gradient goes to the label.
  expect(edges.find(({ from }) => from === 'y')?.local).toBeNull();
});

test('SG7 values are the board’s: Wx is z without b, and a folded layer is its h', () => {
  const { run, momentAt } = familyRun({ hidden: [4, 3] });
  const picture = momentPicture(momentAt(0), run, { compare: false, objective: 'J' });
  const { nodes } = networkOf(picture, new Set([1]));
  const of = (id: string) => {
    const value = nodes.find((node) => node.id === id)?.value.of;
    if (!value || typeof value !== 'object') throw new Error(`${id} holds no tensor`);
    return value.values;
  };
  picture.layers[0].z.values.forEach((z, i) =>
    expect(of('a0')[i] + picture.layers[0].b.values[i]).toBeCloseTo(z, 12),
  );
  expect(of('layer1')).toBe(picture.layers[1].h.values);
  expect(nodes.map(({ id }) => id)).not.toContain('z1');
});

test('SG22 one layer is open at most: the board’s, unless it is folded', () => {
  const four = { layers: [0, 1, 2, 3].map(() => ({})), open: 2 } as unknown as Parameters<
    typeof foldedLayers
  >[0];
  expect([...foldedLayers(four, null)]).toEqual([0, 1, 3]);
  expect([...foldedLayers(four, [3])]).toEqual([0, 1, 2, 3]);
  // What earlier lessons folded: several layers were open.
  expect([...foldedLayers(four, [])]).toEqual([0, 1, 3]);
  expect([...foldedLayers({ layers: [], open: -1 }, null)]).toEqual([]);
});

test('S11 the update makes every parameter, and x where word vectors are trained', () => {
  const madeIn = (change: Partial<Configuration>) => {
    const { run, momentAt } = familyRun(change);
    const picture = momentPicture(momentAt(0), run, { compare: false, objective: 'J' });
    const network = networkOf(picture, none);
    return madeBy({ phase: 'update', tensor: 'theta' }, network, none);
  };
  expect(madeIn({})).toEqual(['W0', 'b0', 'u']);
  expect(madeIn({ trainVectors: true })).toEqual(['x', 'W0', 'b0', 'u']);
  expect(madeIn({ hidden: [] })).toEqual(['u']);
});
