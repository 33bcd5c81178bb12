/** Random networks for the contract suite: small, of every kind, and rebuilt from a few numbers when one fails. */
import fc from 'fast-check';
import { forward, type Activations, type Model } from '../../model/forward.ts';
import { headNames, headOf, type HeadName } from '../../model/head.ts';
import { nonLinearities, nonLinearityNames, type NonLinearityName } from '../../model/non-linearity.ts';
import { inFloat64, initialParameters, type ModelShape, type Parameters } from '../../model/parameters.ts';
import { stream } from '../../random.ts';
import type { Objective } from '../gradient.ts';

export interface Recipe {
  readonly shape: ModelShape;
  readonly nonLinearity: NonLinearityName;
  readonly head: HeadName;
  readonly objective: Objective;
  /** Weights are this many times Xavier's. */
  readonly scale: number;
  readonly seed: number;
}

export interface Configuration {
  readonly recipe: Recipe;
  /** θ and the windows are float32 numbers, so that both precisions start from the same ones. */
  readonly parameters: Parameters<Float32Array>;
  /** x of each window of the example. */
  readonly xs: readonly Float32Array[];
  /** The same in float64. */
  readonly model: Model;
  readonly windows: readonly Activations[];
  readonly objective: Objective;
}

/** A network for paper: one logistic score, the loss of y = 1, weights as Xavier drew them. */
export const plain = { head: 'logistic', objective: { of: 'J', y: 1 }, scale: 1, seed: 1 } as const;

const outputs: Readonly<Record<HeadName, fc.Arbitrary<number>>> = {
  logistic: fc.constant(1),
  softmax: fc.integer({ min: 2, max: 5 }),
  'max-margin': fc.constant(1),
};

const objectivesOf = (labels: number): fc.Arbitrary<Objective> => {
  const label = fc.integer({ min: 0, max: labels - 1 });
  const y = labels === 1 ? fc.constantFrom(0, 1) : label;
  return fc.oneof(
    label.map((one): Objective => ({ of: 's', label: one })),
    { weight: 2, arbitrary: y.map((one): Objective => ({ of: 'J', y: one })) },
  );
};

/** No to four hidden layers of 1–9 units on 1–20 inputs, each head and non-linearity, ∂J for every y and ∂s of every score. */
export const recipes: fc.Arbitrary<Recipe> = fc
  .constantFrom(...headNames)
  .chain((head) => outputs[head].map((count) => ({ head, count })))
  .chain(({ head, count }) =>
    fc.record({
      head: fc.constant(head),
      shape: fc.record({
        inputs: fc.integer({ min: 1, max: 20 }),
        hidden: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 0, maxLength: 4 }),
        outputs: fc.constant(count),
      }),
      nonLinearity: fc.constantFrom(...nonLinearityNames),
      objective: objectivesOf(count),
      scale: fc.constantFrom(0.5, 1, 2),
      seed: fc.integer(),
    }),
  );

/** Those of one kind. */
export const recipesOf = (change: Partial<Recipe>): fc.Arbitrary<Recipe> =>
  recipes.map((recipe) => ({ ...recipe, ...change }));

/** Weights uniform in ± scale × Xavier's bound, biases in ±½, x in ±2. A pure function of the recipe. */
export function configure(recipe: Recipe): Configuration {
  const { shape, scale, seed } = recipe;
  const parameters = initialParameters(shape, seed);
  const random = stream(seed, 0);
  const within = (bound: number): number => Math.fround((2 * random.uniform() - 1) * bound);
  parameters.theta.forEach((weight, i, theta) => (theta[i] = weight * scale));
  for (const { b } of parameters.layers) b.forEach((_, i) => (b[i] = within(0.5)));
  const xs = Array.from({ length: headOf(recipe.head).windows }, () =>
    Float32Array.from({ length: shape.inputs }, () => within(2)),
  );
  return configuration(parameters, xs, recipe);
}

/** A configuration with given numbers. */
export function configuration(
  parameters: Parameters<Float32Array>,
  xs: readonly Float32Array[],
  recipe: Recipe,
): Configuration {
  const { nonLinearity, head, objective } = recipe;
  const model: Model = { parameters: inFloat64(parameters), nonLinearity, head };
  return { recipe, parameters, xs, model, windows: xs.map((x) => forward(model, x)), objective };
}

/** Whether f′ of a piecewise linear f is the same number at both z of every unit. */
export function samePieces(name: NonLinearityName, a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  const { derivative, kinks } = nonLinearities[name];
  return kinks.length === 0 || Array.from(a).every((z, i) => derivative(z) === derivative(b[i]));
}
