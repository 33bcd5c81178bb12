import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byHand } from '../gradient/by-hand.ts';
import { exampleTensors, type ExampleGradient } from '../gradient/gradient.ts';
import { configure, recipes, type Recipe } from '../gradient/testing/configuration.ts';
import { float32Bound } from '../gradient/testing/float32-bound.ts';
import { report, RUNS } from '../gradient/testing/runs.ts';
import { agreement } from '../gradient/agreement.ts';
import { compiledKernels } from '../kernels/compiled.ts';
import { float64Kernels } from '../kernels/float64.ts';
import { version1 } from '../kernels/version-1.ts';
import { version2 } from '../kernels/version-2.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { forward, scoresOf, type Model } from '../model/forward.ts';
import { headNames, headOf, type HeadName, type Label } from '../model/head.ts';
import type { Reals } from '../model/matrix.ts';
import { nonLinearities, nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { inFloat64, initialParameters, parametersOn, type Parameters } from '../model/parameters.ts';
import { stream } from '../random.ts';
import {
  createLearner,
  optimisers,
  type Learner,
  type LearnerState,
  type Load,
  type Method,
} from './learner.ts';
import { floatsOf } from './memory.ts';
import { passGradient } from './pass.ts';

/** What trains new runs. */
const float32Kernels = version2;

const plain: Method = { head: 'logistic', batch: 1, optimiser: 'sgd', decay: 0 };

/** Some of θ, on other numbers of the same precision or another. */
function copied<A extends Reals>(kernels: Kernels<A>, { theta, shape }: Parameters): Parameters<A> {
  const own = kernels.allocate(theta.length);
  own.set(theta);
  return parametersOn(own, shape);
}

/** W of every layer, b of every layer and U of a gradient in the order of θ. */
const alongTheta = (of: ReadonlyMap<string, Reals>, depth: number): number[] =>
  [...Array.from({ length: depth }, (_, l) => [`W${l + 1}`, `b${l + 1}`]).flat(), 'u'].flatMap((name) =>
    Array.from(of.get(name) ?? []),
  );
const along = (gradient: ExampleGradient<Reals>): number[] =>
  alongTheta(exampleTensors(gradient), gradient.layers.length);

describe('one window, SGD', () => {
  /** Fixed networks of two layers: what is asserted of them is a fact, not a wager on a seed. */
  const networks = nonLinearityNames.flatMap((nonLinearity) =>
    [0, 1].map((y) => ({ nonLinearity, y, network: network(nonLinearity, y) })),
  );
  function network(nonLinearity: NonLinearityName, y: Label) {
    const shape = { inputs: 20, hidden: [8, 5], outputs: 1 };
    return configure({ shape, nonLinearity, head: 'logistic', objective: { of: 'J', y }, scale: 1, seed: 5 });
  }
  type Network = ReturnType<typeof network>;
  function learnerOf<A extends Reals>(
    kernels: Kernels<A>,
    { parameters, xs }: Network,
    y: Label,
  ): { readonly learner: Learner<A>; readonly load: Load<A> } {
    const learner = createLearner(
      kernels,
      { parameters: copied(kernels, parameters), squares: null, vectors: null },
      plain,
    );
    return { learner, load: (_, { passes }) => (passes[0].x.set(xs[0]), y) };
  }

  describe.each(networks)('TR1 $nonLinearity, y = $y', ({ nonLinearity, y, network }) => {
    const settings = { nonLinearity, learningRate: 0.05 };
    const gradient = along(byHand(network.model, network.windows, network.objective));
    const theta = network.parameters.theta;

    test('GR5 is θ − η∇J with the gradient by hand', () => {
      const { learner, load } = learnerOf(float64Kernels, network, y);
      learner.step(load, settings);
      learner.state.parameters.theta.forEach((weight, k) =>
        expect(Math.abs(weight - (theta[k] - 0.05 * gradient[k]))).toBeLessThan(1e-14),
      );
    });

    test('GR5 in float32 is θ − η∇J with the gradient that the pass displays, bit for bit', () => {
      const { learner, load } = learnerOf(float32Kernels, network, y);
      learner.look(load, settings);
      const { u, layers } = passGradient(float32Kernels, learner.state, learner.passes[0]);
      const displayed = [...layers.flatMap(({ W, b }) => [...W.data, ...b]), ...u];
      const expected = theta.slice();
      float32Kernels.descend(expected, 0.05, Float32Array.from(displayed));
      expect(learner.state.parameters.theta).toEqual(theta);
      learner.step(load, settings);
      expect(learner.state.parameters.theta).toEqual(expected);
    });

    test('lowers the loss of its own window by η‖∇J‖² for a small η', () => {
      const rate = 1e-5;
      const { learner, load } = learnerOf(float64Kernels, network, y);
      const before = learner.step(load, { nonLinearity, learningRate: rate });
      const squared = gradient.reduce((sum, entry) => sum + entry * entry, 0);
      expect(squared).toBeGreaterThan(1e-3);
      const after = learner.look(load, settings);
      expect((before.J - after.J) / (rate * squared)).toBeCloseTo(1, 2);
    });

    test('returns the loss and ∂J/∂s from before the update', () => {
      const { learner, load } = learnerOf(float64Kernels, network, y);
      const { J, largestGradientOfS } = learner.step(load, settings);
      const { J: lossOf, derivative } = headOf('logistic');
      const scores = scoresOf(network.windows);
      expect(learner.passes[0].s).toEqual(scores);
      expect(J).toBe(lossOf(scores, y));
      expect(largestGradientOfS).toBe(Math.abs(derivative(scores, y)[0]));
    });

    test('NU2 is close in float32 and float64: η times the gradient’s bound and three roundings', () => {
      const narrow = learnerOf(float32Kernels, network, y);
      const wide = learnerOf(float64Kernels, network, y);
      narrow.learner.step(narrow.load, settings);
      wide.learner.step(wide.load, settings);
      const bound = alongTheta(float32Bound(network), 2);
      narrow.learner.state.parameters.theta.forEach((weight, k) => {
        const exact = wide.learner.state.parameters.theta[k];
        const allowed = 0.05 * bound[k] + (3 * (Math.abs(exact) + Math.abs(theta[k]))) / 2 ** 24;
        expect(Math.abs(weight - exact)).toBeLessThanOrEqual(allowed);
      });
    });

    test('is deterministic over a hundred steps, and learns the window', () => {
      const run = (): readonly [Float32Array, number] => {
        const { learner, load } = learnerOf(float32Kernels, network, y);
        let J = Infinity;
        for (let n = 0; n < 100; n++) ({ J } = learner.step(load, settings));
        return [learner.state.parameters.theta, J];
      };
      const [end, J] = run();
      expect(run()).toEqual([end, J]);
      expect(J).toBeLessThan(headOf('logistic').J(scoresOf(network.windows), y));
    });
  });
});

/** Words of a toy vocabulary, d = 2 and one feature a word; row 0 is never trained. */
const WORDS = 2;
const DIMENSIONS = 2;
const WIDTH = DIMENSIONS + 1;
const ROWS = 6;

interface Lesson {
  readonly recipe: Recipe;
  readonly method: Method;
  readonly trainVectors: boolean;
  readonly learningRate: number;
  readonly steps: number;
}

const lessons: fc.Arbitrary<Lesson> = fc
  .record({
    recipe: recipes,
    method: fc.record({
      batch: fc.integer({ min: 1, max: 5 }),
      optimiser: fc.constantFrom(...optimisers),
      decay: fc.constantFrom(0, 0.01, 0.5),
    }),
    trainVectors: fc.boolean(),
    learningRate: fc.constantFrom(0.001, 0.05, 0.3),
    steps: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ recipe, method, ...rest }) => ({
    ...rest,
    recipe: { ...recipe, shape: { ...recipe.shape, inputs: WORDS * WIDTH } },
    method: { ...method, head: recipe.head },
  }));

