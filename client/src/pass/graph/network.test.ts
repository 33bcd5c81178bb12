import { expect, test } from 'vitest';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { objectives, operationsOf } from '@deltaboard/shared/training/operations.ts';
import { momentPicture } from '../../picture/exact.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { drawn } from './layout.ts';
import { foldedAtFirst, madeBy, networkOf, type Network } from './network.ts';

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
      for (const folded of [none, foldedAtFirst(picture), new Set(picture.layers.keys())]) {
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
    const come = networkOf(picture, none).edges.filter(({ back, hasCome }) => back !== null && hasCome);
    if (operations[done - 1].phase === 'forward') expect(come).toHaveLength(0);
    expect(come.length).toBeGreaterThanOrEqual(before);
    before = come.length;
  }
  const { edges } = networkOf(momentPicture(momentAt(0), run, { compare: false, objective: 'J' }), none);
  expect(edges.filter(({ back }) => back !== null).every(({ hasCome }) => hasCome)).toBe(true);
  expect(edges.find(({ id }) => id === 'W0-a0')?.back?.text).toBe('δ⁽¹⁾ →\n∂J/∂W⁽¹⁾');
  // The label of a node below y has none.
  expect(edges.find(({ from }) => from === 'y')?.back).toBeNull();
});

test('SG7 values are the board’s: Wx is z without b, and a folded layer is its h', () => {
  const { run, momentAt } = familyRun({ hidden: [4, 3] });
  const picture = momentPicture(momentAt(0), run, { compare: false, objective: 'J' });
  const { nodes } = networkOf(picture, new Set([1]));
  const of = (id: string) => {
    const value = nodes.find((node) => node.id === id)?.value;
    if (!value || typeof value !== 'object') throw new Error(`${id} holds no tensor`);
    return value.values;
  };
  picture.layers[0].z.values.forEach((z, i) =>
    expect(of('a0')[i] + picture.layers[0].b.values[i]).toBeCloseTo(z, 12),
  );
  expect(of('layer1')).toBe(picture.layers[1].h.values);
  expect(nodes.map(({ id }) => id)).not.toContain('z1');
});

test('SG7 nothing overlaps: nodes lie apart, and every edge runs from its input to its output', () => {
  const { run, momentAt } = familyRun({ hidden: [5, 4, 3] });
  const picture = momentPicture(momentAt(0), run, { compare: false, objective: 'J' });
  const { nodes, edges } = networkOf(picture, none);
  for (const direction of ['LR', 'TB'] as const) {
    const sizes = nodes.map(({ id }) => ({ id, width: 120, height: 90 }));
    const ends = edges.map(({ id, from, to }) => ({ id, from, to, width: 80, height: 30 }));
    const drawing = drawn(sizes, ends, direction, { ranks: 20, nodes: 20 });
    const boxes = sizes.map(({ id }) => drawing.nodes.get(id) ?? { x: NaN, y: NaN });
    boxes.forEach((a, i) => {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + 120).toBeLessThanOrEqual(drawing.width + 0.5);
      for (const b of boxes.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= 120 || Math.abs(a.y - b.y) >= 90).toBe(true);
    });
    for (const { from, to } of edges) {
      const [start, end] = [drawing.nodes.get(from), drawing.nodes.get(to)];
      if (!start || !end) throw new Error('a node without a place');
      expect(direction === 'LR' ? end.x - start.x : end.y - start.y).toBeGreaterThan(0);
    }
  }
});
