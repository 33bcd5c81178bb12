/**
 * What every gradient implementation returns: ∂J/∂· (or ∂s/∂·) under the name of its value, each in the shape of
 * its value (the shape convention). `layers[l].z` is δ⁽ˡ⁾.
 */
import type { Activations, Model } from '../model/forward.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import type { Label } from '../model/objective.ts';

export interface LayerGradient<A extends Reals = Float64Array> {
  readonly W: Matrix<A>;
  readonly b: A;
  /** δ, the error signal: downstream of f, upstream of W, b and the layer's input. */
  readonly z: A;
  readonly h: A;
}

export interface Gradient<A extends Reals = Float64Array> {
  readonly s: number;
  readonly u: A;
  readonly layers: readonly LayerGradient<A>[];
  readonly x: A;
}

/** What is differentiated: the loss for a gold label, or the score itself (∂s/∂s = 1, the lecture's choice). */
export type Objective = { readonly of: 'J'; readonly y: Label } | { readonly of: 's' };

/** One way to differentiate. `activations` are those of `forward(model, x)`. */
export type GradientMethod = (model: Model, activations: Activations, objective: Objective) => Gradient;

/** Every tensor of a gradient with its name, for comparison and display: s, u, x, then W1 b1 z1 h1, W2 … */
export function tensors(gradient: Gradient<Reals>): ReadonlyMap<string, Reals> {
  const named = new Map<string, Reals>([
    ['s', Float64Array.of(gradient.s)],
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