interface Drawn {
  /** Of each window its rows of the table, word after word. */
  readonly rows: readonly (readonly number[])[];
  readonly y: Label;
}

/** The examples of a step: a pure function of the lesson's seed. */
function examplesOf({ recipe, method }: Lesson, step: number): readonly Drawn[] {
  const random = stream(recipe.seed, 9, step);
  const { windows, outputs } = headOf(method.head);
  return Array.from({ length: method.batch }, () => ({
    rows: Array.from({ length: windows }, () => Array.from({ length: WORDS }, () => random.below(ROWS))),
    y: random.below(outputs === 1 ? 2 : Math.min(outputs, recipe.shape.outputs)),
  }));
}

const tableOf = ({ recipe }: Lesson): Float32Array => {
  const random = stream(recipe.seed, 8);
  return Float32Array.from({ length: ROWS * DIMENSIONS }, () => 2 * random.uniform() - 1);
};
/** x of a window; the feature of a word says its place and is no parameter. */
const inputOf = (rows: readonly number[], table: Reals): number[] =>
  rows.flatMap((row, k) => [...table.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS), k + 1]);

/** θ and the table after the lesson, on the learner under test. */
function learnt<A extends Reals>(kernels: Kernels<A>, lesson: Lesson, steps = lesson.steps): LearnerState<A> {
  const { recipe, method, trainVectors, learningRate } = lesson;
  const { parameters } = configure(recipe);
  const table = kernels.allocate(ROWS * DIMENSIONS);
  table.set(tableOf(lesson));
  const zeros = (length: number): A | null =>
    method.optimiser === 'adagrad' ? kernels.allocate(length) : null;
  const state: LearnerState<A> = {
    parameters: copied(kernels, parameters),
    squares: zeros(parameters.theta.length),
    vectors: trainVectors
      ? {
          dimensions: DIMENSIONS,
          width: WIDTH,
          words: WORDS,
          table,
          squares: zeros(table.length),
        }
      : null,
  };
  const learner = createLearner(kernels, state, method);
  for (let step = 0; step < steps; step++) {
    const examples = examplesOf(lesson, step);
    const load: Load<A> = (e, { passes, rows }) => {
      passes.forEach(({ x }, w) => {
        x.set(inputOf(examples[e].rows[w], table));
        rows[w].set(trainVectors ? examples[e].rows[w].map((row) => (row === 0 ? -1 : row)) : []);
      });
      return examples[e].y;
    };
    learner.step(load, { nonLinearity: recipe.nonLinearity, learningRate });
  }
  return state;
}

