/** Random networks for the contract suite: small, of every kind, and rebuilt from a few numbers when one fails. */
import fc from 'fast-check';
import { forward, type Activations, type Model } from '../../model/forward.ts';
import { nonLinearities, nonLinearityNames, type NonLinearityName } from '../../model/non-linearity.ts';
import { inFloat64, initialParameters, type ModelShape, type Parameters } from '../../model/parameters.ts';
import { stream } from '../../random.ts';
import type { Objective } from '../gradient.ts';

export interface Recipe {
  readonly shape: ModelShape;
  readonly nonLinearity: NonLinearityName;
  readonly objective: Objective;
  /** Weights are this many times Xavier's. */
  readonly scale: number;
  readonly seed: number;
}

export interface Configuration {
  readonly recipe: Recipe;
  /** θ and x are float32 numbers, so that both precisions start from the same ones. */
  readonly parameters: Parameters<Float32Array>;
  readonly x: Float32Array;
  /** The same in float64. */
  readonly model: Model;
  readonly activations: Activations;
  readonly objective: Objective;
}

const objectives: readonly Objective[] = [{ of: 's' }, { of: 'J', y: 0 }, { of: 'J', y: 1 }];

/** One to three hidden layers of 1–9 units on 1–20 inputs, each non-linearity, ∂s and ∂J for both labels. */
export const recipes: fc.Arbitrary<Recipe> = fc.record({
  shape: fc.record({
    inputs: fc.integer({ min: 1, max: 20 }),
    hidden: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  }),
  nonLinearity: fc.constantFrom(...nonLinearityNames),
  objective: fc.constantFrom(...objectives),
  scale: fc.constantFrom(0.5, 1, 2),
  seed: fc.integer(),
});

/** Weights uniform in ± scale × Xavier's bound, biases in ±½, x in ±2. A pure function of the recipe. */
export function configure(recipe: Recipe): Configuration {
  const { shape, nonLinearity, objective, scale, seed } = recipe;
  const parameters = initialParameters(shape, seed);
  const random = stream(seed, 0);
  const within = (bound: number): number => Math.fround((2 * random.uniform() - 1) * bound);
  parameters.theta.forEach((weight, i, theta) => (theta[i] = weight * scale));
  for (const { b } of parameters.layers) b.forEach((_, i) => (b[i] = within(0.5)));
  const x = Float32Array.from({ length: shape.inputs }, () => within(2));
  return configuration(parameters, x, nonLinearity, objective, recipe);
}

/** A configuration with given numbers. */
export function configuration(
  parameters: Parameters<Float32Array>,
  x: Float32Array,
  nonLinearity: NonLinearityName,
  objective: Objective,
  recipe: Recipe = { shape: parameters.shape, nonLinearity, objective, scale: 1, seed: 0 },
): Configuration {
  const model: Model = { parameters: inFloat64(parameters), nonLinearity };
  return { recipe, parameters, x, model, activations: forward(model, x), objective };
}

/** Whether f′ of a piecewise linear f is the same number at both z of every unit. */
export function samePieces(name: NonLinearityName, a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  const { derivative, kinks } = nonLinearities[name];
  return kinks.length === 0 || Array.from(a).every((z, i) => derivative(z) === derivative(b[i]));
}
