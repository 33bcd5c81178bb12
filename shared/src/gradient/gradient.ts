/**
 * What every gradient implementation returns: ∂J/∂· (or ∂s/∂·) under the name of its value, each in the shape of
 * its value (the shape convention). `layers[l].z` is δ⁽ˡ⁾.
 */
import { scoresOf, type Activations, type Model } from '../model/forward.ts';
import { headOf, type Label } from '../model/head.ts';
import type { Matrix, Reals } from '../model/matrix.ts';

/** By the values of one layer. */
export interface ActivationGradient<A extends Reals = Float64Array> {
  /** δ, the error signal: downstream of f, upstream of W, b and the layer's input. */
  readonly z: A;
  readonly h: A;
}

/** By the parameters of one layer. */
export interface ParameterGradient<A extends Reals = Float64Array> {
  readonly W: Matrix<A>;
  readonly b: A;
}

export type LayerGradient<A extends Reals = Float64Array> = ActivationGradient<A> & ParameterGradient<A>;

/** Through one window: by its values, and its own part of the gradient by θ. */
export interface Gradient<A extends Reals = Float64Array> {
  /** One entry a score. */
  readonly s: A;
  /** In the order of U's entries. */
  readonly u: A;
  readonly layers: readonly LayerGradient<A>[];
  readonly x: A;
}

/** Of one example: by θ the sum over its windows, by values window after window. */
export interface ExampleGradient<A extends Reals = Float64Array> {
  readonly u: A;
  readonly layers: readonly ParameterGradient<A>[];
  readonly windows: readonly {
    readonly s: A;
    readonly x: A;
    readonly layers: readonly ActivationGradient<A>[];
  }[];
}

/** What is differentiated: the loss for a y, or one score of the first window (∂s/∂s = 1, the lecture's choice). */
export type Objective =
  | { readonly of: 'J'; readonly y: Label }
  /** `label`: which of the scores; 0 where there is one. */
  | { readonly of: 's'; readonly label: number };

/** One way to differentiate. `windows` are those of an example: `forward(model, x)` of each. */
export type GradientMethod = (
  model: Model,
  windows: readonly Activations[],
  objective: Objective,
) => ExampleGradient;

/** ∂objective/∂s for every score of the example, window after window. */
export function objectiveByScores(
  { head }: Pick<Model, 'head'>,
  windows: readonly Pick<Activations<Reals>, 's'>[],
  objective: Objective,
): Float64Array {
  const scores = scoresOf(windows);
  if (objective.of === 'J') return headOf(head).derivative(scores, objective.y);
  const one = new Float64Array(scores.length);
  one[objective.label] = 1;
  return one;
}

/** Every tensor of a gradient with its name, for comparison and display: s, u, x, then W1 b1 z1 h1, W2 … */
export function tensors(gradient: Gradient<Reals>): ReadonlyMap<string, Reals> {
  const named = new Map([
    ['s', gradient.s],
    ['u', gradient.u],
    ['x', gradient.x],
  ]);
  gradient.layers.forEach(({ W, b, z, h }, l) => {
    named
      .set(`W${l + 1}`, W.data)
      .set(`b${l + 1}`, b)
      .set(`z${l + 1}`, z)
      .set(`h${l + 1}`, h);
  });
  return named;
}

/** The same of an example; what belongs to its second, corrupted window ends in ′. */
export function exampleTensors({ u, layers, windows }: ExampleGradient<Reals>): ReadonlyMap<string, Reals> {
  const named = new Map([['u', u]]);
  layers.forEach(({ W, b }, l) => named.set(`W${l + 1}`, W.data).set(`b${l + 1}`, b));
  windows.forEach((window, w) => {
    const mark = windowMark(w);
    named.set(`s${mark}`, window.s).set(`x${mark}`, window.x);
    window.layers.forEach(({ z, h }, l) => named.set(`z${l + 1}${mark}`, z).set(`h${l + 1}${mark}`, h));
  });
  return named;
}

export const windowMark = (window: number): string => (window === 0 ? '' : '′');

/** The gradient of an example from those through its windows. */
export function summedOver<A extends Reals>(windows: readonly Gradient<A>[]): ExampleGradient<A> {
  const [first, ...others] = windows;
  const sum = (of: (gradient: Gradient<A>) => A): A =>
    of(first).map((entry, i) => others.reduce((total, gradient) => total + of(gradient)[i], entry)) as A;
  return {
    u: sum(({ u }) => u),
    layers: first.layers.map(({ W: { rows, columns } }, l) => ({
      W: { rows, columns, data: sum(({ layers }) => layers[l].W.data) },
      b: sum(({ layers }) => layers[l].b),
    })),
    windows,
  };
}