/** The same by hand, in float64, on plain lists: mean of the gradients by hand, λ on the weights, the update's formula. */
function byFormula(lesson: Lesson): { readonly theta: number[]; readonly table: number[] } {
  const { recipe, method, trainVectors, learningRate } = lesson;
  const { shape } = recipe;
  let theta = Array.from(configure(recipe).parameters.theta);
  let table = Array.from(tableOf(lesson));
  const squares = { theta: theta.map(() => 0), table: table.map(() => 0) };
  const isWeight = weightsOf(shape);
  const moved = (of: readonly number[], slopes: readonly number[], sums: number[]): number[] =>
    of.map((value, i) => {
      if (method.optimiser === 'sgd') return value - learningRate * slopes[i];
      sums[i] += slopes[i] ** 2;
      return value - (learningRate * slopes[i]) / (Math.sqrt(sums[i]) + 1e-8);
    });
  for (let step = 0; step < lesson.steps; step++) {
    const examples = examplesOf(lesson, step);
    const model: Model = {
      parameters: parametersOn(Float64Array.from(theta), shape),
      nonLinearity: recipe.nonLinearity,
      head: method.head,
    };
    const slopes = theta.map(() => 0);
    const ofTable = table.map(() => 0);
    for (const { rows, y } of examples) {
      const windows = rows.map((window) =>
        forward(model, Float64Array.from(inputOf(window, Float64Array.from(table)))),
      );
      const gradient = byHand(model, windows, { of: 'J', y });
      along(gradient).forEach((slope, i) => (slopes[i] += slope / examples.length));
      gradient.windows.forEach(({ x }, w) =>
        rows[w].forEach((row, k) => {
          for (let d = 0; d < DIMENSIONS && row > 0; d++)
            ofTable[row * DIMENSIONS + d] += x[k * WIDTH + d] / examples.length;
        }),
      );
    }
    const before = theta;
    theta = moved(
      theta,
      slopes.map((slope, i) => slope + (isWeight[i] ? method.decay * before[i] : 0)),
      squares.theta,
    );
    if (trainVectors) table = moved(table, ofTable, squares.table);
  }
  return { theta, table };
}

