// @vitest-environment node
/** Shapes never contradict: on the graph every product's inner dimensions match, and the equation says the same shapes. */
import { conventions } from '@deltaboard/shared/protocol/view.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { objectives, operationsOf } from '@deltaboard/shared/training/operations.ts';
import { expect, test } from 'vitest';
import { momentPicture } from '../../picture/exact.ts';
import { equationOf } from '../workbench/equation.ts';
import type { Shape } from '../workbench/parts.ts';
import { foldedLayers, networkOf, type Network } from './network.ts';

const family: readonly [string, Partial<Configuration>][] = [
  ['no layer', { hidden: [] }],
  ['one layer', {}],
  ['two layers, softmax, three examples, L2', { hidden: [4, 3], head: 'softmax', batch: 3, decay: 0.01 }],
  ['four layers', { hidden: [5, 4, 3, 2] }],
  ['softmax without a layer', { head: 'softmax', hidden: [] }],
  ['pairs, trained vectors', { head: 'max-margin', trainVectors: true }],
];

/** Of a product of two, one of which may be a number. */
function product([n, k]: Shape, [l, m]: Shape): Shape {
  if (n * k === 1) return [l, m];
  if (l * m === 1) return [n, k];
  expect(k).toBe(l);
  return [n, m];
}

/** Every shape on the graph by what it is of, as it is written. */
function shapesOf({ nodes, edges }: Network): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  const add = (text: string, shape: Shape | null): void => {
    if (!shape) return;
    // The same tensor twice on the graph has the same shape there too.
    expect([text, ...(shapes.get(text) ?? shape)]).toEqual([text, ...shape]);
    shapes.set(text, shape);
  };
  for (const { value, gradient } of nodes) {
    add(value.symbol.text, value.shape);
    if (gradient) add(gradient.symbol.text, gradient.shape);
  }
  for (const { local } of edges) if (local?.lines.length === 1) add(local.lines[0].text, local.shape);
  return shapes;
}

test.each(family)('SG20 upstream times local is downstream, in shapes: %s', (_name, change) => {
  const { run, momentAt } = familyRun(change);
  for (const convention of conventions) {
    for (const objective of objectives) {
      const { length } = operationsOf(stepPlan(run.configuration), objective);
      const done = objective === 'J' ? 0 : length;
      const options = { compare: false, objective, label: 2 };
      const layers = run.configuration.hidden.map((_, l) => l + 1);
      for (const layer of [1, ...layers]) {
        const picture = momentPicture(momentAt(done), run, { ...options, layer });
        for (const folded of [foldedLayers(picture, null), foldedLayers(picture, layers)]) {
          const { nodes, edges } = networkOf(picture, folded, convention);
          const gradientAt = (id: string): Shape => {
            const shape = nodes.find((node) => node.id === id)?.gradient?.shape;
            if (!shape) throw new Error(`${id} has no gradient`);
            return shape;
          };
          let products = 0;
          for (const { from, to, local } of edges) {
            if (!local) continue;
            const [upstream, downstream] = [gradientAt(to), gradientAt(from)];
            if (local.sign === '∘')
              expect([...local.shape, ...downstream]).toEqual([...upstream, ...upstream]);
            else if (local.before) expect(product(local.shape, upstream)).toEqual(downstream);
            else expect(product(upstream, local.shape)).toEqual(downstream);
            products++;
          }
          expect(products).toBeGreaterThanOrEqual(objective === 'J' ? 3 : 2);
        }
      }
    }
  }
});

test.each(family)(
  'SG20 the graph and the equation say the same shapes at every operation: %s',
  (_name, change) => {
    const { run, momentAt } = familyRun(change);
    for (const convention of conventions) {
      for (const objective of objectives) {
        const operations = operationsOf(stepPlan(run.configuration), objective);
        let compared = 0;
        operations.forEach((operation, k) => {
          const done = objective === 'J' ? (k + 1) % operations.length : k + 1;
          const layer = 'layer' in operation ? operation.layer : 1;
          const picture = momentPicture(momentAt(done), run, { compare: false, objective, layer, label: 2 });
          const onGraph = shapesOf(networkOf(picture, foldedLayers(picture, null), convention));
          for (const part of equationOf(picture, convention)?.parts ?? []) {
            if (part.kind !== 'term' || !part.shape) continue;
            // The update writes ∇J in the shape of θ, whatever the convention.
            if (operation.phase === 'update') continue;
            const shape = onGraph.get(part.text);
            if (!shape) continue;
            expect([operation.tensor, part.text, ...part.shape]).toEqual([
              operation.tensor,
              part.text,
              ...shape,
            ]);
            compared++;
          }
        });
        expect(compared).toBeGreaterThan(operations.length);
      }
    }
  },
);
