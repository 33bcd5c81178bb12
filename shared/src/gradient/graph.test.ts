import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matrix } from '../model/matrix.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { createRandom } from '../random.ts';
import { agreement } from './agreement.ts';
import {
  add,
  backward,
  dot,
  elementwise,
  gradientOf,
  leaf,
  loss,
  product,
  select,
  topologicalOrder,
  type GraphNode,
} from './graph.ts';
import { dense, multiply } from './jacobian.ts';

interface OperationCase {
  readonly name: string;
  /** [rows, columns] of each input. */
  readonly inputs: readonly (readonly [number, number])[];
  readonly apply: (...inputs: GraphNode[]) => GraphNode;
}

const operations: readonly OperationCase[] = [
  {
    name: 'product',
    inputs: [
      [3, 4],
      [4, 1],
    ],
    apply: product,
  },
  {
    name: 'add',
    inputs: [
      [3, 1],
      [3, 1],
    ],
    apply: add,
  },
  {
    name: 'dot',
    inputs: [
      [5, 1],
      [5, 1],
    ],
    apply: dot,
  },
  { name: 'loss, y = 0', inputs: [[1, 1]], apply: (s) => loss('logistic', [s], 0) },
  { name: 'loss, y = 1', inputs: [[1, 1]], apply: (s) => loss('logistic', [s], 1) },
  { name: 'softmax loss', inputs: [[4, 1]], apply: (s) => loss('softmax', [s], 2) },
  {
    name: 'margin',
    inputs: [
      [1, 1],
      [1, 1],
    ],
    apply: (s, corrupted) => loss('max-margin', [s, corrupted], 1),
  },
  { name: 'select', inputs: [[4, 1]], apply: (v) => select(v, 2) },
  ...nonLinearityNames.map((name): OperationCase => ({
    name,
    inputs: [[4, 1]],
    apply: (z) => elementwise(name, z),
  })),
];

describe.each(operations)('operation $name', ({ inputs, apply }) => {
  test('GR2 downstream = upstream × local, the local Jacobian measured by central differences', () => {
    const property = fc.property(fc.integer(), (seed) => {
      const random = createRandom(seed);
      // From 0.02 to 0.98 in size, so that no entry comes near a kink at −1, 0 or 1.
      const drawn = (): number => (random.below(2) === 0 ? -1 : 1) * (0.02 + 0.96 * random.uniform());
      const values = inputs.map(([rows, columns]) => Float64Array.from({ length: rows * columns }, drawn));
      const build = (): GraphNode =>
        apply(...inputs.map(([, columns], i) => leaf('input', values[i], columns)));
      const node = build();
      const upstream = Float64Array.from(node.value, drawn);
      const row = { rows: 1, columns: upstream.length, data: upstream };
      node.downstream(upstream).forEach((downstream, i) => {
        const local = measuredJacobian(values[i], () => build().value);
        expect(agreement('downstream', downstream, multiply(row, local).data).difference).toBeLessThan(1e-7);
      });
    });
    fc.assert(property, { numRuns: 30 });
  });
});

function measuredJacobian(input: Float64Array, output: () => Float64Array): ReturnType<typeof dense> {
  const h = 1e-5;
  const rows = output().length;
  const { data } = matrix(rows, input.length);
  for (let j = 0; j < input.length; j++) {
    const centre = input[j];
    input[j] = centre + h;
    const above = output();
    input[j] = centre - h;
    const below = output();
    input[j] = centre;
    for (let i = 0; i < rows; i++) data[i * input.length + j] = (above[i] - below[i]) / (2 * h);
  }
  return dense(rows, input.length, data);
}

describe('GR2 gradients sum at branches', () => {
  const ones = leaf('parameter', Float64Array.of(1, 1));

  test('a node used twice by one operation: ∂(zᵀz)/∂z = 2z', () => {
    const z = leaf('input', Float64Array.of(3, -4));
    expect(Array.from(gradientOf(backward(dot(z, z)), z))).toEqual([6, -8]);
  });

  test('a node that feeds two paths gets what comes back on both', () => {
    const z = leaf('input', Float64Array.of(2, -5));
    const left = elementwise('relu', z); // local (1, 0)
    const right = elementwise('leakyRelu', z); // local (1, 0.01)
    const leftAlone = gradientOf(backward(dot(ones, left)), z);
    const rightAlone = gradientOf(backward(dot(ones, right)), z);
    const both = gradientOf(backward(dot(ones, add(left, right))), z);
    expect(Array.from(both)).toEqual([2, 0.01]);
    expect(both).toEqual(leftAlone.map((entry, i) => entry + rightAlone[i]));
  });

  test('a branch at every one of 50 levels doubles the gradient each time: each node is visited once', () => {
    const x = leaf('input', Float64Array.of(1, 1));
    let node = x;
    for (let level = 0; level < 50; level++) node = add(node, node);
    expect(topologicalOrder(node)).toHaveLength(51);
    expect(Array.from(gradientOf(backward(dot(ones, node)), x))).toEqual([2 ** 50, 2 ** 50]);
  });
});

describe('GR2 the order', () => {
  test('puts every node after its inputs, once, the output last', () => {
    const x = leaf('input', Float64Array.of(1, 2));
    const W = leaf('parameter', Float64Array.of(1, 2, 3, 4), 2);
    const z = add(product(W, x), x);
    const s = dot(z, elementwise('tanh', z));
    const order = topologicalOrder(s);
    expect(new Set(order).size).toBe(order.length);
    expect(order.at(-1)).toBe(s);
    for (const [place, node] of order.entries()) {
      for (const input of node.inputs) expect(order.slice(0, place)).toContain(input);
    }
  });

  test('is iterative: a chain of 10,000 nodes', () => {
    const x = leaf('input', Float64Array.of(0.5));
    const one = leaf('parameter', Float64Array.of(1));
    let node = x;
    for (let length = 0; length < 10_000; length++) node = add(node, one);
    expect(topologicalOrder(node)).toHaveLength(10_002);
    const gradients = backward(node);
    expect(Array.from(gradientOf(gradients, x))).toEqual([1]);
    expect(Array.from(gradientOf(gradients, one))).toEqual([10_000]);
  });
});

describe('a graph refuses', () => {
  const vector = leaf('input', Float64Array.of(1, 2, 3));
  test.each([
    ['a product of other dimensions', () => product(leaf('parameter', new Float64Array(4), 2), vector)],
    ['a sum of other shapes', () => add(vector, leaf('input', new Float64Array(2)))],
    ['a dot product of other lengths', () => dot(vector, leaf('input', new Float64Array(2)))],
    ['the logistic loss of a vector', () => loss('logistic', [vector], 1)],
    ['the margin of one window', () => loss('max-margin', [leaf('input', Float64Array.of(1))], 1)],
    ['to differentiate a vector', () => backward(vector)],
    ['a node of another graph', () => gradientOf(backward(dot(vector, vector)), leaf('input', vector.value))],
  ])('%s', (_, build) => {
    expect(build).toThrow(RangeError);
  });
});