/**
 * How far two float64 learners that add in different orders may be apart, for values about 1. AdaGrad's first
 * update is η g / (|g| + 1e-8): of a gradient that cancels to 0 but for its rounding, here at most 16 units of
 * 2⁻⁵³, that is up to 10⁸ times the rounding.
 */
const boundOf = ({ method, learningRate, steps }: Lesson): number =>
  1e-9 + (method.optimiser === 'adagrad' ? (steps * learningRate * 16 * 2 ** -53) / 1e-8 : 0);

/** Found by chance: a gradient that cancels within a batch, under AdaGrad. */
const CANCELLED: Lesson = {
  trainVectors: true,
  learningRate: 0.3,
  steps: 2,
  recipe: {
    head: 'max-margin',
    shape: { inputs: WORDS * WIDTH, hidden: [], outputs: 1 },
    nonLinearity: 'logistic',
    objective: { of: 'J', y: 0 },
    scale: 0.5,
    seed: 1469171940,
  },
  method: { batch: 3, optimiser: 'adagrad', decay: 0, head: 'max-margin' },
};

/** Of each entry of θ whether it is one of W or U, not of b. */
function weightsOf(shape: Recipe['shape']): boolean[] {
  const parameters = parametersOn(initialParameters(shape, 0).theta.fill(1), shape);
  for (const { b } of parameters.layers) b.fill(0);
  return Array.from(parameters.theta, (one) => one === 1);
}

