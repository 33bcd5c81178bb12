/**
 * The training path's own pass: forward and backward with every buffer allocated once and δ reused (lecture S7).
 * The fourth gradient implementation; its oracle is the contract suite in gradient/.
 */
import type { Gradient, LayerGradient } from '../gradient/gradient.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Reals } from '../model/matrix.ts';
import { nonLinearities, type NonLinearityName } from '../model/non-linearity.ts';
import { logisticLoss, type Label } from '../model/objective.ts';
import type { Parameters } from '../model/parameters.ts';

interface LayerBuffers<A extends Reals> {
  readonly z: A;
  readonly h: A;
  /** δ = ∂J/∂h ∘ f′(z) */
  readonly delta: A;
  /** ∂J/∂h */
  readonly upstream: A;
}

export interface Pass<A extends Reals> {
  readonly parameters: Parameters<A>;
  /** The window under the pass; the caller fills it. */
  readonly x: A;
  /** In float32 training: z, h, δ and ∂J/∂h as rounded and stored. */
  readonly layers: readonly LayerBuffers<A>[];
  readonly gradientOfU: A;
  /** Fills z, h and returns the score s. */
  forward(nonLinearity: NonLinearityName): number;
  /** Fills δ, ∂J/∂h and ∂J/∂u from ∂J/∂s and the activations of the last `forward`. */
  backward(nonLinearity: NonLinearityName, gradientOfS: number): void;
}

export function createPass<A extends Reals>(kernels: Kernels<A>, parameters: Parameters<A>): Pass<A> {
  const { layers: weights, u } = parameters;
  const x = kernels.allocate(parameters.shape.inputs);
  const layers = weights.map(({ b }): LayerBuffers<A> => {
    const buffer = (): A => kernels.allocate(b.length);
    return { z: buffer(), h: buffer(), delta: buffer(), upstream: buffer() };
  });
  const gradientOfU = kernels.allocate(u.length);
  const inputOf = (l: number): A => (l === 0 ? x : layers[l - 1].h);
  const top = (): A => inputOf(layers.length);

  return {
    parameters,
    x,
    layers,
    gradientOfU,
    forward(nonLinearity) {
      const { f } = nonLinearities[nonLinearity];
      for (let l = 0; l < layers.length; l++) {
        const { z, h } = layers[l];
        kernels.affine(weights[l].W, inputOf(l), weights[l].b, z);
        for (let i = 0; i < z.length; i++) h[i] = kernels.store(f(z[i]));
      }
      return kernels.dot(u, top());
    },
    backward(nonLinearity, gradientOfS) {
      const { derivative } = nonLinearities[nonLinearity];
      const h = top();
      for (let i = 0; i < h.length; i++) gradientOfU[i] = kernels.store(gradientOfS * h[i]);
      for (let l = layers.length - 1; l >= 0; l--) {
        const { z, delta, upstream } = layers[l];
        if (l === layers.length - 1) {
          for (let i = 0; i < u.length; i++) upstream[i] = kernels.store(gradientOfS * u[i]);
        } else {
          kernels.transposed(weights[l + 1].W, layers[l + 1].delta, upstream);
        }
        for (let i = 0; i < z.length; i++) {
          delta[i] = kernels.store(upstream[i] * kernels.store(derivative(z[i])));
        }
      }
    },
  };
}

/** ∂J/∂s of the logistic loss, rounded as the training path stores it. */
export const gradientOfScore = <A extends Reals>(kernels: Kernels<A>, s: number, y: Label): number =>
  kernels.store(logisticLoss.derivative(s, y));

/** The pass's gradients multiplied out, in the common form: what the trainer used, for display and comparison. */
export function passGradient<A extends Reals>(
  kernels: Kernels<A>,
  pass: Pass<A>,
  gradientOfS: number,
): Gradient<A> {
  const { layers: weights } = pass.parameters;
  const layers = pass.layers.map(({ delta, upstream }, l): LayerGradient<A> => {
    const input = l === 0 ? pass.x : pass.layers[l - 1].h;
    const { rows, columns } = weights[l].W;
    const data = kernels.allocate(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) data[i * columns + j] = kernels.store(delta[i] * input[j]);
    }
    return {
      W: { rows, columns, data },
      b: delta.slice() as A,
      z: delta.slice() as A,
      h: upstream.slice() as A,
    };
  });
  const x = kernels.allocate(pass.x.length);
  kernels.transposed(weights[0].W, pass.layers[0].delta, x);
  return { s: gradientOfS, u: pass.gradientOfU.slice() as A, layers, x };
}
