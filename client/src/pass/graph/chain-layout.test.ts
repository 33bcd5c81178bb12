// @vitest-environment node
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { expect, test } from 'vitest';
import { momentPicture } from '../../picture/exact.ts';
import type { Box } from '../board/grid.ts';
import { aroundLayout } from './around-layout.ts';
import { chainLayout } from './chain-layout.ts';
import type { Drawing } from './drawing.ts';
import { drawn } from './layout.ts';
import { foldedLayers, networkOf, type Network } from './network.ts';

const family: readonly [string, Partial<Configuration>][] = [
  ['no layer', { hidden: [] }],
  ['one layer', {}],
  ['two layers, softmax, three examples', { hidden: [4, 3], head: 'softmax', batch: 3 }],
  ['four layers', { hidden: [5, 4, 3, 2] }],
];
const metrics = { rem: 14, text: 12.2 };
/** What the pages leave: a laptop, a tablet. */
const places = [
  { width: 1207, height: 335 },
  { width: 1290, height: 385 },
  { width: 749, height: 720 },
];

const networkIn = (change: Partial<Configuration>, folded: boolean): Network => {
  const { run, momentAt } = familyRun(change);
  const picture = momentPicture(momentAt(0), run, { compare: false, objective: 'J' });
  return networkOf(picture, foldedLayers(picture, folded ? picture.layers.map((_, l) => l + 1) : null));
};

const common = (a: Box, b: Box): boolean =>
  a.left + a.width > b.left + 0.5 &&
  b.left + b.width > a.left + 0.5 &&
  a.top + a.height > b.top + 0.5 &&
  b.top + b.height > a.top + 0.5;

/** The points that a path goes through. */
const pointsOf = (path: string): readonly (readonly [number, number])[] =>
  [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)(?=[A-Z]|$)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);

function expectApart({ nodes, edges, width, height }: Drawing): void {
  const boxes = [...nodes.values()];
  boxes.forEach((box, k) => {
    expect(box.left).toBeGreaterThanOrEqual(-0.5);
    expect(box.top).toBeGreaterThanOrEqual(-0.5);
    expect(box.left + box.width).toBeLessThanOrEqual(width + 0.5);
    expect(box.top + box.height).toBeLessThanOrEqual(height + 0.5);
    for (const other of boxes.slice(k + 1)) expect(common(box, other)).toBe(false);
  });
  const labels = [...edges.values()].map(({ label }) => label);
  labels.forEach((label, k) => {
    for (const box of boxes) expect(common(label, box)).toBe(false);
    for (const other of labels.slice(k + 1)) expect(common(label, other)).toBe(false);
    for (const { value, gradient } of edges.values()) {
      for (const path of [value, gradient]) {
        const points = pointsOf(path);
        points.slice(1).forEach(([x, y], at) => {
          const [left, top] = [Math.min(x, points[at][0]), Math.min(y, points[at][1])];
          const way = { left, top, width: Math.abs(x - points[at][0]), height: Math.abs(y - points[at][1]) };
          expect(common(label, { ...way, width: way.width || 0.1, height: way.height || 0.1 })).toBe(false);
        });
      }
    }
  });
}

test.each(family)(
  'SG21 the whole graph has its place, and nothing lies on anything else: %s',
  (_name, change) => {
    for (const folded of [false, true]) {
      const network = networkIn(change, folded);
      for (const place of places) {
        const drawing = chainLayout(network, place, metrics);
        if (!drawing) throw new Error(`no place in ${JSON.stringify(place)}`);
        expect(drawing.nodes.size).toBe(network.nodes.length);
        expect(drawing.edges.size).toBe(network.edges.length);
        expectApart(drawing);
      }
    }
  },
);

test('SG20 a value’s arrow goes with the flow, its gradient’s against it, each from end to end', () => {
  const network = networkIn({ hidden: [5, 4, 3, 2] }, false);
  for (const place of places) {
    const drawing = chainLayout(network, place, metrics);
    for (const { id, from, to } of network.edges) {
      const edge = drawing?.edges.get(id);
      const [start, end] = [drawing?.nodes.get(from), drawing?.nodes.get(to)];
      if (!edge || !start || !end) throw new Error(`${id} is not drawn`);
      const isNear = ([x, y]: readonly [number, number], { left, top, width, height }: Box): boolean =>
        x > left - 4 && x < left + width + 4 && y > top - 4 && y < top + height + 4;
      const [value, gradient] = [pointsOf(edge.value), pointsOf(edge.gradient)];
      expect([id, isNear(value[0], start), isNear(value[value.length - 1], end)]).toEqual([id, true, true]);
      expect([id, isNear(gradient[0], end), isNear(gradient[gradient.length - 1], start)]).toEqual([
        id,
        true,
        true,
      ]);
    }
  }
});

/** As the network's graph is built. */
const build = {
  of: (node: string) => ({ isMatrix: node.startsWith('W'), lines: node === 'y' ? 0 : 1 }),
  lines: 2,
};

test('SG21 where the whole has no place, each node has one with what it is next to', () => {
  const network = networkIn({ hidden: [5, 4, 3, 2] }, false);
  const place = { width: 317, height: 358 };
  const small = { rem: 16, text: 12.5 };
  expect(chainLayout(network, place, small)).toBeNull();
  for (const { id } of network.nodes) {
    const drawing = aroundLayout(network.edges, id, build, place, small);
    const next = network.edges.filter(({ from, to }) => from === id || to === id);
    expect([...drawing.edges.keys()].toSorted()).toEqual(next.map((edge) => edge.id).toSorted());
    expectApart(drawing);
    expect([id, drawing.height <= place.height + 0.5]).toEqual([id, true]);
  }
});

test('SG21 in a place that is too low for that it has it from left to right', () => {
  const network = networkIn({ hidden: [5, 4, 3, 2] }, false);
  const place = { width: 1340, height: 403 };
  const large = { rem: 22, text: 22 };
  expect(chainLayout(network, place, large)).toBeNull();
  for (const { id } of network.nodes) {
    const drawing = aroundLayout(network.edges, id, build, place, large);
    expectApart({ ...drawing, edges: new Map() });
    expect(drawing.edges.size).toBe(network.edges.filter(({ from, to }) => from === id || to === id).length);
  }
});

test('SG21 any graph: nodes lie apart, what is written beside an edge lies on none', () => {
  const edges = [
    ['x', '+'],
    ['y', '+'],
    ['y', 'max'],
    ['z', 'max'],
    ['+', '×'],
    ['max', '×'],
    ['x', '×'],
    ['×', 'log'],
  ].map(([from, to]) => ({ id: `${from}-${to}`, from, to }));
  const nodes = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const sizes = { node: { width: 80, height: 55 }, label: { width: 56, height: 16 }, text: 12 };
  const drawing = drawn(nodes, edges, sizes);
  expectApart(drawing);
  for (const { from, to } of edges)
    expect(drawing.nodes.get(to)?.left).toBeGreaterThan(
      (drawing.nodes.get(from)?.left ?? 0) + sizes.node.width,
    );
});