describe('S11 the whole family', () => {
  test(
    `TR10 TR11 TR12 TR13 TR14 steps are the formula with the gradients by hand, over ${RUNS} random lessons`,
    () => {
      let worst = 0;
      fc.assert(
        fc.property(lessons, (lesson) => {
          const bound = boundOf(lesson);
          const { theta, table } = byFormula(lesson);
          const { parameters, vectors } = learnt(float64Kernels, lesson);
          const pairs = [
            ...theta.map((value, i) => [value, parameters.theta[i]]),
            ...(vectors ? table.map((value, i) => [value, vectors.table[i]]) : []),
          ];
          for (const [expected, got] of pairs) {
            const difference = Math.abs(got - expected) / Math.max(1, Math.abs(expected));
            worst = Math.max(worst, difference / bound);
            expect(difference).toBeLessThanOrEqual(bound);
          }
        }),
        { numRuns: RUNS, examples: [[CANCELLED]] },
      );
      report(`lessons: ${JSON.stringify({ lessons: RUNS, worst })}`);
    },
    30_000 + 10 * RUNS,
  );

  test('TR1 the short way of one window and SGD has the bits of the general one', () => {
    fc.assert(
      fc.property(lessons, (drawn) => {
        fc.pre(headOf(drawn.method.head).windows === 1);
        const lesson: Lesson = {
          ...drawn,
          method: { ...drawn.method, batch: 1, optimiser: 'sgd', decay: 0 },
        };
        // A λ too small to move anything takes the general way.
        const general: Lesson = { ...lesson, method: { ...lesson.method, decay: Number.MIN_VALUE } };
        expect(learnt(float32Kernels, general)).toEqual(learnt(float32Kernels, lesson));
      }),
    );
  });

  test('NU17 one step from the same θ is within 1e-5 of float64, per tensor', () => {
    fc.assert(
      fc.property(lessons, (drawn) => {
        // Where a margin or a kink is met within a rounding the sides may differ, and AdaGrad makes a step of any rounding.
        fc.pre(nonLinearities[drawn.recipe.nonLinearity].kinks.length === 0);
        fc.pre(drawn.method.head !== 'max-margin');
        const lesson: Lesson = { ...drawn, steps: 1, method: { ...drawn.method, optimiser: 'sgd' } };
        const [narrow, wide] = [learnt(version2, lesson), learnt(float64Kernels, lesson)];
        const tensorsOf = ({ parameters: { layers, u }, vectors }: LearnerState<Reals>): readonly Reals[] => [
          ...layers.flatMap(({ W, b }) => [W.data, b]),
          u,
          ...(vectors ? [vectors.table] : []),
        ];
        const exact = tensorsOf(wide);
        tensorsOf(narrow).forEach((tensor, k) =>
          expect(agreement('', tensor, exact[k]).difference).toBeLessThanOrEqual(1e-5),
        );
      }),
    );
  });

  test('NU18 in WebAssembly every bit is that of TypeScript, over the whole family', () => {
    const compiled = compiledKernels();
    fc.assert(
      fc.property(lessons, (lesson) => {
        const windows = lesson.method.batch * headOf(lesson.method.head).windows;
        const kernels = compiled?.(floatsOf(lesson.recipe.shape, windows, ROWS * DIMENSIONS));
        const [fast, plainly] = [kernels ?? version1, version2].map((of) => learnt(of, lesson));
        expect(fast.parameters.theta).toEqual(plainly.parameters.theta);
        expect(fast.squares).toEqual(plainly.squares);
        expect(fast.vectors).toEqual(plainly.vectors);
      }),
    );
  });

  test('TR14 a row that is frozen, or in no window, stays what it was; features are no parameters', () => {
    fc.assert(
      fc.property(lessons, (drawn) => {
        const lesson: Lesson = { ...drawn, trainVectors: true };
        const seen = new Set(
          Array.from({ length: lesson.steps }, (_, step) => examplesOf(lesson, step))
            .flat()
            .flatMap(({ rows }) => rows.flat()),
        );
        const { vectors } = learnt(float32Kernels, lesson);
        const before = tableOf(lesson);
        for (let row = 0; row < ROWS; row++) {
          if (row > 0 && seen.has(row)) continue;
          const at = [row * DIMENSIONS, (row + 1) * DIMENSIONS] as const;
          expect(vectors?.table.subarray(...at)).toEqual(before.subarray(...at));
        }
      }),
    );
  });

  test('TR11 a satisfied margin: J and every gradient exactly 0, nothing moves', () => {
    const recipe: Recipe = {
      shape: { inputs: WORDS * WIDTH, hidden: [4], outputs: 1 },
      nonLinearity: 'tanh',
      head: 'max-margin',
      objective: { of: 'J', y: 1 },
      scale: 1,
      seed: 3,
    };
    const { parameters } = configure(recipe);
    const state = { parameters: copied(float32Kernels, parameters), squares: null, vectors: null };
    const learner = createLearner(float32Kernels, state, { ...plain, head: 'max-margin' });
    const settings = { nonLinearity: 'tanh', learningRate: 0.5 } as const;
    const load = (): Label => {
      learner.passes[0].x.fill(1);
      learner.passes[1].x.fill(-1);
      return 1;
    };
    let { J } = learner.look(load, settings);
    expect(J).toBeGreaterThan(0);
    for (let n = 0; n < 200 && J > 0; n++) ({ J } = learner.step(load, settings));
    expect(J).toBe(0);
    const before = state.parameters.theta.slice();
    expect(learner.step(load, settings)).toEqual({ J: 0, largestGradientOfS: 0 });
    expect(state.parameters.theta).toEqual(before);
    for (const { gradientOfS, layers } of learner.passes) {
      expect(
        [...gradientOfS, ...layers.flatMap(({ delta }) => [...delta])].every((slope) => slope === 0),
      ).toBe(true);
    }
  });

  test.each(headNames)('NU2 %s: float32 stays by float64 over a short lesson', (head: HeadName) => {
    const outputs = headOf(head).outputs;
    const lesson: Lesson = {
      recipe: {
        shape: { inputs: WORDS * WIDTH, hidden: [5, 4], outputs },
        nonLinearity: 'tanh',
        head,
        objective: { of: 'J', y: 1 },
        scale: 1,
        seed: 11,
      },
      method: { head, batch: 4, optimiser: 'adagrad', decay: 0.01 },
      trainVectors: true,
      learningRate: 0.05,
      steps: 20,
    };
    const narrow = learnt(float32Kernels, lesson);
    const wide = learnt(float64Kernels, lesson);
    narrow.parameters.theta.forEach((weight, i) => expect(weight).toBeCloseTo(wide.parameters.theta[i], 4));
    expect(inFloat64(narrow.parameters).theta).not.toEqual(wide.parameters.theta);
  });
});
