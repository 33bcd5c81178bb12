import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { parseExpression, type ScratchGraph } from './expression.ts';
import { EXPRESSION_LIMIT } from './limits.ts';
import { scratchOperations, scratchPass, scratchStanding } from './pass.ts';

const f = 'f = (x + y) * max(y, z)';
const textbook = { x: 1, y: 2, z: 0 };

const valueOf = (source: string, values: Record<string, number>): number =>
  scratchPass(parseExpression(source, values)).values.at(-1) ?? NaN;
const named = (graph: ScratchGraph, of: readonly number[]): Record<string, number> =>
  Object.fromEntries(
    graph.nodes.flatMap(({ kind, label }, node) => (kind === 'variable' ? [[label, of[node]]] : [])),
  );

test('SG1 the lecture’s: x = 1, y = 2, z = 0 gives f = 6, ∂f/∂x = 2, ∂f/∂y = 5, ∂f/∂z = 0', () => {
  const graph = parseExpression(f, textbook);
  const { values, gradients } = scratchPass(graph);
  expect(values.at(-1)).toBe(6);
  expect(named(graph, gradients)).toEqual({ x: 2, y: 5, z: 0 });
  expect(graph.nodes.filter(({ label }) => label === 'y')).toHaveLength(1);
});

describe('SG2 what is written', () => {
  test.each<[string, number]>([
    ['2 + 3 * 4', 14],
    ['2 * 3 ^ 2', 18],
    ['-3 ^ 2', -9],
    ['(-3) ^ 2', 9],
    ['2 ^ 3 ^ 2', 512],
    ['2 ^ -1', 0.5],
    ['-2 ** 2 + 1', -3],
    ['x · y', 2],
    ['x × y ÷ 4 − 1', -0.5],
    ['max(x, y, z)', 2],
    ['min(x, y, z)', 0],
    ['log(exp(x))', 1],
    ['σ(0) + sigmoid(z) + logistic(0)', 1.5],
    ['relu(-x) + relu(y)', 2],
    ['ReLU(y)', 2],
    ['hardtanh(y) + leakyrelu(y) + identity(y) + gelu(0) + tanh(0)', 5],
    ['g = x', 1],
    ['.5 * y', 1],
    ['y - -x', 3],
  ])('%s = %d', (source, expected) => {
    expect(valueOf(source, textbook)).toBeCloseTo(expected, 12);
  });

  test('a name before the sign of equality is its own', () => {
    expect(parseExpression('loss = x * y', textbook).name).toBe('loss');
    expect(parseExpression('x * y', textbook).name).toBe('f');
  });

  test.each<[string, number, string]>([
    ['', 1, 'empty'],
    ['f =', 4, 'empty'],
    ['(x + y', 1, 'unclosed'],
    ['2 * (x + (y)', 5, 'unclosed'],
    ['0,5 * x', 2, 'decimal-comma'],
    ['x² + y', 2, 'power'],
    ['2(x + y)', 2, 'product'],
    ['0.5x', 4, 'product'],
    ['x +', 4, 'syntax'],
    ['x + y)', 6, 'syntax'],
    ['x + w', 5, 'no-value'],
    ['x * sin(y)', 5, 'unknown-function'],
    ['x + max', 5, 'function-as-variable'],
    ['max(x)', 1, 'arguments'],
    ['exp(x, y)', 1, 'arguments'],
    ['x = y = 2', 7, 'character'],
    ['x.y', 2, 'syntax'],
    ['x y', 2, 'syntax'],
    ['"x"', 1, 'character'],
    ['x ? y : z', 3, 'character'],
    ['[x]', 1, 'character'],
    ['x; y', 2, 'character'],
    ['constructor', 1, 'no-value'],
    ['__proto__(x)', 1, 'unknown-function'],
    ['toString(x)', 1, 'unknown-function'],
    ['(x)(y)', 2, 'unknown-function'],
    ['2x', 2, 'product'],
    ['this', 1, 'not-scalar'],
    [`x${' + x'.repeat(60)}`, EXPRESSION_LIMIT + 1, 'too-long'],
    [`1${' + 1'.repeat(25)}`, 1, 'too-large'],
  ])('%s is refused at column %d', (source, column, problem) => {
    try {
      parseExpression(source, textbook);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect([error.code, error.params.column, error.params.problem]).toEqual([
        'expression',
        column,
        problem,
      ]);
      return;
    }
    throw new Error('accepted');
  });

  test('nothing that is typed is run: every text is an expression or a refusal', () => {
    const letters = fc.constantFrom(...'xyz+-*/^(),. 0123456789maxexplogσ·×÷−="[]{}?:;'.split(''));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 40 }),
          fc.array(letters, { maxLength: 40 }).map((l) => l.join('')),
        ),
        (source) => {
          try {
            const { nodes } = parseExpression(source, textbook);
            expect(nodes.length).toBeGreaterThan(0);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            expect(error.code).toBe('expression');
            expect(error.params.column).toBeGreaterThanOrEqual(1);
            expect(error.params.column).toBeLessThanOrEqual(source.length + 1);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** Random expressions over x, y, z without kinks near by. */
const expressions: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree' },
    fc.constantFrom('x', 'y', 'z', '2', '0.5'),
    fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*'), tie('tree')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie('tree').map((a) => `tanh(${a})`),
    tie('tree').map((a) => `exp(tanh(${a}))`),
    tie('tree').map((a) => `(${a} / (2 + tanh(${a})))`),
    tie('tree').map((a) => `logistic(${a})`),
    tie('tree').map((a) => `log(3 + tanh(${a}))`),
    tie('tree').map((a) => `(1 + tanh(${a}) ^ 2) ^ 1.5`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `max(${a}, ${b})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `min(${a}, ${b}, 7)`),
  ),
})).tree;
const points = fc.record({
  x: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  y: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  z: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
});
/** One that fits the limits. */
const drawn = fc.record({ source: expressions, values: points }).filter(({ source, values }) => {
  try {
    return parseExpression(source, values).nodes.length > 0;
  } catch {
    return false;
  }
});

test('SG3 upstream × local = downstream on every edge, and gradients are the sums of what arrives', () => {
  fc.assert(
    fc.property(drawn, ({ source, values }) => {
      const graph = parseExpression(source, values);
      const { edges, gradients } = scratchPass(graph);
      graph.nodes.forEach((_, node) => {
        const start = node === graph.nodes.length - 1 ? 1 : 0;
        const arrived = edges.filter(({ from }) => from === node);
        expect(gradients[node]).toBeCloseTo(
          arrived.reduce((sum, { downstream }) => sum + downstream, start),
          10,
        );
      });
      for (const { to, upstream, local, downstream } of edges) {
        expect(upstream).toBe(gradients[to]);
        expect(downstream).toBe(upstream * local);
      }
    }),
  );
});

/** Two inputs of a max or min nearly equal: a difference reaches over the kink. */
const isNearKink = ({ nodes }: ScratchGraph, values: readonly number[]): boolean =>
  nodes.some(({ operator, inputs }) => {
    if (operator !== 'max' && operator !== 'min') return false;
    const sorted = inputs.map((input) => values[input]).toSorted((a, b) => a - b);
    return sorted.some((value, k) => k > 0 && value - sorted[k - 1] < 1e-3);
  });

test('SG3 gradients agree with central differences wherever no kink is near', () => {
  let compared = 0;
  fc.assert(
    fc.property(drawn, ({ source, values }) => {
      const graph = parseExpression(source, values);
      const pass = scratchPass(graph);
      const gradients = named(graph, pass.gradients);
      fc.pre(!isNearKink(graph, pass.values));
      const h = 1e-5;
      for (const name of graph.variables) {
        const at = (change: number): number =>
          valueOf(source, { ...values, [name]: values[name as 'x'] + change });
        const numeric = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
        compared++;
        expect(Math.abs(gradients[name] - numeric) / Math.max(1, Math.abs(numeric))).toBeLessThan(1e-5);
      }
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(200);
});

test('SG4 each operation makes one thing, and n forward and n back are the same', () => {
  const graph = parseExpression(f, textbook);
  const pass = scratchPass(graph);
  const told = scratchOperations(graph).map(({ phase, node }) => `${phase} ${graph.nodes[node].label}`);
  expect(told).toEqual([
    'forward +',
    'forward max',
    'forward ×',
    'start ×',
    'backward ×',
    'backward max',
    'backward +',
  ]);
  const y = graph.nodes.findIndex(({ label }) => label === 'y');
  const z = graph.nodes.findIndex(({ label }) => label === 'z');
  const at = (done: number) => scratchStanding(graph, pass, done);
  expect([at(5).gradients[y], at(6).gradients[y], at(7).gradients[y]]).toEqual([null, 3, 5]);
  expect([at(5).uses[y], at(6).uses[y], at(7).uses[y]]).toEqual([
    { done: 0, of: 2 },
    { done: 1, of: 2 },
    { done: 2, of: 2 },
  ]);
  // Not yet is not zero: z has none until max has routed all of it elsewhere.
  expect([at(5).gradients[z], at(6).gradients[z]]).toEqual([null, 0]);
  expect(at(0).values.filter((value) => value === null)).toHaveLength(3);
});

test('SG5 at a kink max takes the first, and a value that is no number is said as it is', () => {
  const graph = parseExpression('max(x, y)', { x: 1, y: 1 });
  expect(named(graph, scratchPass(graph).gradients)).toEqual({ x: 1, y: 0 });
  const none = parseExpression('log(x)', { x: -1 });
  expect([
    scratchPass(none).values.at(-1),
    ...Object.values(named(none, scratchPass(none).gradients)),
  ]).toEqual([NaN, NaN]);
  expect(valueOf('1 / z', { z: 0 })).toBe(Infinity);
});
